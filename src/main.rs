//! The `readybook` command: hands its arguments to the library and exits with the status it gets back.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A build is made of many small pieces that live briefly, on all cores at once.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    readybook::cli::main()
}
