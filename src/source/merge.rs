//! Facts that stand in two places: the front matter's count, and what differs is kept with both places.

use crate::diag::Span;
use crate::model::{Assessment, Counting, Declared, Details, Disagreement, Fact, FactSort, Finding};
use crate::text::{letters, mask, slug};

/// Where the plain texts of a finding stand.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Places {
    /// Of `priority`.
    pub(super) priority: Span,
    /// Of `impact`.
    pub(super) impact: Span,
    /// Of `owner`.
    pub(super) owner: Span,
}

/// Adds the findings of the body to those of the front matter, which are given with their places. A finding of
/// the body is one of the front matter where its heading is that one's id or title; what differs is kept.
pub(super) fn add_findings(details: &mut Details, fronts: &[Places], bodies: Vec<(Finding, Places)>) {
    let Details { findings, disagreements, .. } = details;
    let mut by_name = std::collections::BTreeMap::<String, Vec<usize>>::new();
    for (at, finding) in findings.iter().enumerate() {
        by_name.entry(slug(&mask(&finding.title))).or_default().push(at);
        by_name.entry(finding.id.value.clone()).or_default().push(at);
    }
    for (body, places) in bodies {
        let named = by_name.get(&body.id.value).into_iter().flatten().copied();
        let free = named.filter(|at| findings[*at].anchor.is_none()).min();
        match free.and_then(|at| Some((&mut findings[at], fronts.get(at)?))) {
            Some((front, front_places)) => {
                merge((front, front_places), (body, places), disagreements);
            }
            None => findings.push(body),
        }
    }
}

fn merge(
    (front, front_places): (&mut Finding, &Places),
    (body, body_places): (Finding, Places),
    found: &mut Vec<Disagreement>,
) {
    front.anchor.clone_from(&body.anchor);
    let mut differ = Differ { id: front.id.value.clone(), found };
    // A status that is not stated stands where its finding does.
    let stated = |finding: &Finding| finding.status.span != finding.span;
    if stated(front) && stated(&body) && front.status.value != body.status.value {
        let word = |finding: &Finding| Fact::new(finding.status.value.id().to_owned(), finding.status.span);
        differ.push("status", word(front), word(&body), FactSort::Plain);
    }
    if let (Some(a), Some(b)) = (&front.severity, &body.severity)
        && a.value != b.value
    {
        let word =
            |fact: &Fact<crate::model::FindingSeverity>| Fact::new(fact.value.id().to_owned(), fact.span);
        differ.push("severity", word(a), word(b), FactSort::Plain);
    }
    if let (Some(a), Some(b)) = (&front.due, &body.due)
        && a.value != b.value
    {
        differ.push(
            "due date",
            a.clone().map(|d| d.to_string()),
            b.clone().map(|d| d.to_string()),
            FactSort::Plain,
        );
    }
    if let (Some(a), Some(b)) = (&front.category, &body.category)
        && a.value != b.value
    {
        differ.push("category", a.clone(), b.clone(), FactSort::Category);
    }
    if let ([a], [b]) = (front.evidence.as_slice(), body.evidence.as_slice()) {
        differ.texts("evidence", (Some(&a.value), a.span), (Some(&b.value), b.span));
    }
    if let (Some(a), Some(b)) = (&front.effort, &body.effort) {
        differ.texts("effort", (Some(&a.value), a.span), (Some(&b.value), b.span));
    }
    for (what, a, b) in [
        ("priority", (&front.priority, front_places.priority), (&body.priority, body_places.priority)),
        ("impact", (&front.impact, front_places.impact), (&body.impact, body_places.impact)),
        ("owner", (&front.owner, front_places.owner), (&body.owner, body_places.owner)),
    ] {
        differ.texts(what, (a.0.as_ref(), a.1), (b.0.as_ref(), b.1));
    }
    if !stated(front) && stated(&body) {
        front.status = body.status;
    }
    front.severity = front.severity.take().or(body.severity);
    front.category = front.category.take().or(body.category);
    front.owner = front.owner.take().or(body.owner);
    front.due = front.due.take().or(body.due);
    front.priority = front.priority.take().or(body.priority);
    front.effort = front.effort.take().or(body.effort);
    front.impact = front.impact.take().or(body.impact);
    if front.evidence.is_empty() {
        front.evidence = body.evidence;
    }
}

/// Gathers what differs in one finding.
struct Differ<'a> {
    id: String,
    found: &'a mut Vec<Disagreement>,
}

impl Differ<'_> {
    fn push(&mut self, what: &str, there: Fact<String>, here: Fact<String>, sort: FactSort) {
        let what = format!("the {what} of `{}`", self.id);
        self.found.push(Disagreement { what, sort, here, there, counting: Counting::FrontMatter });
    }

    /// Two free texts differ where neither says what the other does, whatever decorates them.
    fn texts(&mut self, what: &str, front: (Option<&String>, Span), body: (Option<&String>, Span)) {
        let (Some(a), Some(b)) = (front.0, body.0) else {
            return;
        };
        let (plain_a, plain_b) = (letters(a), letters(b));
        if !plain_a.contains(&plain_b) && !plain_b.contains(&plain_a) {
            self.push(what, Fact::new(a.clone(), front.1), Fact::new(b.clone(), body.1), FactSort::Plain);
        }
    }
}

/// The overall score of front matter and body. Every later statement must agree with the one that counts; one that does
/// not is added to `found`.
pub(super) fn add_overall(
    assessment: &mut Assessment,
    stated: Vec<Fact<Declared>>,
    found: &mut Vec<Disagreement>,
) {
    let mut counting = Counting::FrontMatter;
    for score in stated {
        let Some(counts) = &assessment.score else {
            (assessment.score, counting) = (Some(score), Counting::Body);
            continue;
        };
        if !agree(&counts.value, &score.value) {
            let word = |score: &Fact<Declared>| Fact::new(score.value.text.clone(), score.span);
            let (here, there) = (word(&score), word(counts));
            let what = "the overall score".to_owned();
            let sort = FactSort::Plain;
            found.push(Disagreement { what, sort, here, there, counting });
        }
    }
}

/// Two scores agree if they are the same part of their scales, or the same word.
pub(crate) fn agree(a: &Declared, b: &Declared) -> bool {
    match (a.percent(), b.percent()) {
        (Some(a), Some(b)) => a == b,
        _ => a.reading == b.reading,
    }
}
