//! Evidence that is not there.

use crate::book::RuleLevel;
use crate::check::{Evidence, Example, Reporter, Rule, Run, Scope};
use crate::text::link::plain_path;

pub(super) static RULE: Rule = Rule {
    id: "missing-evidence",
    level: RuleLevel::Warn,
    summary: "a path that is named as evidence does not exist below the project's `source-root`",
    why: "evidence that nobody can open shows nothing, and is often the trace of something that was removed",
    help: "correct the path: it is relative to `source-root` of project.md",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "checks:\n  rate-limiting: { result: pass, evidence: [nginx/limit.conf] }",
        body: "# R\n",
        beside: &[
            ("content/demo/project.md", "---\nsource-root: source\n---\n"),
            ("source/nginx/limits.conf", ""),
        ],
    },
    passing: Example {
        front_matter: "checks:\n  rate-limiting: { result: pass, evidence: [nginx/limits.conf] }",
        body: "# R\n",
        beside: &[
            ("content/demo/project.md", "---\nsource-root: source\n---\n"),
            ("source/nginx/limits.conf", ""),
        ],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let Some(sources) = scope.sources else {
        return;
    };
    for evidence in scope.details.evidence() {
        match Evidence::read(&evidence.value) {
            Evidence::Path(path) if !sources.contains(&path) => {
                let told = reporter.report(evidence.span, format!("`{path}` does not exist"));
                let root = scope.project.source_root.as_deref().unwrap_or_default();
                told.depends_on = Some(plain_path(&format!("{root}/{path}")).into());
            }
            Evidence::Outside => {
                let message = format!("`{}` leads out of the project's source-root", evidence.value);
                reporter.report(evidence.span, message);
            }
            Evidence::Path(_) | Evidence::Other => {}
        }
    }
}
