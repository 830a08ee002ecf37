//! A declared score that answered checks or ticked items do not support.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::{Declared, Exact, Fact};
use crate::score::Points;

pub(super) static RULE: Rule = Rule {
    id: "unsupported-score",
    level: RuleLevel::Warn,
    summary: "a declared score is outside of what answers allow, or above what they or the checklist support",
    why: "readers see the declared score first; one that the document itself does not bear out misleads them",
    help: "declare what is supported, or correct the answers and the checklist",
    numbers: &[("tolerance", 20), ("answered-from", 50), ("items-from", 5)],
    dated: false,
    failing: Example {
        front_matter: "score: 90",
        body: "# R\n\n- [x] a\n- [ ] b\n- [ ] c\n- [ ] d\n- [ ] e\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "score: 25",
        body: "# R\n\n- [x] a\n- [ ] b\n- [ ] c\n- [ ] d\n- [ ] e\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let limits = Limits {
        tolerance: number(reporter.number("tolerance")),
        answered_from: number(reporter.number("answered-from")),
        items_from: reporter.number("items-from") as usize,
    };
    let card = scope.card;
    if let (Some(stated), Some(declared)) = (&scope.assessment.score, &card.declared) {
        let claim = Claim { declared, points: &card.points, checklist: scope.details.progress() };
        report(reporter, "the assessment", stated, claim.contradicted(&limits));
    }
    let stated = scope.rubric.stated_by(scope.details);
    let of = |id: &str| stated.get(id)?.counting()?.score.as_ref();
    for category in card.categories.iter().filter(|category| category.applicable) {
        if let (Some(declared), Some(stated)) = (category.declared_percent(), of(&category.category.id)) {
            let claim = Claim { declared, points: &category.points(), checklist: category.checklist };
            report(reporter, &category.category.title, stated, claim.contradicted(&limits));
        }
    }
}

fn report(reporter: &mut Reporter<'_>, what: &str, stated: &Fact<Declared>, why: Option<String>) {
    if let Some(why) = why {
        reporter.report(stated.span, format!("{what} is declared `{}`, but {why}", stated.value.text));
    }
}

fn number(number: impl Into<i64>) -> Exact {
    Exact::from(number.into())
}

struct Limits {
    tolerance: Exact,
    answered_from: Exact,
    items_from: usize,
}

struct Claim<'a> {
    declared: &'a Exact,
    points: &'a Points,
    checklist: (usize, usize),
}

impl Claim<'_> {
    /// What contradicts it, if anything.
    fn contradicted(&self, limits: &Limits) -> Option<String> {
        let Claim { declared, points, checklist: (done, all) } = self;
        let show = |points: &Exact| points.truncated(1);
        if **declared > points.reachable() {
            let (lost, most) = (show(&points.lost), show(&points.reachable()));
            return Some(format!(
                "answered checks lost {lost} of its 100 points: at most {most} can be reached"
            ));
        }
        if **declared < points.earned {
            return Some(format!("answered checks earned {} already", show(&points.earned)));
        }
        let most = *declared - &limits.tolerance;
        let answered = &points.earned + &points.lost;
        if answered >= limits.answered_from && !answered.is_zero() {
            let supported = (&points.earned * &Exact::hundred()).checked_div(&answered)?;
            let (earned, of) = (show(&points.earned), show(&answered));
            let supported_text = show(&supported);
            return (most > supported).then(|| {
                format!("its answered checks earned {earned} of {of} points, which supports {supported_text}")
            });
        }
        let whole = |n: usize| number(i64::try_from(n).unwrap_or(i64::MAX));
        let supported = (&whole(*done) * &Exact::hundred()).checked_div(&whole(*all))?;
        (*all >= limits.items_from && most > supported).then(|| {
            format!("{done} of its {all} checklist items are ticked, which supports {}", show(&supported))
        })
    }
}
