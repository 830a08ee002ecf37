//! What is compared, by the event that started the workflow.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::api::{Answers, Api, answer};
use super::{handed, script};
use crate::book::{Book, GOOD, Run};
use crate::since::git;

/// A repository with a commit on main, a change of it, and what was done on main since; `merged` is the merge of both.
pub struct Repository {
    pub book: Book,
    pub base: String,
    pub head: String,
    pub merged: String,
}

pub fn repository() -> Repository {
    let book = Book::good();
    let commit = |message: &str| {
        git(book.root(), &["add", "-A"]);
        git(book.root(), &["commit", "-q", "-m", message]);
        git(book.root(), &["rev-parse", "HEAD"])
    };
    git(book.root(), &["init", "-q", "-b", "main"]);
    git(book.root(), &["config", "uploadpack.allowAnySHA1InWant", "true"]);
    commit("first");
    git(book.root(), &["checkout", "-q", "-b", "change"]);
    book.put("content/good/1.1.0.md", GOOD.replace("01-21", "01-22"));
    let head = commit("change");
    git(book.root(), &["checkout", "-q", "main"]);
    book.put("content/other/1.0.0.md", GOOD);
    let base = commit("elsewhere");
    git(book.root(), &["update-ref", "refs/pull/7/head", &head]);
    git(book.root(), &["checkout", "-q", "-b", "merged"]);
    git(book.root(), &["merge", "-q", "--no-ff", "-m", "merge", "change"]);
    let merged = git(book.root(), &["rev-parse", "HEAD"]);
    git(book.root(), &["update-ref", "refs/pull/7/merge", &merged]);
    git(book.root(), &["checkout", "-q", "main"]);
    Repository { book, base, head, merged }
}

impl Repository {
    /// A clone as the checkout step makes it: of one commit, so deep.
    fn checkout(&self, commit: &str, depth: usize) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let from = format!("file://{}", self.book.root().display());
        git(folder.path(), &["init", "-q"]);
        git(folder.path(), &["remote", "add", "origin", &from]);
        let mut fetch = vec!["fetch", "-q", "--no-tags", "origin", commit];
        let depth = format!("--depth={depth}");
        match depth.as_str() {
            "--depth=0" => fetch.push("main"),
            depth => fetch.insert(1, depth),
        }
        git(folder.path(), &fetch);
        git(folder.path(), &["checkout", "-q", "--detach", commit]);
        folder
    }

    pub fn pull_request(&self, from: &str) -> Value {
        json!({ "pull_request": {
            "number": 7,
            "base": { "sha": self.base, "ref": "main" },
            "head": { "sha": self.head, "ref": "change", "repo": { "full_name": from } },
        } })
    }

    fn workflow_run(&self) -> Value {
        json!({ "workflow_run": {
            "event": "pull_request", "head_sha": self.head, "head_branch": "change/ü & more",
            "head_repository": { "full_name": "fork/book", "owner": { "login": "fork" } },
            "pull_requests": [],
        } })
    }
}

/// The states of an event in a clone.
pub fn states(folder: &Path, name: &str, event: &Value, more: &[(&str, &str)]) -> Run {
    let file = folder.join("event.json");
    std::fs::write(&file, event.to_string()).unwrap();
    let own = [
        ("GITHUB_EVENT_NAME", name),
        ("GITHUB_EVENT_PATH", file.to_str().unwrap()),
        ("GITHUB_REPOSITORY", "team/book"),
        ("GITHUB_SHA", "HEAD"),
    ];
    script("states.sh", folder, &[own.as_slice(), more].concat())
}

#[test]
fn a_merge_is_compared_with_its_first_parent() {
    let repository = repository();
    for depth in [0, 1, 2] {
        let clone = repository.checkout(&repository.merged, depth);
        let run = states(clone.path(), "pull_request", &repository.pull_request("team/book"), &[]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert_eq!((handed(&run, "base"), handed(&run, "head")), ("HEAD^1", ""), "depth {depth}");
        assert_eq!(git(clone.path(), &["rev-parse", "HEAD^1"]), repository.base);
        assert_eq!(
            (handed(&run, "number"), handed(&run, "comment"), handed(&run, "trusted")),
            ("7", "true", "true")
        );
        assert_eq!(handed(&run, "sha"), repository.head);
    }
}

#[test]
fn the_head_of_a_change_is_compared_with_where_it_left_its_base() {
    let repository = repository();
    let clone = repository.checkout(&repository.head, 0);
    let run = states(clone.path(), "pull_request", &repository.pull_request("team/book"), &[]);
    assert_eq!(handed(&run, "base"), format!("{}...", repository.base));
    let own = states(clone.path(), "pull_request", &repository.pull_request("team/book"), &[("BASE", "v1")]);
    assert_eq!(handed(&own, "base"), "v1");
}

#[test]
fn a_fork_has_no_comment_of_its_own_run() {
    let repository = repository();
    let clone = repository.checkout(&repository.merged, 2);
    let run = states(clone.path(), "pull_request", &repository.pull_request("fork/book"), &[]);
    assert_eq!((handed(&run, "comment"), handed(&run, "trusted")), ("false", "true"));
    let target = states(clone.path(), "pull_request_target", &repository.pull_request("fork/book"), &[]);
    assert!(target.status == 1 && target.out.contains("workflow_run"), "{}", target.out);
}

#[test]
fn values_of_an_event_that_are_none_are_refused() {
    let repository = repository();
    let clone = repository.checkout(&repository.merged, 2);
    for (path, value) in [
        ("/pull_request/number", json!("7; touch x")),
        ("/pull_request/base/sha", json!("--upload-pack=touch x")),
        ("/pull_request/head/sha", json!("main\nbase=HEAD")),
    ] {
        let mut event = repository.pull_request("team/book");
        *event.pointer_mut(path).unwrap() = value;
        let run = states(clone.path(), "pull_request", &event, &[]);
        assert_eq!(run.status, 1, "{path}: {}", run.out);
        assert!(run.out.starts_with("::error title=readybook::"), "{}", run.out);
    }
    assert!(!clone.path().join("x").exists());
}

fn pulls(repository: &Repository, head: &str) -> Answers {
    let asked = "GET /repos/team/book/pulls?state=open&per_page=100&head=fork%3Achange%2F%C3%BC%20%26%20more";
    let pull = |number: u32, head: &str| json!({ "number": number, "head": { "sha": head }, "base": { "sha": repository.base } });
    vec![answer(asked, 200, &json!([pull(6, &"0".repeat(40)), pull(7, head)]))]
}

#[test]
fn after_the_run_of_a_fork_its_documents_are_fetched_and_nothing_is_checked_out() {
    let repository = repository();
    let clone = repository.checkout(&repository.base, 0);
    let api = Api::new(pulls(&repository, &repository.head));
    let more = [("GITHUB_API_URL", api.address.as_str()), ("GITHUB_TOKEN", "a-token")];
    let run = states(clone.path(), "workflow_run", &repository.workflow_run(), &more);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(handed(&run, "base"), format!("{}...{}", repository.base, repository.head));
    assert_eq!(
        (handed(&run, "number"), handed(&run, "comment"), handed(&run, "trusted")),
        ("7", "true", "false")
    );
    assert_eq!(git(clone.path(), &["rev-parse", "HEAD"]), repository.base);
    assert!(!clone.path().join("content/good/1.1.0.md").exists());
}

#[test]
fn after_a_run_that_is_no_longer_the_newest_nothing_is_written() {
    let repository = repository();
    let clone = repository.checkout(&repository.base, 0);
    for (answers, why) in [
        (pulls(&repository, &"1".repeat(40)), "no open pull request has the commit"),
        (vec![answer("GET /", 200, &json!([]))], ""),
    ] {
        let api = Api::new(answers);
        let more = [("GITHUB_API_URL", api.address.as_str())];
        let run = states(clone.path(), "workflow_run", &repository.workflow_run(), &more);
        if why.is_empty() {
            assert!(run.status != 0 && run.err.contains("status 404"), "{}", run.err);
        } else {
            assert!(run.out.contains(why) && handed(&run, "comment") == "false", "{}", run.out);
        }
    }
    // The pull request moved on while this was on its way.
    let gone = "2".repeat(40);
    let api = Api::new(pulls(&repository, &gone));
    let mut event = repository.workflow_run();
    event["workflow_run"]["head_sha"] = json!(gone);
    let run = states(clone.path(), "workflow_run", &event, &[("GITHUB_API_URL", api.address.as_str())]);
    assert!(run.out.contains("has moved on") && handed(&run, "comment") == "false", "{}{}", run.out, run.err);
    event["workflow_run"]["event"] = json!("push");
    let run = states(clone.path(), "workflow_run", &event, &[]);
    assert_eq!((handed(&run, "base"), handed(&run, "comment")), ("", "false"));
}

#[test]
fn a_push_is_compared_with_what_was_there_before_it() {
    let repository = repository();
    let clone = repository.checkout(&repository.merged, 1);
    let run = states(clone.path(), "push", &json!({ "before": repository.base }), &[]);
    assert_eq!(
        (handed(&run, "base"), handed(&run, "comment")),
        (repository.base.as_str(), "false"),
        "{}",
        run.err
    );
    for before in ["0".repeat(40), "--x".to_owned()] {
        let run = states(clone.path(), "push", &json!({ "before": before }), &[]);
        assert_eq!((handed(&run, "base"), handed(&run, "missing")), ("", ""));
    }
    // After a forced push nobody may hold it any more.
    let gone = "1".repeat(40);
    let run = states(clone.path(), "push", &json!({ "before": gone }), &[]);
    assert_eq!((handed(&run, "base"), handed(&run, "missing")), ("", gone.as_str()));
    let queued = json!({ "merge_group": { "base_sha": repository.base, "head_sha": repository.merged } });
    let run = states(clone.path(), "merge_group", &queued, &[]);
    assert_eq!((handed(&run, "base"), handed(&run, "comment")), (repository.base.as_str(), "false"));
    let by_hand = states(clone.path(), "workflow_dispatch", &json!({}), &[("BASE", "main")]);
    assert_eq!(handed(&by_hand, "base"), "main");
}

#[test]
fn a_repository_that_git_does_not_read_is_told_with_the_remedy() {
    let repository = repository();
    let clone = repository.checkout(&repository.merged, 1);
    let event = repository.pull_request("team/book");
    let foreign = [("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")];
    let run = states(clone.path(), "pull_request", &event, &foreign);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(
        run.out.starts_with("::error title=readybook::git cannot read what is checked out"),
        "{}",
        run.out
    );
    assert!(run.out.contains("git config --global --add safe.directory"), "{}", run.out);
    assert_eq!((run.out.lines().count(), run.err.as_str()), (1, ""), "{}", run.out);
}
