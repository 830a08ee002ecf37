//! A link or an image that leads to nothing of the book.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use crate::book::RuleLevel;
use crate::check::{Anchors, Example, LinkScope, Reporter, Rule, Run};
use crate::diag::{Diagnostic, Severity};
use crate::model::Link;
use crate::text::link::{Destination, destination, top_path};
use crate::text::nearest;

pub(super) static RULE: Rule = Rule {
    id: "broken-link",
    level: RuleLevel::Deny,
    summary: "a link or image leads to a file or an anchor that does not exist",
    why: "a reader who follows it finds nothing",
    help: "correct the path, or add the file",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "",
        body: "# R\n\nSee [the plan](plan.md) and [below](#nowhere).\n",
        beside: &[],
    },
    passing: Example { front_matter: "", body: "# R\n\nSee [below](#steps).\n\n## Steps\n", beside: &[] },
    run: Run::Links(run),
};

fn run(scope: &LinkScope<'_>, reporter: &mut Reporter<'_>) {
    let documents = |path: &str| scope.documents.contains(path);
    let mut followed = Followed { scope, known: BTreeMap::new() };
    for link in scope.links {
        let what = if link.image { "image" } else { "link" };
        match destination(&link.target, scope.path, &documents, scope.files) {
            Destination::Missing(path) if is_folder(scope, &path) => {}
            Destination::Missing(path) => {
                let near = if reporter.explains() { neighbour(scope, &path) } else { None };
                let near = near.map(|near| format!("is `{near}` meant?"));
                let diagnostic = reporter
                    .report(link.span, format!("this {what} leads to `{path}`, which does not exist"));
                soften(diagnostic, scope.imported);
                diagnostic.depends_on = Some(path.as_str().into());
                if near.is_some() {
                    diagnostic.help = near;
                }
            }
            Destination::Refused => {
                let diagnostic = reporter.report(
                    link.span,
                    format!("this {what} cannot be followed from the site: `{}`", link.target),
                );
                soften(diagnostic, scope.imported);
                diagnostic.help = Some("link to a web address, or to a file below content/".to_owned());
            }
            Destination::Elsewhere if link.image => {
                let message = format!(
                    "this image leads to `{}`, which is not below content/: no page can show it",
                    link.target
                );
                let diagnostic = reporter.report(link.span, message);
                soften(diagnostic, scope.imported);
                diagnostic.help = Some("put the file beside the document, and name it from there".to_owned());
            }
            Destination::Elsewhere if (scope.at_top)(&top_path(&link.target)) == Some(false) => {
                let message = format!("this link leads to `{}`, which does not exist", link.target);
                soften(reporter.report(link.span, message), scope.imported);
            }
            Destination::Anchor(anchor) => followed.look(scope.path, &anchor, link, reporter),
            Destination::Document(path, Some(anchor)) => followed.look(&path, &anchor, link, reporter),
            _ => {}
        }
    }
}

/// True for a folder of the book, which a repository shows as a list.
fn is_folder(scope: &LinkScope<'_>, path: &str) -> bool {
    let within = format!("{path}/");
    let of = |all: &BTreeSet<Arc<str>>| {
        let from = (Bound::Included(within.as_str()), Bound::Unbounded);
        all.range::<str, _>(from).next().is_some_and(|first| first.starts_with(&within))
    };
    of(scope.documents) || of(scope.files)
}

/// What of the same folder has nearly that name. Only names are compared: the folder, and an ending that both have, would
/// make any two of them near.
fn neighbour(scope: &LinkScope<'_>, path: &str) -> Option<String> {
    let (folder, name) = path.split_at(path.rfind('/').map_or(0, |at| at + 1));
    let (stem, ending) = name.split_at(name.rfind('.').unwrap_or(name.len()));
    let within = |all: &'_ BTreeSet<Arc<str>>| -> Vec<String> {
        let from = (Bound::Included(folder), Bound::Unbounded);
        all.range::<str, _>(from)
            .take_while(|known| known.starts_with(folder))
            .filter(|known| ***known != **scope.path)
            .map(|known| known[folder.len()..].to_owned())
            .collect()
    };
    let names = [within(scope.documents), within(scope.files)].concat();
    let stems = names.iter().filter_map(|name| name.strip_suffix(ending));
    let near = nearest(stem, stems).map(|near| format!("{folder}{near}{ending}"));
    near.or_else(|| {
        let others = names.iter().map(String::as_str).filter(|name| !name.ends_with(ending));
        nearest(name, others).map(|near| format!("{folder}{near}"))
    })
}

/// The anchors of the documents that links lead to, each gathered once.
struct Followed<'a> {
    scope: &'a LinkScope<'a>,
    known: BTreeMap<String, Option<Anchors>>,
}

impl Followed<'_> {
    fn look(&mut self, path: &str, anchor: &str, link: &Link, reporter: &mut Reporter<'_>) {
        let is_own = *path == **self.scope.path;
        let all = self.known.entry(path.to_owned()).or_insert_with(|| (self.scope.anchors)(path));
        // The anchors of a document that could not be read are not known. Every page has a top.
        let is_known = |all: &&Anchors| matches!(anchor, "" | "top") || all.contains(anchor);
        let Some(all) = all.as_ref().filter(|all| !is_known(all)) else {
            return;
        };
        let place = if is_own { String::new() } else { format!(" in `{path}`") };
        let near = if reporter.explains() { nearest(anchor, all.iter().map(|one| &**one)) } else { None };
        let diagnostic = reporter.report(link.span, format!("no heading{place} has the anchor `#{anchor}`"));
        soften(diagnostic, self.scope.imported);
        diagnostic.depends_on = Some(path.into());
        diagnostic.help = Some(match near {
            Some(near) => format!("is `#{near}` meant?"),
            None => "the anchor of a heading is its text in small letters, with `-` for spaces and without \
                     other marks: that of `## Next Steps!` is `#next-steps`"
                .to_owned(),
        });
    }
}

/// The text of an imported report came with the links of its old place; that they break is no mistake of its author.
fn soften(diagnostic: &mut Diagnostic, prose: bool) {
    if prose && diagnostic.severity == Severity::Error {
        diagnostic.severity = Severity::Warning;
    }
}
