//! What the action, its examples and the hooks say, held against what there is.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Names of the entries of a block of YAML, such as `inputs:`.
fn keys(text: &str, block: &str) -> BTreeSet<String> {
    let inside = text.split(&format!("\n{block}:\n")).nth(1).unwrap();
    let lines = inside.lines().take_while(|line| line.starts_with(' '));
    let own = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    own.map(|line| line.trim().trim_end_matches(':').to_owned()).collect()
}

/// Blocks of YAML in a page.
fn examples(page: &str) -> Vec<String> {
    let blocks = page.split("\n```yaml\n").skip(1);
    blocks.map(|block| block.split("\n```").next().unwrap().to_owned()).collect()
}

#[test]
fn every_step_runs_a_script_that_is_there_and_puts_no_input_into_it() {
    let (action, install) = (read("action.yml"), read("action/install/action.yml"));
    let runs: Vec<&str> = action.lines().filter_map(|line| line.trim().strip_prefix("run: ")).collect();
    assert!(runs.len() >= 5);
    let mut used = BTreeSet::new();
    for run in runs {
        assert!(!run.contains("${{"), "an input in a script could be a command: {run}");
        let name = run
            .strip_prefix("bash \"$GITHUB_ACTION_PATH/action/")
            .and_then(|rest| rest.strip_suffix('"'))
            .unwrap();
        assert!(!read(&format!("action/{name}")).contains("${{"));
        used.insert(name.to_owned());
    }
    used.insert("common.sh".to_owned());
    assert!(
        install.contains("run: bash \"$GITHUB_ACTION_PATH/../install.sh\"\n") && used.contains("install.sh")
    );
    used.insert("install".to_owned());
    let there = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("action")).unwrap();
    let there: BTreeSet<String> =
        there.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(used, there);
    let inputs = keys(&action, "inputs");
    for part in action.split("${{ inputs.").skip(1) {
        let name = part.split(' ').next().unwrap();
        assert!(inputs.contains(name), "there is no input {name}");
    }
}

#[test]
fn examples_give_only_inputs_that_there_are_and_pin_what_they_use() {
    let inputs = keys(&read("action.yml"), "inputs");
    let page = read("docs/review.md");
    let examples = examples(&page);
    assert!(examples.len() >= 4);
    let mut own = 0;
    for text in examples.iter().chain([&read("action.yml")]) {
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(used) = line.trim().trim_start_matches("- ").strip_prefix("uses: ") else { continue };
            let (name, version) = used.split_once('@').unwrap();
            if name == "OWNER/readybook" {
                own += 1;
                let indent = line.len() - line.trim_start().len();
                let with: Vec<&str> =
                    lines.clone().take_while(|line| line.len() - line.trim_start().len() > indent).collect();
                for (name, _) in with.iter().filter_map(|line| line.trim().split_once(": ")) {
                    assert!(inputs.contains(name), "there is no input {name}");
                }
                continue;
            }
            assert!(is_pinned(version), "{used}");
        }
    }
    assert!(own >= 3);
    assert!(!page.contains("pull_request_target:"), "no example gives a fork a token that writes");
}

/// A hash that nobody can move, and the version that it is, for people.
fn is_pinned(version: &str) -> bool {
    let (hash, name) = version.split_once(" # v").unwrap_or_default();
    hash.len() == 40 && hash.bytes().all(|b| b.is_ascii_hexdigit()) && name.split('.').count() == 3
}

#[test]
fn everything_that_is_used_is_pinned_to_a_commit_of_its_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut commits: BTreeSet<(String, String)> = BTreeSet::new();
    let mut seen = 0;
    for folder in [".github/workflows", "src/cli/starter", "docs", "."] {
        for file in fs::read_dir(root.join(folder)).unwrap().map(|file| file.unwrap().path()) {
            let named = |ending: &str| file.extension().is_some_and(|extension| extension == ending);
            if !file.is_file() || !(named("yml") || named("md")) {
                continue;
            }
            let text = fs::read_to_string(&file).unwrap();
            for used in text.lines().filter_map(|l| l.trim().trim_start_matches("- ").strip_prefix("uses: "))
            {
                let (name, version) = used.split_once('@').unwrap();
                if !name.starts_with("OWNER/readybook") {
                    assert!(is_pinned(version), "{}: {used}", file.display());
                    commits.insert((name.to_owned(), version.to_owned()));
                    seen += 1;
                }
            }
        }
    }
    assert!(seen >= 15, "{seen}");
    let names: BTreeSet<&String> = commits.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), commits.len(), "one version of each: {commits:?}");
}

/// A file that is no YAML would be no action and no workflow at all; nothing else here would notice.
#[test]
fn all_that_github_reads_is_yaml() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![
        root.join("action.yml"),
        root.join("action/install/action.yml"),
        root.join(".pre-commit-hooks.yaml"),
    ];
    files.extend(fs::read_dir(root.join(".github/workflows")).unwrap().map(|file| file.unwrap().path()));
    assert!(files.len() > 5, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let read: Result<serde_json::Value, _> = serde_saphyr::from_str(&text);
        assert!(read.is_ok(), "{}: {read:?}", file.display());
    }
    for name in ["docs/review.md", "docs/publish.md", "README.md"] {
        for example in examples(&read(name)) {
            let read: Result<serde_json::Value, _> = serde_saphyr::from_str(&example);
            assert!(read.is_ok(), "{name}: {read:?} {example}");
        }
    }
}

#[test]
fn hooks_name_commands_that_there_are() {
    let hooks = read(".pre-commit-hooks.yaml");
    for entry in hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: readybook ")) {
        let help = crate::book::Run::of(crate::book::readybook().args([entry, "--help"]));
        assert_eq!(help.status, 0, "{entry}");
    }
    let files = hooks.lines().find_map(|line| line.trim().strip_prefix("files: ")).unwrap();
    let files = regex::Regex::new(files).unwrap();
    for path in ["content/a/1.0.md", "docs/book/content/a/project.md", "book.toml", "x/rubrics/rubrics.lock"]
    {
        assert!(files.is_match(path), "{path}");
    }
    assert!(!files.is_match("README.md") && !files.is_match("notebook.toml"));
}
