//! Whole runs: check, comparison, site and how they end; and how the program is installed.

use std::path::Path;
use std::process::Command;

use serde_json::json;
use tempfile::TempDir;

use super::api::{Api, keep_over};
use super::states::{repository, states};
use super::{handed, script};
use crate::book::{GOOD, Run};
use crate::since::git;

/// Everything from the states on, in a clone of a repository.
fn look(folder: &Path, temp: &TempDir, more: &[(&str, &str)]) -> Run {
    let summary = temp.path().join("summary.md");
    let own = [
        ("RUNNER_TEMP", temp.path().to_str().unwrap()),
        ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
        ("GITHUB_REPOSITORY", "team/book"),
        ("GITHUB_SERVER_URL", "https://git.example"),
    ];
    script("look.sh", folder, &[own.as_slice(), more].concat())
}

#[test]
fn a_pull_request_is_checked_compared_and_built() {
    let repository = repository();
    let root = repository.book.root();
    git(root, &["checkout", "-q", "merged"]);
    let found = states(root, "pull_request", &repository.pull_request("team/book"), &[]);
    let temp = tempfile::tempdir().unwrap();
    let variables = [
        ("BASE", handed(&found, "base")),
        ("SHA", handed(&found, "sha")),
        ("FAIL_ON", "verdict-drop,new-critical"),
        ("DENY", "warnings"),
    ];
    let run = look(root, &temp, &variables);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(
        (handed(&run, "check"), handed(&run, "diff"), handed(&run, "build")),
        ("0", "0", "0"),
        "{}",
        run.out
    );
    let comment = std::fs::read_to_string(handed(&run, "comment-file")).unwrap();
    let link =
        format!("[good](<https://git.example/team/book/blob/{}/content/good/1.1.0.md>)", repository.head);
    assert!(comment.contains(&link), "{comment}");
    assert!(!comment.contains("other"), "what was done elsewhere is no part of it: {comment}");
    assert_eq!(std::fs::read_to_string(temp.path().join("summary.md")).unwrap(), comment);
    assert!(Path::new(handed(&run, "site")).join("index.html").exists());
    let sarif = std::fs::read_to_string(handed(&run, "sarif")).unwrap();
    assert!(sarif.contains("\"2.1.0\""), "{sarif}");
}

#[test]
fn what_is_wrong_is_annotated_and_fails_the_run_in_the_end() {
    let repository = repository();
    let root = repository.book.root();
    git(root, &["checkout", "-q", "merged"]);
    let critical =
        "findings:\n  - { id: keys, title: Keys, severity: critical, status: open }\nverdct: ready\n";
    repository
        .book
        .put("content/good/1.1.0.md", GOOD.replace("format: 1\n", &format!("format: 1\n{critical}")));
    let temp = tempfile::tempdir().unwrap();
    let run = look(root, &temp, &[("BASE", "HEAD^1"), ("FAIL_ON", "new-critical")]);
    assert_eq!(run.status, 0, "nothing fails before all is shown: {}", run.err);
    assert!(run.out.contains("::error file=content/good/1.1.0.md"), "{}", run.out);
    assert_eq!((handed(&run, "check"), handed(&run, "diff")), ("1", "1"));
    let comment = std::fs::read_to_string(handed(&run, "comment-file")).unwrap();
    assert!(comment.contains("**This change is stopped:**"), "{comment}");
    let end = |check: &str, diff: &str, build: &str| {
        script("settle.sh", root, &[("CHECK", check), ("DIFF", diff), ("BUILD", build)])
    };
    let ended = end("1", "1", "1");
    assert_eq!(ended.status, 1);
    assert!(ended.out.contains("found errors") && ended.out.contains("`fail-on` forbids"), "{}", ended.out);
    assert_eq!(end("0", "0", "0").status, 0);
    assert_eq!(end("", "", "").status, 0);
    assert_eq!((end("2", "0", "0").status, end("0", "2", "0").status, end("0", "0", "2").status), (1, 1, 1));
}

#[test]
fn states_that_cannot_be_compared_are_said() {
    let repository = repository();
    let temp = tempfile::tempdir().unwrap();
    let run = look(repository.book.root(), &temp, &[("BASE", "--output=x")]);
    assert_eq!(handed(&run, "diff"), "2");
    assert!(
        run.out.contains("::error title=readybook::the book cannot be compared: readybook: `--output=x`"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("comment-file="), "{}", run.out);
}

#[test]
fn a_gate_that_nothing_is_held_against_is_said() {
    let repository = repository();
    let gate = ("FAIL_ON", "verdict-drop");
    let gone = "1".repeat(40);
    for (more, diff, told) in [
        ([gate].as_slice(), "", "::warning title=readybook::`fail-on` was not looked at"),
        (
            &[gate, ("MISSING", gone.as_str())],
            "2",
            "::error title=readybook::`fail-on` could not be looked at",
        ),
        (&[("MISSING", gone.as_str())], "", ""),
        (&[gate, ("TRUSTED", "false")], "", ""),
    ] {
        let temp = tempfile::tempdir().unwrap();
        let run = look(repository.book.root(), &temp, more);
        assert_eq!((run.status, handed(&run, "diff")), (0, diff), "{}", run.err);
        let said = run.out.lines().find(|line| line.contains("fail-on")).unwrap_or_default();
        assert!(said.starts_with(told) && said.is_empty() == told.is_empty(), "{said}");
    }
}

/// What a runner takes for a command in a stream: a line that begins with `::` and a word, or `##[` anywhere in a line that
/// is none; nothing between `::stop-commands::` and its token.
fn commands(stream: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut token: Option<String> = None;
    for line in stream.lines() {
        let line = line.trim_start();
        if let Some(until) = &token {
            if line == format!("::{until}::") {
                token = None;
            }
        } else if let Some(until) = line.strip_prefix("::stop-commands::") {
            token = Some(until.to_owned());
        } else if line.starts_with("::") || line.contains("##[") {
            all.push(line.to_owned());
        }
    }
    assert_eq!(token, None, "commands are taken again in the end");
    all
}

#[test]
fn no_word_of_a_report_is_a_command() {
    let repository = repository();
    let root = repository.book.root();
    git(root, &["checkout", "-q", "merged"]);
    let hostile = "##[set-output name=site]/etc ::add-mask::x";
    let finding = format!("  - {{ id: a, title: '{hostile}', severity: critical, status: open }}\n");
    let text = GOOD.replace("format: 1\n", &format!("format: 1\nfindings:\n{finding}'{hostile}': 1\n"));
    repository.book.put("content/good/1.1.0.md", format!("{text}\n::add-mask::x\n\n##[error]x\n"));
    repository.book.put("content/broken/1.0.md", format!("---\n{hostile}: [\n::error::x\n---\n"));
    let name = "content/good/a\n::add-mask::x\n##[error]x.MD";
    repository.book.put(name, "x");
    let temp = tempfile::tempdir().unwrap();
    let run = look(root, &temp, &[("BASE", "HEAD^1"), ("FAIL_ON", "new-critical")]);
    assert_eq!((handed(&run, "check"), handed(&run, "diff"), handed(&run, "build")), ("1", "1", "1"));
    assert_eq!(commands(&run.err), [] as [&str; 0]);
    for command in commands(&run.out) {
        assert!(
            ["::error ", "::warning ", "::notice "].iter().any(|own| command.starts_with(own)),
            "{command}"
        );
    }
    assert!(run.out.contains("new critical finding: ##[set-output"), "people still read why: {}", run.out);
}

#[test]
fn of_a_fork_only_the_comparison_is_made() {
    let repository = repository();
    let base = format!("{}...{}", repository.base, repository.head);
    let temp = tempfile::tempdir().unwrap();
    let variables = [("TRUSTED", "false"), ("BASE", base.as_str())];
    let run = look(repository.book.root(), &temp, &variables);
    assert_eq!((run.status, handed(&run, "check"), handed(&run, "build")), (0, "", ""), "{}", run.err);
    assert!(!run.out.contains("sarif=") && !run.out.contains("site="), "{}", run.out);
    assert!(std::fs::read_to_string(handed(&run, "comment-file")).unwrap().contains("good"));
    let none = look(repository.book.root(), &temp, &[("TRUSTED", "false")]);
    assert_eq!(handed(&none, "diff"), "", "without a base there is nothing to compare");
}

/// What `scripts/package.sh` makes of a program that says its version.
fn package(version: &str, target: &str, folder: &Path) -> Run {
    let program = folder.join("readybook");
    std::fs::write(&program, "#!/bin/sh\necho readybook 1.2.0\n").unwrap();
    assert!(Command::new("chmod").arg("+x").arg(&program).status().unwrap().success());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/package.sh");
    let mut command = assert_cmd::Command::new("bash");
    Run::of(command.arg(script).arg(&program).args([version, target]).arg(folder.join("out")))
}

/// The targets that a release is made for.
fn targets() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows/release.yml");
    let text = std::fs::read_to_string(path).unwrap();
    let of = |line: &str| Some(line.split_once("target: ")?.1.split(',').next()?.to_owned());
    text.lines().filter(|line| line.contains("machine: ")).filter_map(of).collect()
}

/// An archive of a release as it is made, and its hash.
fn release() -> (Vec<u8>, String) {
    let folder = tempfile::tempdir().unwrap();
    let run = package("v1.2.0", "some-target", folder.path());
    assert_eq!(run.status, 0, "{}", run.err);
    let name = "readybook-v1.2.0-some-target.tar.gz";
    let bytes = std::fs::read(folder.path().join("out").join(name)).unwrap();
    let line = std::fs::read_to_string(folder.path().join("out").join(format!("{name}.sha256"))).unwrap();
    let (hash, of) = line.split_once("  ").unwrap();
    assert_eq!(of, format!("{name}\n"));
    (bytes, hash.to_owned())
}

#[test]
fn a_release_is_made_only_of_the_version_that_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let run = package("v1.2.1", "some-target", folder.path());
    assert!(run.status == 1 && run.err.contains("the release v1.2.1"), "{}", run.err);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn what_is_built_here_is_built_in_the_folder_of_the_action() {
    let folder = tempfile::tempdir().unwrap();
    let (own, temp, bin) =
        (folder.path().join("an action"), folder.path().join("temp"), folder.path().join("bin"));
    for path in [&own, &temp, &bin] {
        std::fs::create_dir(path).unwrap();
    }
    let cargo = "#!/bin/sh\npwd\nfor root; do :; done\nmkdir -p \"$root/bin\"\n\
                 printf '#!/bin/sh\\necho built' > \"$root/bin/readybook\"\nchmod +x \"$root/bin/readybook\"\n";
    std::fs::write(bin.join("cargo"), cargo).unwrap();
    assert!(Command::new("chmod").arg("+x").arg(bin.join("cargo")).status().unwrap().success());
    let path = format!("{}:/usr/bin:/bin", bin.display());
    let variables = [
        ("RUNNER_TEMP", temp.to_str().unwrap()),
        ("ACTION_PATH", own.to_str().unwrap()),
        ("PATH", path.as_str()),
    ];
    let run = script("install.sh", folder.path(), &variables);
    let own = own.canonicalize().unwrap().display().to_string();
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(
        (run.status, lines.first(), lines.last()),
        (0, Some(&own.as_str()), Some(&"built")),
        "{}",
        run.err
    );
}

#[test]
fn a_push_that_changes_nothing_leaves_the_comment() {
    let repository = repository();
    let root = repository.book.root();
    git(root, &["checkout", "-q", "change"]);
    let temp = tempfile::tempdir().unwrap();
    let comment = || {
        let head = git(root, &["rev-parse", "HEAD"]);
        let base = format!("main...{head}");
        let run = look(root, &temp, &[("BASE", base.as_str()), ("SHA", head.as_str())]);
        std::fs::read_to_string(handed(&run, "comment-file")).unwrap()
    };
    let before = comment();
    git(root, &["commit", "-q", "--allow-empty", "-m", "empty"]);
    let after = comment();
    assert_ne!(before, after, "links lead to the newest commit");
    let (run, _) = keep_over(&before, &after);
    assert_eq!(run.out, "the comment says so already\n", "{}", run.err);
}

#[test]
fn a_released_binary_is_installed_only_where_its_hash_is_right() {
    let (archive, hash) = release();
    let targets = targets();
    assert_eq!(targets.len(), 5, "{targets:?}");
    let serve = |hash: &str| {
        let files = targets.iter().flat_map(|target| {
            let path = format!("GET /v1.2.0/readybook-v1.2.0-{target}.tar.gz");
            [
                (path.clone(), 200, archive.clone()),
                (format!("{path}.sha256"), 200, format!("{hash}  x\n").into_bytes()),
            ]
        });
        Api::new(files.collect())
    };
    let install = |api: &Api, version: &str, path: Option<&str>| {
        let temp = tempfile::tempdir().unwrap();
        let mut variables = vec![
            ("RUNNER_TEMP", temp.path().to_str().unwrap()),
            ("RELEASES", api.address.as_str()),
            ("ACTION_REF", version),
            ("ACTION_PATH", "/nowhere"),
        ];
        variables.extend(path.map(|path| ("PATH", path)));
        (script("install.sh", temp.path(), &variables), temp)
    };
    let (run, _) = install(&serve(&hash), "v1.2.0", None);
    assert_eq!(
        (run.status, run.out.as_str()),
        (0, "installed the released v1.2.0\nreadybook 1.2.0\n"),
        "{}",
        run.err
    );
    let (run, temp) = install(&serve(&"0".repeat(64)), "v1.2.0", None);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("is not what its .sha256 says"), "{}", run.out);
    assert!(!temp.path().join("readybook-bin/readybook").exists());
    // A version without a release, a branch, and a machine without Rust.
    for version in ["v9.9.9", "main", "v1.2.0/../../x"] {
        let (run, _) = install(&serve(&hash), version, Some("/usr/bin:/bin"));
        assert_eq!(run.status, 1, "{version}: {}", run.out);
        assert!(
            run.out.contains("no released binary") || run.err.contains("/nowhere"),
            "{}{}",
            run.out,
            run.err
        );
    }
}

#[test]
fn tells_are_one_line_whatever_they_hold() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("event.json");
    std::fs::write(&file, json!({ "a": "x" }).to_string()).unwrap();
    let common = concat!(env!("CARGO_MANIFEST_DIR"), "/action/common.sh");
    let code = format!(". {common}; tell error $'100 %\\n::error::x'; event .a; event .b");
    let output = Command::new("bash").args(["-c", &code]).env("GITHUB_EVENT_PATH", &file).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text, "::error title=readybook::100 %25%0A::error::x\nx\n");
}
