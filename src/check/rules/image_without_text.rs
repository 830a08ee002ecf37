//! An image that says nothing to who cannot see it.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "image-without-text",
    level: RuleLevel::Warn,
    summary: "an image has no alternative text",
    why: "anybody who cannot see the image, or reads before it has loaded, learns nothing from it",
    help: "say in a few words what it shows: `![Requests by hour](requests.png)`",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "",
        body: "# R\n\n![](load.png)\n",
        beside: &[("content/demo/load.png", "")],
    },
    passing: Example {
        front_matter: "",
        body: "# R\n\n![Requests by hour](load.png)\n",
        beside: &[("content/demo/load.png", "")],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    for image in scope.assessment.links.iter().filter(|link| link.image && !link.labelled) {
        reporter.report(image.span, format!("the image `{}` has no alternative text", image.target));
    }
}
