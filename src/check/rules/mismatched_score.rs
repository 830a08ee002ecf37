//! A declared overall score that the declared categories do not add up to.

use std::collections::BTreeMap;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::{Exact, Reading};

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
    let own = own_weights(scope);
    let (mut scored, mut by_own) = (Vec::new(), Vec::new());
    for category in &scope.card.categories {
        if let Some(score) = &category.declared {
            scored.push((category.weight.clone(), score.clone()));
            by_own.extend(own.get(category.id.as_str()).map(|weight| ((*weight).clone(), score.clone())));
        }
    }
    // Of parts that cannot all be read, nobody can tell the sum.
    if scored.len() < 2 || !all_readable(scope) {
        return;
    }
    let plain = mean(scored.iter().map(|(_, score)| (Exact::one(), score.clone())));
    let weighted = mean(scored.iter().cloned());
    // Weights of its own hold where every category has one.
    let own = if by_own.len() == scored.len() { mean(by_own.into_iter()) } else { None };
    let ways = [plain.clone(), weighted.clone(), own.clone(), own_scales(scope)];
    let tolerance = Exact::from(i64::from(reporter.number("tolerance")));
    let fits = |way: &Exact| {
        let apart = way - declared;
        apart <= tolerance && !(&apart + &tolerance).is_negative()
    };
    if ways.iter().flatten().any(fits) {
        return;
    }
    let show = |way: Option<&Exact>| way.map(|points| points.truncated(1)).unwrap_or_default();
    let parts: Vec<String> = scored.iter().map(|(_, score)| score.plain()).collect();
    let arithmetic = if parts.len() <= WRITTEN_OUT {
        format!("({}) / {} = {}", parts.join(" + "), parts.len(), show(plain.as_ref()))
    } else {
        format!("{} categories have a mean of {}", parts.len(), show(plain.as_ref()))
    };
    let message = format!(
        "declared `{}`, but {arithmetic}; weighted by the rubric {}{}",
        stated.value.text,
        show(weighted.as_ref()),
        own.map(|points| format!(", by its own weights {}", show(Some(&points)))).unwrap_or_default()
    );
    reporter.report(stated.span, message);
}

/// True where every declared category is one of the rubric, with a score that is a number.
fn all_readable(scope: &Scope<'_>) -> bool {
    scope.rubric.declared_by(scope.assessment).into_iter().all(|declared| {
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

/// The weights that tables of the document give to categories, by their ids.
fn own_weights<'a>(scope: &Scope<'a>) -> BTreeMap<&'a str, &'a Exact> {
    let mut weights = BTreeMap::new();
    for declared in scope.rubric.declared_by(scope.assessment) {
        if let (Some(category), Some(weight)) =
            (scope.rubric.category_named(&declared.category.value), &declared.weight)
        {
            weights.entry(category.id.as_str()).or_insert(weight);
        }
    }
    weights
}

/// All points of all points there are, where each category is out of a number of its own.
fn own_scales(scope: &Scope<'_>) -> Option<Exact> {
    let mut scales = BTreeMap::new();
    for declared in scope.rubric.declared_by(scope.assessment) {
        let category = scope.rubric.category_named(&declared.category.value)?;
        if let Some(score) = &declared.score
            && let Reading::Of { value, out_of } = &score.value.reading
        {
            scales.entry(category.id.as_str()).or_insert((value, out_of));
        }
    }
    let value: Exact = scales.values().map(|(value, _)| *value).sum();
    let out_of: Exact = scales.values().map(|(_, out_of)| *out_of).sum();
    (&value * &Exact::hundred()).checked_div(&out_of)
}
