//! A declared overall score that the declared categories do not add up to.

use crate::book::{RuleLevel, Stated};
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::{DeclaredCategory, Exact, Reading};

pub(super) static RULE: Rule = Rule {
    id: "mismatched-score",
    level: RuleLevel::Warn,
    summary: "the declared overall score is not what the declared categories add up to",
    why: "where a total and its parts disagree, one of them is wrong, and readers see both",
    help: "correct the overall score or the categories, or say in the report how it was reached",
    numbers: &[("tolerance", 2)],
    dated: false,
    failing: Example {
        front_matter: "score: 95\ncategories:\n  security: 80\n  testing: 70",
        body: "# R\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "score: 75\ncategories:\n  security: 80\n  testing: 70",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

/// As many categories as a message writes out.
const WRITTEN_OUT: usize = 12;

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let (Some(stated), Some(declared)) = (&scope.assessment.score, &scope.card.declared) else {
        return;
    };
    // Of parts that cannot all be read, nobody can tell the sum.
    if !all_readable(scope) {
        return;
    }
    let all = scope.rubric.stated_by(scope.details);
    let counting = parts(scope, all.values().filter_map(Stated::counting));
    // The rows as they stand there: two names of one category are two of them.
    let outer = all.values().flat_map(|stated| &stated.names).filter(|named| named.own || !named.within);
    let rows = parts(scope, outer.filter_map(|named| named.all.first().copied()));
    let in_front = all.values().any(|stated| stated.front.is_some());
    let shown = if in_front || rows.len() <= counting.len() { &counting } else { &rows };
    if shown.len() < 2 {
        return;
    }
    let ways = [plain(&counting), weighted(&counting), own_weights(&counting), own_scales(&counting)];
    let of_rows = [plain(&rows), weighted(&rows), own_weights(&rows), own_scales(&rows)];
    let of_rows = of_rows.into_iter().filter(|_| rows.len() >= 2);
    let tolerance = Exact::from(i64::from(reporter.number("tolerance")));
    let fits = |way: &Exact| {
        let apart = way - declared;
        apart <= tolerance && !(&apart + &tolerance).is_negative()
    };
    if ways.into_iter().chain(of_rows).flatten().any(|way| fits(&way)) {
        return;
    }
    let show = |way: Option<Exact>| way.map(|points| points.truncated(1)).unwrap_or_default();
    let mean = show(plain(shown));
    let arithmetic = if shown.len() <= WRITTEN_OUT {
        let scores: Vec<String> = shown.iter().map(|part| part.score.plain()).collect();
        format!("({}) / {} = {mean}", scores.join(" + "), shown.len())
    } else {
        format!("{} categories have a mean of {mean}", shown.len())
    };
    let message = format!(
        "declared `{}`, but {arithmetic}; weighted by the rubric {}{}",
        stated.value.text,
        show(weighted(shown)),
        own_weights(shown)
            .map(|points| format!(", by its own weights {}", show(Some(points))))
            .unwrap_or_default()
    );
    reporter.report(stated.span, message);
}

/// What is added up: a score with its weights and its scale.
struct Part<'a> {
    score: Exact,
    weight: &'a Exact,
    /// The weight that a table gives it.
    own: Option<&'a Exact>,
    /// Its points, and those that there are.
    points: Option<(&'a Exact, &'a Exact)>,
}

/// The parts with scores that are numbers, in the order of the rubric and then of the document.
fn parts<'a>(scope: &Scope<'a>, declared: impl Iterator<Item = &'a DeclaredCategory>) -> Vec<Part<'a>> {
    let part = |declared: &'a DeclaredCategory| {
        let category = scope.rubric.category_named(&declared.category.value)?;
        let figure = declared.score.as_ref()?;
        let points = match &figure.value.reading {
            Reading::Of { value, out_of } => Some((value, out_of)),
            Reading::Word(_) => None,
        };
        let percent = scope.rubric.percent(&figure.value)?;
        let at = scope.rubric.categories.iter().position(|one| one.id == category.id);
        let part = Part { score: percent, weight: &category.weight, own: declared.weight.as_ref(), points };
        Some((at, figure.span, part))
    };
    let mut all: Vec<_> = declared.filter_map(part).collect();
    all.sort_by_key(|(at, span, _)| (*at, *span));
    all.into_iter().map(|(.., part)| part).collect()
}

fn plain(parts: &[Part<'_>]) -> Option<Exact> {
    mean(parts.iter().map(|part| (Exact::one(), part.score.clone())))
}

fn weighted(parts: &[Part<'_>]) -> Option<Exact> {
    mean(parts.iter().map(|part| (part.weight.clone(), part.score.clone())))
}

/// By the weights that tables give, which hold where every part has one.
fn own_weights(parts: &[Part<'_>]) -> Option<Exact> {
    let own: Option<Vec<_>> =
        parts.iter().map(|part| Some((part.own?.clone(), part.score.clone()))).collect();
    mean(own?.into_iter())
}

/// All points of all points there are, where each part is out of a number of its own.
fn own_scales(parts: &[Part<'_>]) -> Option<Exact> {
    let points = || parts.iter().filter_map(|part| part.points);
    let value: Exact = points().map(|(value, _)| value).sum();
    let out_of: Exact = points().map(|(_, out_of)| out_of).sum();
    (&value * &Exact::hundred()).checked_div(&out_of)
}

/// True where every declared category is one of the rubric, with a score that is a number.
fn all_readable(scope: &Scope<'_>) -> bool {
    scope.rubric.declared_by(scope.details).into_iter().all(|declared| {
        let readable =
            declared.score.as_ref().is_none_or(|score| scope.rubric.percent(&score.value).is_some());
        readable && scope.rubric.category_named(&declared.category.value).is_some()
    })
}

/// The mean of values, each given after its weight.
fn mean(values: impl Iterator<Item = (Exact, Exact)>) -> Option<Exact> {
    let (mut sum, mut weights) = (Exact::zero(), Exact::zero());
    for (weight, value) in values {
        sum = sum + &weight * &value;
        weights = weights + weight;
    }
    sum.checked_div(&weights)
}
