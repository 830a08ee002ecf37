//! The command line: one command, one file. The clock and the environment enter here. I/O.

#![expect(clippy::disallowed_methods, reason = "the clock, the environment and new files enter here")]

mod archive;
mod arguments;
mod build;
mod check;
mod collect;
mod completions;
mod diff;
mod export;
mod fix;
mod import;
mod init;
mod kept;
mod migrate;
mod new;
mod other_case;
mod progress;
mod replace;
mod report;
mod rubric;
mod rules;
mod schema;
mod score;
mod seal;
mod serve;
mod since;
mod target;
mod theme;
mod today;
mod unchanged;
mod verify;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Readiness assessments as Markdown: checked like code, scored by an arithmetic that a reader can follow, and
/// published as a static site.
///
/// A book is a folder with `book.toml` and `content/<project>/<release>.md`, one document for each project and
/// release. Begin with `readybook init`, which makes a book that builds at once.
#[derive(Parser)]
#[command(name = "readybook", version, propagate_version = true, max_term_width = 100)]
struct Cli {
    /// Folder of the book; without it, the nearest one above the current folder that holds book.toml
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    book: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Archive(archive::Args),
    Build(build::Args),
    Check(check::Args),
    Collect(collect::Args),
    Completions(completions::Args),
    Diff(diff::Args),
    Export(export::Args),
    Import(import::Args),
    Init(init::Args),
    Man(completions::ManArgs),
    Migrate(migrate::Args),
    New(new::Args),
    Rubric(rubric::Args),
    Rules(rules::Args),
    Schema(schema::Args),
    Score(score::Args),
    Seal(seal::Args),
    Serve(serve::Args),
    Theme(theme::Args),
    Verify(verify::Args),
}

/// How a command ended. As an error it ends at once; what was wrong is printed already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All went well.
    Fine,
    /// The content has errors.
    ContentErrors,
    /// Wrong usage, bad configuration, or an I/O failure.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Fine => 0,
            Outcome::ContentErrors => 1,
            Outcome::Failed => 2,
        })
    }
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let here = PathBuf::from(".");
    if let Some(why) = cli.book.as_deref().and_then(|book| nowhere(book, &cli.command)) {
        return report::failed(why).into();
    }
    let book = || cli.book.clone().unwrap_or_else(|| crate::load::find_book(&here));
    let outcome = match &cli.command {
        Command::Archive(args) => archive::run(args, &book()),
        Command::Build(args) => build::run(args, &book()),
        Command::Check(args) => check::run(args, &book()),
        Command::Collect(args) => collect::run(args, &book()),
        Command::Completions(args) => completions::run(args),
        Command::Diff(args) => diff::run(args, &book()),
        Command::Export(args) => export::run(args, &book()),
        Command::Import(args) => Ok(import::run(args, &book())),
        Command::Init(args) => init::run(args, cli.book.as_deref()),
        Command::Man(args) => completions::man(args),
        Command::Migrate(args) => migrate::run(args, &book()),
        Command::New(args) => new::run(args, &book()),
        Command::Rubric(args) => rubric::run(args, &book()),
        Command::Rules(args) => rules::run(args),
        Command::Schema(args) => schema::run(args, &book()),
        Command::Score(args) => score::run(args, &book()),
        Command::Seal(args) => seal::run(args, &book()),
        Command::Serve(args) => serve::run(args, &book()),
        Command::Theme(args) => theme::run(args, &book()),
        Command::Verify(args) => verify::run(args, &book()),
    };
    outcome.unwrap_or_else(|failed| failed).into()
}

/// Why the folder that `--book` names can be no book, for commands that look into one; `init` makes one there.
fn nowhere(book: &Path, command: &Command) -> Option<String> {
    let needs_none =
        matches!(command, Command::Completions(_) | Command::Init(_) | Command::Man(_) | Command::Rules(_));
    (!needs_none && !book.is_dir()).then(|| {
        format!("there is no folder {}: `--book` names the one that holds book.toml", report::shown(book))
    })
}

/// Prints a line to standard error, with colour only on a terminal.
macro_rules! say {
    ($($part:tt)*) => {{
        use std::io::Write as _;
        // A closed standard error is no reason to fail.
        let _ = writeln!(anstream::stderr(), $($part)*);
    }};
}
use say;
