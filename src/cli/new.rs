//! `readybook new`.

use std::fmt::Write as _;
use std::path::Path;

use super::init::write_new;
use super::other_case::refuse_other_case;
use super::report::{failed, refused, shown};
use super::target::named;
use super::today::today_or_fail;
use super::{Outcome, say};
use crate::book::Rubric;
use crate::compile::{self, BOOK_FILE};
use crate::load::Folder;
use crate::model::{Date, Project, valid_project, valid_release};
use crate::source::FORMAT;

/// Begin an assessment: write a template that lists the categories and checks of the book's rubric
///
/// The file is content/PROJECT/RELEASE.md. Every check in it is `unknown` until you answer it with pass,
/// partial, fail or n/a. An existing file is never overwritten.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Id of the project: the name of its folder below content/; or PROJECT@RELEASE
    #[arg(value_name = "PROJECT[@RELEASE]")]
    project: String,
    /// Name of the release that is assessed, such as 1.4.0 or 2026-01
    release: Option<String>,
    /// The date of the assessment; without it that of `SOURCE_DATE_EPOCH`, else today in UTC
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let (project, release) = named(&args.project, args.release.as_deref()).map_err(failed)?;
    let Some(release) = release else {
        return Err(failed(format!(
            "the release is missing: `readybook new {project} RELEASE`, such as 1.4.0 or 2026-01"
        )));
    };
    may_begin(project, release, book).map_err(failed)?;
    let date = today_or_fail(args.date)?;
    let folder = Folder::open(book);
    let rubrics = compile::read_book(&folder).map_err(|found| refused(&found, &folder))?;
    let described = compile::project(&folder, project);
    let rubric = rubrics.of_new(&described, date);
    let path = book.join(format!("content/{project}/{release}.md"));
    write_new(&[(path.clone(), document(&described, release, date, &rubric))]).map_err(failed)?;
    say!("wrote {}; answer its checks, then run `readybook check`", shown(&path));
    Ok(Outcome::Fine)
}

/// Why there can be no such assessment, or no book to hold it.
fn may_begin(project: &str, release: &str, book: &Path) -> Result<(), String> {
    valid_project(project).map_err(|why| format!("`{project}` cannot name a project: {why}"))?;
    valid_release(release).map_err(|why| format!("`{release}` cannot name a release: {why}"))?;
    if release.eq_ignore_ascii_case("project") {
        return Err("`project` cannot name a release: project.md describes the project itself".to_owned());
    }
    if !book.join(BOOK_FILE).is_file() {
        return Err(format!(
            "there is no {BOOK_FILE} in {} or above it; `readybook init` makes a book",
            shown(book)
        ));
    }
    refuse_other_case([project], book)
}

/// The template: front matter with every check, and a section for each category.
fn document(project: &Project, release: &str, date: Date, rubric: &Rubric) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        let _ = writeln!(out, "{text}");
    };
    line("---");
    line(&format!("format: {FORMAT}"));
    line(&format!("date: {date}"));
    line("environment: production");
    line("# owner: who owns the service");
    line("# authors: [who wrote this]");
    line("# reviewers: [who reviewed it]");
    line("# verdict: ready, conditional, incomplete or not-ready, as you declare it");
    line("# score: as you declare it, such as 82, 82/100 or 8/10");
    line("# categories:   your own scores; they are shown as declared and count as claims");
    for category in &rubric.categories {
        line(&format!("#   {}: 80", category.id));
    }
    line("# Answer with pass, partial, fail, or { result: n/a, reason: why }; support it with evidence:");
    line("#   some-check: { result: pass, evidence: [docs/some.md], note: a remark }");
    line("checks:");
    for category in &rubric.categories {
        let checks: Vec<_> = rubric.checks.iter().filter(|check| check.category == category.id).collect();
        if !checks.is_empty() {
            line(&format!("  # {}", category.title));
        }
        for check in checks {
            let applies = check.applies.to(project);
            let state = if applies { "" } else { "# does not apply by tier or tags: " };
            line(&format!("  {state}{}: unknown   # {}", check.id, check.title));
        }
    }
    line("# findings:");
    line("#   - { id: short-name, title: What is wrong, category: security, severity: high, status: open }");
    line("---");
    line(&format!("# {} {release}", project.name));
    line("");
    line("What was assessed, how, and what came of it, in a few sentences.");
    for category in &rubric.categories {
        line("");
        line(&format!("## {}", category.title));
        if let Some(description) = &category.description {
            line("");
            line(description);
        }
    }
    out
}
