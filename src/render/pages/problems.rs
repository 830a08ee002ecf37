//! What is broken: only in a site that was built in spite of it.

use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::render::{Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "problems", plan };

/// What `problems.html` is given.
#[derive(Serialize)]
struct View<'a> {
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    rule: &'a str,
    message: &'a str,
    help: Option<&'a str>,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    if renderer.input.problems.is_empty() {
        return Vec::new();
    }
    let path = "problems.html";
    let parts = format!("{:?}", renderer.input.problems);
    let fingerprint = renderer.fingerprint(KIND.name, [parts.as_bytes()]);
    let renderer = Arc::clone(renderer);
    let make = move || {
        let rows = renderer.input.problems.iter().map(|problem| Row {
            path: &problem.path,
            rule: problem.rule,
            message: &problem.message,
            help: problem.help.as_deref(),
        });
        renderer.template("problems.html", path, &View { rows: rows.collect() })
    };
    vec![Page::new(path, fingerprint, make)]
}
