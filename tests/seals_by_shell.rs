//! Sealed books verified by the documented lines of shell, without this program.

use std::path::Path;
use std::process::Command;

use crate::book::{Book, GOOD, Run};
use crate::seals::sealed;

/// The lines of shell in docs/archive.md, as they stand there.
pub fn shell(book: &Book) -> Run {
    let text = include_str!("../docs/archive.md");
    let lines = text.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    shell_of(book.root(), lines)
}

pub fn shell_of(folder: &Path, lines: &str) -> Run {
    let output = Command::new("sh").arg("-c").arg(lines).current_dir(folder).output().unwrap();
    Run {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The documented lines where nothing is sealed.
#[test]
fn a_book_without_a_ledger_is_verified_by_the_shell() {
    let run = shell(&Book::good());
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

/// The documented lines with the documented change, in an archive of one release.
#[test]
fn an_archive_of_one_release_is_verified_without_this_program() {
    let book = sealed();
    assert_eq!(book.run(&["archive", "good@1.1.0"]).status, 0);
    let mut tar = Command::new("tar");
    assert!(
        tar.args(["--zstd", "-xf", "good-1.1.0.tar.zst"])
            .current_dir(book.root())
            .status()
            .unwrap()
            .success()
    );
    let text = include_str!("../docs/archive.md");
    let lines = text.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(
        text.contains("`sha256sum --quiet --ignore-missing -c`") && lines.contains("sha256sum --quiet -c")
    );
    let lines = lines.replace("sha256sum --quiet -c", "sha256sum --quiet --ignore-missing -c");
    let folder = book.path("good-1.1.0");
    let run = shell_of(&folder, &lines);
    assert_eq!(run.status, 0, "{} {}", run.out, run.err);
    assert_eq!(
        run.out,
        book.read("good-1.1.0/ledger-heads.txt")
            .split_once("  ")
            .map(|(head, path)| format!("{} ends with {head}\n", path.trim()))
            .unwrap()
    );
    let readme = book.read("good-1.1.0/README.txt");
    let (told, script) = readme.split_once("not looked at.\n\n").unwrap();
    assert!(told.contains("content/*/ledger.jsonl ") && told.contains("sh verify.sh"), "{told}");
    assert_eq!(script, lines, "an archive holds them itself");
    book.put("good-1.1.0/content/good/1.1.0.md", "altered");
    assert_eq!(shell_of(&folder, &lines).status, 1);
}

/// An earlier version may stand beside a document that is overwritten, and never beside one that is called as its release.
#[test]
fn what_was_sealed_is_not_taken_from_elsewhere() {
    let book = sealed();
    book.put("content/good/1.0.0@1.0.0.md", GOOD);
    book.put("content/good/1.0.0.md", GOOD.replace("# Good", "# Better"));
    let run = shell(&book);
    assert!(run.status == 1 && run.out.contains("1.0.0.md: FAILED"), "{} {}", run.out, run.err);
    let book = Book::good();
    let report = GOOD.replace("format: 1\n", "format: 1\nrelease: 3.0\n");
    book.put("content/pay/report.md", &report);
    assert_eq!(book.run(&["seal", "pay", "3.0"]).status, 0);
    book.put("content/pay/report@3.0.md", &report).put("content/pay/report.md", report.replace("3.0", "3.1"));
    let run = shell(&book);
    assert_eq!(run.status, 0, "{} {}", run.out, run.err);
    let told = "content/pay/report@3.0.md is taken for what report.md was\n";
    assert!(run.out.starts_with(told), "{}", run.out);
}

/// What people wrote into a correction may look like anything.
#[test]
fn words_of_a_correction_do_not_mislead_the_shell() {
    let book = sealed();
    book.put("content/good/1.0.0.md", GOOD.replace("# Good", "# Better"));
    let hash = readybook::ledger::sha256(b"x");
    let reason = format!("{hash}  1.0.0.md was \"seal\":\"9\" and \"files\":[\"{hash}  x\"]");
    assert_eq!(book.run(&["seal", "--amend", "--reason", &reason, "good", "1.0.0"]).status, 0);
    let run = shell(&book);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
}
