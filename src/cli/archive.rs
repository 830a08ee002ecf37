//! `readybook archive`.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::builder::TypedValueParser;

use super::arguments::one_of_these;
use super::report::{failed, shown, to_stderr, to_stderr_from, to_stdout};
use super::today::{source_date_epoch, today_or_fail};
use super::{Outcome, say, target};
use crate::bundle::formats::{FORMATS, Format, format};
use crate::bundle::{Choice, contents};
use crate::compile::{Files, Options, compile, survey};
use crate::diag::render::count;
use crate::diag::{Diagnostic, Kind};
use crate::ledger::sha256;
use crate::load::{Folder, open_tag};
use crate::model::{Date, valid_release};

/// Archive assessments: pages that open for ever, with their sources, facts, rubrics and hashes, in one file
///
/// Each assessment becomes one HTML file with styles, charts and images inside, that asks for nothing and needs no
/// script. The same book gives the same bytes on every machine: all files bear the time of `SOURCE_DATE_EPOCH`, or else
/// the first day of 1980. Prints the SHA-256 of the archive. docs/archive.md shows how to verify one.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A project with all its releases, or PROJECT@RELEASE
    #[arg(value_name = "PROJECT[@RELEASE]", required_unless_present = "tag")]
    target: Option<String>,
    /// The release, where it does not stand behind an `@`
    #[arg(requires = "target")]
    release: Option<String>,
    /// The book as it is in this git tag; without a project, all of it
    #[arg(long, allow_hyphen_values = true)]
    tag: Option<String>,
    /// How to pack; without it, as the name of the file ends, else tar.zst
    #[arg(long, value_parser = formats())]
    format: Option<&'static Format>,
    /// The file to write; without it, one named after what is in it, in the current folder
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Archive drafts too
    #[arg(long)]
    drafts: bool,
    /// Archive internal documents too
    #[arg(long)]
    internal: bool,
    /// The day as of which undated assessments are judged, such as 2026-01-21; without it that of
    /// `SOURCE_DATE_EPOCH`, else today in UTC
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

/// 1980-01-01, the first day that every form of archive can tell.
const FIXED_TIME: i64 = 315_532_800;

fn formats() -> impl TypedValueParser<Value = &'static Format> {
    one_of_these(FORMATS.iter().map(|format| (format.name, format.summary)), format)
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let today = today_or_fail(args.today)?;
    let options = Options { today, keep_going: true, drafts: args.drafts, internal: args.internal };
    let done = match &args.tag {
        None => {
            let folder = Folder::whole(book);
            archive(args, &folder, options, &|found| to_stderr(found, &folder))
        }
        Some(tag) => open_tag(book, tag).and_then(|tagged| {
            archive(args, &tagged, options, &|found| to_stderr_from(found, &tagged, &format!("{tag}:")))
        }),
    };
    done.map_err(failed)
}

fn archive(
    args: &Args,
    files: &dyn Files,
    options: Options,
    tell: &dyn Fn(&[Diagnostic]),
) -> Result<Outcome, String> {
    let survey = match survey(files, options) {
        Ok(survey) => survey,
        Err(found) => {
            tell(&found);
            return Ok(Outcome::Failed);
        }
    };
    let choice = choice(args)?;
    let concerns = |path: &str| match choice {
        Choice::All => true,
        Choice::Project(project) => path.starts_with(&format!("content/{project}/")),
        Choice::Release(project, release) => path == format!("content/{project}/{release}.md"),
    };
    let told = |is: fn(&Diagnostic) -> bool| {
        let found = survey.diagnostics.iter().filter(|found| is(found) && concerns(&found.path));
        let found: Vec<Diagnostic> = found.cloned().collect();
        tell(&found);
        !found.is_empty()
    };
    let is_broken = told(|found| found.kind == Kind::Structural);
    let is_altered = told(|found| found.rule == "broken-seal");
    let compiled = compile(files, options);
    let Some(pages) = compiled.site else {
        let stopping: Vec<Diagnostic> =
            compiled.diagnostics.into_iter().filter(|d| d.kind == Kind::Setup).collect();
        tell(&stopping);
        return Ok(Outcome::Failed);
    };
    let members = contents(files, &survey, &pages, choice, options).map_err(|why| match choice {
        Choice::Release(..) if is_broken => "nothing is archived: mend what is above".to_owned(),
        _ => why,
    })?;
    let format = packing(args)?;
    let name = name(args, choice, format)?;
    let time = source_date_epoch()?.map_or(FIXED_TIME, jiff::Timestamp::as_second);
    let bytes = (format.write)(&members, &name, time)?;
    let path = args.out.clone().unwrap_or_else(|| format!("{name}.{}", format.name).into());
    write(&path, &bytes)?;
    say!("archived {} in {}", count(members.len(), "file"), shown(&path));
    if is_broken {
        say!("what cannot be read is left out");
    }
    if is_altered {
        say!("what was sealed is in it as it is now, and not as it was sealed");
    }
    let whole = !is_broken && !is_altered;
    let told = to_stdout(&format!("{}  {}\n", sha256(&bytes), shown(&path)));
    Ok(told.map_or_else(|failed| failed, |_| if whole { Outcome::Fine } else { Outcome::ContentErrors }))
}

/// How to pack: as it was asked for, or as the name of the file says. The error is a name that says something else.
fn packing(args: &Args) -> Result<&'static Format, String> {
    let out = args.out.as_deref().map(shown).unwrap_or_default();
    let file = out.to_ascii_lowercase();
    let named = FORMATS.iter().find(|format| file.ends_with(&format!(".{}", format.name)));
    match (args.format, named) {
        (Some(asked), Some(named)) if asked.name != named.name => Err(format!(
            "{out} would be named like a {} and be a {asked}: leave out `--format`, or name the file *.{asked}",
            named.name,
            asked = asked.name
        )),
        (None, None) => match file.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.')) {
            // `v2.3.0` ends in no name of a format.
            Some((_, ending)) if ending.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                let known: Vec<String> = FORMATS.iter().map(|format| format!("*.{}", format.name)).collect();
                Err(format!(
                    "{out} would be named like a .{ending}, which nobody can write here: name it {}, or say how to pack with `--format`",
                    known.join(" or ")
                ))
            }
            _ => Ok(&FORMATS[0]),
        },
        (asked, named) => Ok(asked.or(named).unwrap_or(&FORMATS[0])),
    }
}

fn choice(args: &Args) -> Result<Choice<'_>, String> {
    let Some(target) = &args.target else { return Ok(Choice::All) };
    Ok(match target::named(target, args.release.as_deref())? {
        (project, Some(release)) => Choice::Release(project, release),
        (project, None) => Choice::Project(project),
    })
}

/// The folder that all files of the archive stand in: called after what is in it, else as its own file is.
fn name(args: &Args, choice: Choice<'_>, format: &Format) -> Result<String, String> {
    // The tag `pay/1.0.0` holds a whole book, and takes another name than the release `pay@1.0.0`.
    let parts = [
        match choice {
            Choice::All => None,
            Choice::Project(project) => Some(project.to_owned()),
            Choice::Release(project, release) => Some(format!("{project}-{release}")),
        }
        .map(|name| name.replace('/', "-")),
        args.tag.as_ref().map(|tag| tag.replace('/', "_")),
    ];
    let name = parts.into_iter().flatten().collect::<Vec<String>>().join("-");
    let Err(why) = valid_release(&name) else { return Ok(name) };
    let file = args.out.as_deref().and_then(Path::file_name).and_then(|file| file.to_str());
    let stem = file.map(|file| file.strip_suffix(&format!(".{}", format.name)).unwrap_or(file));
    match stem.filter(|stem| valid_release(stem).is_ok()) {
        Some(stem) => Ok(stem.to_owned()),
        None => Err(format!(
            "an archive cannot be named `{}`: {why}; name its file with `--out`, such as `--out readiness.{}`",
            crate::text::visible(&name),
            format.name
        )),
    }
}

/// Writes a file that must not exist yet, whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let unwritten = |error: std::io::Error| {
        let why = match error.kind() {
            ErrorKind::AlreadyExists => {
                return format!(
                    "{} exists already: remove it, or name another file with `--out`",
                    shown(path)
                );
            }
            ErrorKind::NotFound => "its folder does not exist".to_owned(),
            ErrorKind::NotADirectory => "a part of its path is a file".to_owned(),
            _ => error.to_string(),
        };
        format!("{} cannot be written: {why}", shown(path))
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(unwritten)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| {
        // Half an archive is worse than none.
        let _ = std::fs::remove_file(path);
        unwritten(error)
    })
}
