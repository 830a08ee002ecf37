//! The scripts of the action: with made-up events, real repositories, and an API on loopback that answers as recorded.
//! They need bash, git, curl and jq.

mod api;
mod files;
mod runs;
mod states;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::book::Run;

/// The folder of the program that is tested.
fn program() -> PathBuf {
    assert_cmd::cargo::cargo_bin("readybook").parent().unwrap().to_owned()
}

/// A script of the action, in a folder, with nothing of the environment but where programs are.
fn script(name: &str, folder: &Path, variables: &[(&str, &str)]) -> Run {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = format!("{}:{}", program().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    command.arg(root.join("action").join(name)).current_dir(folder).env_clear();
    command.env("PATH", path).env("HOME", folder).env("SOURCE_DATE_EPOCH", "1769040000");
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// The value that a script handed to the steps after it.
fn handed<'a>(run: &'a Run, name: &str) -> &'a str {
    let line = run.out.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    line.unwrap_or_else(|| panic!("no {name} in {}{}", run.out, run.err))
}
