//! `readybook rubric`.

use std::path::Path;

use super::replace::replace;
use super::report::{failed, refused, shown, to_stdout};
use super::{Outcome, say};
use crate::book::{EMBEDDED_RUBRIC, LOCK_FILE, Rubric, RubricLock};
use crate::compile::{BookRubrics, Files, read_book};
use crate::load::Folder;
use crate::text::one_of;

/// List the book's rubrics, print one, or record the hashes of those that are published
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// List the rubrics with version, size and hash, and whether they are published
    List,
    /// Print the file of a rubric, such as production@1: to be copied and changed
    Show {
        /// Its id, or id@version
        rubric: String,
    },
    /// Add the hashes of rubrics to rubrics/rubrics.lock: from then on a change of them is an error
    Lock {
        /// Which ones, as id@version; without any: all
        rubrics: Vec<String>,
    },
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let folder = Folder::open(book);
    let read = read_book(&folder).map_err(|found| refused(&found, &folder))?;
    match &args.command {
        Command::List => to_stdout(&list(&read)),
        Command::Show { rubric } => to_stdout(&show(rubric, &read, &folder).map_err(failed)?),
        Command::Lock { rubrics } => lock(rubrics, &read, book).map_err(failed),
    }
}

fn list(read: &BookRubrics) -> String {
    let line = |rubric: &Rubric| {
        let published = read.lock().hashes.contains_key(&rubric.reference());
        let mut facts = vec![
            rubric.title.clone(),
            format!("{} categories", rubric.categories.len()),
            format!("{} checks", rubric.checks.len()),
        ];
        facts.extend(rubric.extends.as_ref().map(|other| format!("extends {other}")));
        facts.extend(rubric.from.map(|from| format!("holds from {from}")));
        facts.push(if published { "published" } else { "not published" }.to_owned());
        format!("{}  {}  {}\n", rubric.reference(), rubric.hash, facts.join(", "))
    };
    read.all().iter().map(|rubric| line(rubric)).collect()
}

fn find<'a>(name: &str, read: &'a BookRubrics) -> Result<&'a Rubric, String> {
    let fits = |rubric: &&std::sync::Arc<Rubric>| rubric.reference() == name || rubric.id == name;
    read.all().iter().rfind(fits).map(|rubric| &**rubric).ok_or_else(|| {
        let names: Vec<String> = read.all().iter().map(|rubric| rubric.reference()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("this book has no rubric `{name}`: {}", one_of(name, &names))
    })
}

fn show(name: &str, read: &BookRubrics, folder: &Folder) -> Result<String, String> {
    let rubric = find(name, read)?;
    let (embedded, text) = EMBEDDED_RUBRIC;
    let text = match folder.read(&rubric.path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) if *rubric.path == *embedded => text.to_owned(),
        Err(why) => return Err(format!("{} cannot be read: {why}", rubric.path)),
    };
    Ok(text)
}

fn lock(names: &[String], read: &BookRubrics, book: &Path) -> Result<Outcome, String> {
    let chosen: Result<Vec<&Rubric>, String> = if names.is_empty() {
        Ok(read.all().iter().map(|rubric| &**rubric).collect())
    } else {
        names.iter().map(|name| find(name, read)).collect()
    };
    let before: RubricLock = read.lock().clone();
    let after = before.clone().with(chosen?);
    let path = book.join(LOCK_FILE);
    let added: Vec<&String> = after.hashes.keys().filter(|name| !before.hashes.contains_key(*name)).collect();
    if added.is_empty() {
        say!("{} holds all of them already", shown(&path));
        return Ok(Outcome::Fine);
    }
    replace(&path, after.text().as_bytes())?;
    for name in added {
        say!("{name} is published: a change of it is an error from now on");
    }
    say!("wrote {}; keep it, and every rubric in it, under version control", shown(&path));
    Ok(Outcome::Fine)
}
