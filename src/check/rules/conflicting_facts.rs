//! The same fact in two places, with different values.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::diag::Span;
use crate::model::{Counting, Disagreement, Fact, FactSort, Project};
use crate::source::agree;
use crate::text::letters;

pub(super) static RULE: Rule = Rule {
    id: "conflicting-facts",
    level: RuleLevel::Deny,
    summary: "front matter and body, or two places of the body, state one fact with different values",
    why: "readers of the report and readers of the scorecard would be told different things",
    help: "correct the one that is wrong",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "categories:\n  security: 90",
        body: "# R\n\n| Category | Score |\n|---|---|\n| Security | 8/10 |\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "categories:\n  security: 80",
        body: "# R\n\n| Category | Score |\n|---|---|\n| Security | 8/10 |\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    for disagreement in &scope.details.disagreements {
        let Disagreement { what, sort, here, there, counting } = disagreement;
        let category = |fact: &Fact<String>| scope.rubric.category_named(&fact.value).map(|c| &c.id);
        // Two names of one category agree; a name that the rubric does not know is reported as such.
        let differ = match sort {
            FactSort::Plain => true,
            FactSort::Category => {
                category(here).zip(category(there)).is_some_and(|(here, there)| here != there)
            }
            FactSort::Project => is_another_project(&here.value, scope.project),
        };
        if differ {
            report(reporter, what, (&here.value, here.span), (&there.value, there.span), *counting);
        }
    }
    categories(scope, reporter);
}

/// True for what is none of the project's names: another id, or another name than the one that it gives itself.
fn is_another_project(stated: &str, project: &Project) -> bool {
    let is_id = !stated.contains(|c: char| c.is_whitespace() || c.is_uppercase());
    let own = [&project.id, &project.name];
    let mut names = own.into_iter().chain(&project.formerly).map(|name| letters(name));
    let stated = letters(stated);
    let is_one = names.any(|name| name.contains(&stated) || stated.contains(&name));
    !is_one && (is_id || project.name != project.id)
}

/// Categories that are scored more than once. What counts is the front matter, or else what stands first by the same
/// name: other names may be those of parts.
fn categories(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let mut found = Vec::new();
    for stated in scope.rubric.stated_by(scope.details).values() {
        let speaking = stated.speaking();
        for named in &stated.names {
            let counting = stated.front.filter(|_| speaking.is_some_and(|one| std::ptr::eq(one, named)));
            let place = if counting.is_some() { Counting::FrontMatter } else { Counting::Body };
            let Some(there) = counting.or(named.all.first().copied()) else {
                continue;
            };
            let what =
                if named.own || counting.is_some() { &stated.category.title } else { &there.category.value };
            for here in &named.all {
                if let (Some(here), Some(there)) = (&here.score, &there.score)
                    && !agree(&here.value, &there.value)
                {
                    found.push((what.clone(), here.clone(), there.clone(), place));
                }
            }
        }
    }
    found.sort_by_key(|(_, here, ..)| here.span);
    for (what, here, there, place) in found {
        let (here, there) = ((&*here.value.text, here.span), (&*there.value.text, there.span));
        report(reporter, &what, here, there, place);
    }
}

fn report(
    reporter: &mut Reporter<'_>,
    what: &str,
    here: (&str, Span),
    there: (&str, Span),
    counting: Counting,
) {
    let place = match counting {
        Counting::FrontMatter => "in the front matter",
        Counting::Body => "further up",
        Counting::FileName => "by the name of the file",
        Counting::Folder => "by the name of the folder",
    };
    let message = format!("{what} is `{}` here and `{}` {place}", here.0, there.0);
    let diagnostic = reporter.report(here.1, message);
    if matches!(counting, Counting::FrontMatter | Counting::Body) {
        diagnostic.also(there.1, "the other place");
    }
}
