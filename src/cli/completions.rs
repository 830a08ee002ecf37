//! `readybook completions` and `readybook man`: from the definitions of the commands.

use std::path::PathBuf;

use clap::CommandFactory;

use super::report::{failed, shown, to_stdout};
use super::{Cli, Outcome, say};

/// Print a script that completes readybook's commands and options in a shell
#[derive(clap::Args)]
pub(super) struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &Args) -> Result<Outcome, Outcome> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "readybook", &mut out);
    to_stdout(&String::from_utf8_lossy(&out))
}

/// Write manual pages, one for each command, into a folder
#[derive(clap::Args)]
pub(super) struct ManArgs {
    /// The folder; made where it does not exist
    dir: PathBuf,
}

pub(super) fn man(args: &ManArgs) -> Result<Outcome, Outcome> {
    let written =
        std::fs::create_dir_all(&args.dir).and_then(|()| clap_mangen::generate_to(Cli::command(), &args.dir));
    let dir = shown(&args.dir);
    written.map_err(|error| failed(format_args!("manual pages cannot be written into {dir}: {error}")))?;
    say!("wrote manual pages into {dir}; `man {dir}/readybook.1` shows the first");
    Ok(Outcome::Fine)
}
