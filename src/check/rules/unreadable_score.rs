//! A declared score that is on no known scale, or outside of its scale.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::{Declared, Fact, Reading};
use crate::text::nearest;

pub(super) static RULE: Rule = Rule {
    id: "unreadable-score",
    level: RuleLevel::Deny,
    summary: "a declared score is outside of its scale, or a word that the rubric's scale does not know",
    why: "it counts for nothing as long as nobody can tell what it is out of",
    help: "write it as 92, 92/100, 9/10 or 92%, or use a word of the rubric's [scale]",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "score: 140\ncategories:\n  security: superb",
        body: "# R\n",
        beside: &[],
    },
    passing: Example { front_matter: "score: 92\ncategories:\n  security: 9/10", body: "# R\n", beside: &[] },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let mut look = |score: &Fact<Declared>| {
        if scope.rubric.percent(&score.value).is_some() {
            return;
        }
        let text = &score.value.text;
        match &score.value.reading {
            Reading::Of { .. } => {
                let message = format!("a score of `{text}` is outside of its scale");
                reporter.report(score.span, message).help = Some(
                    "a score lies between 0 and the number that it is out of; a bare number is out of 100"
                        .to_owned(),
                );
            }
            Reading::Word(word) => {
                let message = format!("`{text}` is no score that rubric `{}` knows", scope.rubric.id);
                let near = nearest(word, scope.rubric.scale.keys().map(String::as_str));
                let near = near.map(|near| format!("did you mean `{near}`?"));
                let diagnostic = reporter.report(score.span, message);
                if near.is_some() {
                    diagnostic.help = near;
                }
            }
        }
    };
    let assessment = scope.assessment;
    assessment.score.iter().for_each(&mut look);
    let declared = scope.rubric.declared_by(scope.details);
    declared.into_iter().filter_map(|declared| declared.score.as_ref()).for_each(&mut look);
}
