//! The `readybook` command: hands its arguments to the library and exits with the status it gets back.

use std::process::ExitCode;

fn main() -> ExitCode {
    readybook::cli::main()
}
