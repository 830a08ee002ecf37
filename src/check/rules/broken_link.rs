//! A link or an image that leads to nothing of the book.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Scope};
use crate::diag::{Diagnostic, Severity};
use crate::text::nearest;

pub(super) static RULE: Rule = Rule {
    id: "broken-link",
    level: RuleLevel::Deny,
    summary: "a relative link or image leads to a file or a heading that does not exist",
    why: "a reader who follows it finds nothing, neither on the site nor in the repository",
    help: "correct the path, or add the file",
    numbers: &[],
    dated: false,
    failing: Example { front_matter: "", body: "# R\n\nSee [the plan](plan.md) and [below](#nowhere).\n" },
    passing: Example { front_matter: "", body: "# R\n\nSee [below](#steps).\n\n## Steps\n" },
    run,
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    use crate::text::link::{Destination, destination};
    let assessment = scope.assessment;
    let documents = |path: &str| scope.documents.contains(path);
    let anchors = || assessment.headings.iter().map(|heading| heading.anchor.as_str());
    for link in &assessment.links {
        let what = if link.image { "image" } else { "link" };
        match destination(&link.target, &assessment.path, &documents, scope.files) {
            Destination::Missing(path) => {
                let all = scope.documents.iter().chain(scope.files).map(|known| &**known);
                let near = nearest(&path, all).map(|near| format!("is `{near}` meant?"));
                let diagnostic = reporter
                    .report(link.span, format!("this {what} leads to `{path}`, which does not exist"));
                soften(diagnostic, assessment.prose);
                if near.is_some() {
                    diagnostic.help = near;
                }
            }
            Destination::Refused => {
                let diagnostic = reporter.report(
                    link.span,
                    format!("this {what} cannot be followed from the site: `{}`", link.target),
                );
                soften(diagnostic, assessment.prose);
                diagnostic.help = Some("link to a web address, or to a file below content/".to_owned());
            }
            Destination::Anchor(anchor) if !anchor.is_empty() && !anchors().any(|known| known == anchor) => {
                let near = nearest(&anchor, anchors()).map(|near| format!("is `#{near}` meant?"));
                let diagnostic = reporter.report(link.span, format!("no heading has the anchor `#{anchor}`"));
                soften(diagnostic, assessment.prose);
                if near.is_some() {
                    diagnostic.help = near;
                }
            }
            _ => {}
        }
    }
}

/// The text of an imported report came with the links of its old place; that they break is no mistake of its author.
fn soften(diagnostic: &mut Diagnostic, prose: bool) {
    if prose && diagnostic.severity == Severity::Error {
        diagnostic.severity = Severity::Warning;
    }
}
