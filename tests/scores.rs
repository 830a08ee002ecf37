//! What must hold for every score, over generated rubrics and documents.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::book::cases;
use proptest::prelude::*;
use readybook::book::{Rubric, parse_rubric};
use readybook::model::{Assessment, Date, Exact, Project, Verdict};
use readybook::score::{
    Aim, Change, Claim, Points, Scorecard, Subject, Way, apply, cheapest, explain, score,
};
use readybook::source::{Limits, parse_assessment};

const STATES: [&str; 5] = ["pass", "partial", "fail", "unknown", "{ result: n/a, reason: r }"];
const PASS: usize = 0;
const FAIL: usize = 2;
const UNKNOWN: usize = 3;
const NA: usize = 4;

/// A category: weight, floor, and the weights of its checks; weights are in halves.
#[derive(Clone, Debug)]
struct CategoryShape {
    id: usize,
    weight: u32,
    floor: Option<u32>,
    checks: Vec<(usize, u32)>,
}

#[derive(Clone, Debug)]
struct Shape {
    categories: Vec<CategoryShape>,
    /// A check that is a gate, with what it caps at.
    gate: Option<(usize, usize, &'static str)>,
}

fn halves(n: u32) -> String {
    format!("{}.{}", n / 2, if n.is_multiple_of(2) { 0 } else { 5 })
}

impl Shape {
    fn rubric(&self, factor: u32) -> Rubric {
        let mut text = "id = \"r\"\n".to_owned();
        for CategoryShape { id: c, weight, floor, checks } in &self.categories {
            writeln!(text, "[[category]]\nid = \"c{c}\"\nweight = {}", halves(weight * factor)).unwrap();
            if let Some(floor) = floor {
                writeln!(text, "floor = {floor}").unwrap();
            }
            for (k, weight) in checks {
                let weight = halves(weight * factor);
                writeln!(text, "[[check]]\nid = \"c{c}k{k}\"\ncategory = \"c{c}\"\nweight = {weight}")
                    .unwrap();
            }
        }
        if let Some((c, k, caps)) = self.gate {
            writeln!(text, "[[gate]]\ncheck = \"c{c}k{k}\"\ncaps = \"{caps}\"").unwrap();
        }
        let (rubric, found) = parse_rubric(&"r@1.toml".into(), &text);
        rubric.unwrap_or_else(|| panic!("{found:?}\n{text}"))
    }
}

/// A document: by category the declared score and the ticked of three checklist items, by check its state.
#[derive(Clone, Debug)]
struct Answers {
    declared: BTreeMap<usize, u32>,
    ticked: BTreeMap<usize, usize>,
    states: Vec<((usize, usize), usize)>,
    /// Severity and status of findings `f0`, `f1`, …
    findings: Vec<(&'static str, &'static str)>,
    /// What waivers are for, and whether they are still live.
    waivers: Vec<(String, bool)>,
}

impl Answers {
    fn document(&self) -> Assessment {
        let mut text = "---\nformat: 1\ndate: 2026-01-21\ncategories:\n".to_owned();
        for (c, score) in &self.declared {
            writeln!(text, "  c{c}: {score}").unwrap();
        }
        text.push_str("checks:\n");
        for ((c, k), state) in &self.states {
            writeln!(text, "  c{c}k{k}: {}", STATES[*state]).unwrap();
        }
        text.push_str("findings:\n");
        for (at, (severity, status)) in self.findings.iter().enumerate() {
            writeln!(text, "  - {{ id: f{at}, title: F, severity: {severity}, status: {status} }}").unwrap();
        }
        text.push_str("waivers:\n");
        for (of, live) in &self.waivers {
            let expires = if *live { "2026-01-21" } else { "2026-01-20" };
            writeln!(text, "  - {{ {of}, reason: r, approved-by: a, expires: {expires} }}").unwrap();
        }
        text.push_str("---\n# R\n");
        for (c, ticked) in &self.ticked {
            writeln!(text, "\n## c{c}\n").unwrap();
            for item in 0..3 {
                writeln!(text, "- [{}] item", if item < *ticked { "x" } else { " " }).unwrap();
            }
        }
        let path: Arc<str> = "content/p/1.md".into();
        let parsed = parse_assessment(&Limits::default(), &path, "p", "1", &text, [0; 32]);
        assert_eq!(parsed.diagnostics, []);
        parsed.value.unwrap()
    }

    fn with(&self, at: usize, state: usize) -> Answers {
        let mut changed = self.clone();
        changed.states[at].1 = state;
        changed
    }
}

fn of(rubric: &Rubric, assessment: &Assessment) -> Scorecard {
    let project = Project::bare("p");
    let details = &assessment.details.open();
    score(Subject { assessment, details, project: &project, as_of: Date::constant(2026, 1, 21) }, rubric)
}

fn card(shape: &Shape, answers: &Answers) -> Scorecard {
    of(&shape.rubric(1), &answers.document())
}

fn case() -> impl Strategy<Value = (Shape, Answers)> {
    let weights = prop::collection::vec(0u32..5, 0..5);
    let category = (1u32..7, proptest::option::of(0u32..=100), weights);
    prop::collection::vec(category, 1..5).prop_flat_map(|categories| {
        let categories: Vec<CategoryShape> = categories
            .into_iter()
            .enumerate()
            .map(|(id, (weight, floor, mut weights))| {
                if weights.iter().all(|weight| *weight == 0) {
                    weights.iter_mut().take(1).for_each(|weight| *weight = 1);
                }
                CategoryShape { id, weight, floor, checks: weights.into_iter().enumerate().collect() }
            })
            .collect();
        let checks: Vec<(usize, usize)> =
            categories.iter().flat_map(|c| c.checks.iter().map(|(k, _)| (c.id, *k))).collect();
        let ids = 0..categories.len();
        let severity = prop::sample::select(vec!["critical", "high", "low"]);
        let outcome = prop::sample::select(vec!["open", "partial", "resolved", "accepted"]);
        let mut waivable: Vec<String> = checks.iter().map(|(c, k)| format!("check: c{c}k{k}")).collect();
        waivable.extend(["finding: f0".to_owned(), "finding: f1".to_owned()]);
        let gate = match checks.first() {
            Some((c, k)) => {
                let caps = prop::sample::select(vec!["conditional", "incomplete", "not-ready"]);
                let (c, k) = (*c, *k);
                proptest::option::of(caps.prop_map(move |caps| (c, k, caps))).boxed()
            }
            None => Just(None).boxed(),
        };
        let answers = (
            prop::collection::btree_map(ids.clone(), 0u32..=100, 0..4),
            prop::collection::btree_map(ids, 0usize..=3, 0..4),
            prop::collection::vec(0..STATES.len(), checks.len()),
            prop::collection::vec((severity, outcome), 2),
            prop::collection::vec((prop::sample::select(waivable), any::<bool>()), 0..3),
        );
        (Just(categories), gate, answers).prop_map(move |(categories, gate, answers)| {
            let (declared, ticked, states, findings, waivers) = answers;
            let states = checks.iter().copied().zip(states).collect();
            (Shape { categories, gate }, Answers { declared, ticked, states, findings, waivers })
        })
    })
}

fn sums(points: &Points) -> bool {
    points.total() == Exact::hundred()
        && [&points.earned, &points.claimed, &points.unanswered, &points.lost]
            .iter()
            .all(|p| !p.is_negative())
        && points.earned <= points.score()
        && points.score() <= Exact::hundred() - points.lost.clone()
}

fn width(points: &Points) -> Exact {
    points.reachable() - points.earned.clone()
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn points_sum_to_a_hundred_and_the_score_lies_in_its_interval((shape, answers) in case()) {
        let card = card(&shape, &answers);
        prop_assert!(sums(&card.points), "{:?}", card.points);
        for category in &card.categories {
            prop_assert!(sums(&category.points()) || (!category.applicable && category.points() == Points::none()));
            let items: Points = category.items.iter().map(|item| category.points_of(item)).sum();
            prop_assert!(category.items.is_empty() || items == category.points(), "items sum to their category");
        }
    }

    #[test]
    fn a_better_answer_never_lowers_and_a_worse_one_never_raises((shape, answers) in case()) {
        let before = card(&shape, &answers);
        for (at, (_, state)) in answers.states.iter().enumerate() {
            let [pass, fail, unknown] = [PASS, FAIL, UNKNOWN].map(|state| card(&shape, &answers.with(at, state)));
            prop_assert!(pass.points.score() >= before.points.score() && pass.points.earned >= before.points.earned);
            prop_assert!(fail.points.score() <= before.points.score() && fail.points.earned <= before.points.earned);
            prop_assert!(fail.verdict <= unknown.verdict, "an unknown that turns into a fail never improves the verdict");
            if *state != NA {
                // An answer to what was n/a can bring its share below what may be.
                prop_assert!(pass.verdict >= before.verdict && fail.verdict <= before.verdict);
                prop_assert!(width(&before.points) <= width(&unknown.points), "an answer never widens the interval");
            }
            if *state == FAIL {
                prop_assert!(unknown.points.earned <= before.points.earned, "leaving a fail out earns nothing");
                let claims = |card: &Scorecard| card.categories.iter().any(|c| c.claim() != Claim::Nothing);
                if !claims(&before) {
                    prop_assert!(unknown.points.score() <= before.points.score(), "nor does it raise the score");
                }
            }
        }
    }

    #[test]
    fn not_applicable_changes_no_other_relative_weight((shape, answers) in case()) {
        let before = card(&shape, &answers);
        for at in 0..answers.states.len() {
            let after = card(&shape, &answers.with(at, NA));
            for (old, new) in before.categories.iter().zip(&after.categories) {
                let pairs = || old.items.iter().zip(new.items.iter()).filter(|(o, n)| o.counts() && n.counts());
                for (old_a, new_a) in pairs() {
                    for (old_b, new_b) in pairs() {
                        prop_assert_eq!(&old.share(old_a) * &new.share(new_b), &old.share(old_b) * &new.share(new_a));
                    }
                }
            }
        }
    }

    #[test]
    fn weights_scaled_by_a_constant_change_nothing((shape, answers) in case(), factor in 2u32..7) {
        let document = answers.document();
        let (one, many) = (of(&shape.rubric(1), &document), of(&shape.rubric(factor), &document));
        prop_assert_eq!((&one.points, one.verdict, &one.waived), (&many.points, many.verdict, &many.waived));
        // A cap holds the check of its own rubric, with its weight.
        let told = |card: &Scorecard| -> Vec<_> {
            card.caps.iter().map(|cap| (cap.verdict, cap.reason.to_string(), format!("{:?}", cap.reason.source()))).collect()
        };
        prop_assert_eq!(told(&one), told(&many));
    }

    #[test]
    fn findings_and_waivers_change_the_verdict_and_no_point((shape, answers) in case()) {
        let whole = card(&shape, &answers);
        let none = card(&shape, &Answers { findings: vec![], waivers: vec![], ..answers.clone() });
        prop_assert_eq!(&whole.points, &none.points);
        prop_assert!(whole.verdict_without_waivers <= whole.verdict);
        let mut worse = answers.clone();
        worse.findings.push(("critical", "open"));
        prop_assert_eq!(card(&shape, &worse).verdict, Verdict::NotReady);
        for at in 0..answers.findings.len() {
            let status = |status| {
                let mut changed = answers.clone();
                changed.waivers.retain(|(of, _)| *of != format!("finding: f{at}"));
                changed.findings[at].1 = status;
                card(&shape, &changed).verdict
            };
            prop_assert_eq!(status("accepted"), status("open"), "accepted without a waiver is open");
            prop_assert!(status("open") <= status("resolved"));
        }
    }

    #[test]
    fn an_expired_waiver_equals_none((shape, answers) in case()) {
        let expired = Answers { waivers: answers.waivers.iter().map(|(of, _)| (of.clone(), false)).collect(), ..answers.clone() };
        let none = Answers { waivers: vec![], ..answers };
        prop_assert_eq!(card(&shape, &expired), card(&shape, &none));
    }

    #[test]
    fn the_lines_of_an_explanation_sum_exactly((shape, answers) in case()) {
        let card = card(&shape, &answers);
        let lines = explain(&card);
        let adds_up = |column: &readybook::score::Column| {
            &column.lines.iter().sum::<Exact>() + &column.rounding == column.sum && !column.rounding.is_negative()
        };
        for (score, lines) in card.categories.iter().zip(&lines.categories) {
            prop_assert_eq!(lines.is_some(), score.applicable);
            let Some(lines) = lines else { continue };
            for column in [&lines.share, &lines.earned, &lines.claimed, &lines.unanswered, &lines.lost, &lines.score, &lines.hundred] {
                prop_assert!(adds_up(column), "{column:?}");
            }
            prop_assert_eq!(&lines.score.sum, &score.points().score().cut(2));
            prop_assert_eq!(&lines.hundred.sum, &Exact::hundred());
        }
        let whole = [
            (&lines.earned, card.points.earned.clone()),
            (&lines.claimed, card.points.claimed.clone()),
            (&lines.unanswered, card.points.unanswered.clone()),
            (&lines.lost, card.points.lost.clone()),
            (&lines.score, card.points.score()),
        ];
        for (mean, exact) in whole {
            prop_assert!(adds_up(&mean.products), "{mean:?}");
            prop_assert_eq!(&mean.result, &exact.cut(2), "the pocket calculator reaches the shown figure");
            if let Some(quotient) = mean.products.sum.checked_div(&lines.weight) {
                prop_assert_eq!(quotient.cut(2), exact.cut(2));
            }
        }
        prop_assert!(adds_up(&lines.hundred) && lines.hundred.sum == Exact::hundred());
    }

    #[test]
    fn the_order_of_categories_checks_and_answers_changes_nothing((shape, answers) in case(), turn in 0usize..4) {
        let mut other = shape.clone();
        let places = other.categories.len();
        other.categories.rotate_left(turn % places);
        other.categories.iter_mut().for_each(|category| category.checks.reverse());
        let mut turned = answers.clone();
        turned.states.reverse();
        turned.waivers.reverse();
        let (one, two) = (card(&shape, &answers), card(&other, &turned));
        prop_assert_eq!((&one.points, one.verdict, &one.level), (&two.points, two.verdict, &two.level));
        let figures = |card: &Scorecard| -> BTreeMap<String, (Points, Exact)> {
            let items = |c: &readybook::score::CategoryScore| {
                c.items.iter().map(|item| (item.check.id.clone(), (c.points_of(item), c.gain(item)))).collect::<Vec<_>>()
            };
            card.categories.iter().flat_map(items).collect()
        };
        prop_assert_eq!(figures(&one), figures(&two));
        let mut caps = [one, two].map(|card| card.caps.into_iter().map(|cap| (cap.verdict, cap.reason.to_string())).collect::<Vec<_>>());
        for caps in &mut caps {
            caps.sort();
        }
        prop_assert_eq!(&caps[0], &caps[1]);
    }

    #[test]
    fn a_path_leads_where_it_says_and_none_is_shorter((shape, answers) in case(), to in prop::sample::select(vec![Verdict::Conditional, Verdict::Ready])) {
        let (rubric, document, project) = (shape.rubric(1), answers.document(), Project::bare("p"));
        let details = &document.details.open();
        let as_of = Date::constant(2026, 1, 21);
        let subject = Subject { assessment: &document, details, project: &project, as_of };
        let before = score(subject, &rubric);
        let verdict = |changes: &[Change]| {
            let details = &apply(details, changes);
            score(Subject { details, ..subject }, &rubric).verdict
        };
        let mut lengths = Vec::new();
        for aim in Aim::ALL {
            match cheapest(subject, &rubric, to, aim) {
                Way::Closed(caps) => prop_assert!(!caps.is_empty() && before.verdict < to),
                Way::Open(path) => {
                    let changes: Vec<Change> = path.steps.iter().map(|step| step.change.clone()).collect();
                    prop_assert!(verdict(&changes) >= to && path.verdict >= to);
                    prop_assert_eq!(changes.is_empty(), before.verdict >= to, "no step where none is needed");
                    lengths.push((aim, changes, path.shortest));
                }
            }
        }
        // Every smaller set of all that can be mended.
        let Some((_, shortest, true)) = lengths.iter().find(|(aim, _, _)| *aim == Aim::Fewest) else { return Ok(()) };
        let mut all: Vec<Change> = (0..2).map(|at| Change::Finding(format!("f{at}"), readybook::model::FindingStatus::Resolved)).collect();
        let mendable = answers.states.iter().filter(|(_, state)| *state != NA);
        all.extend(mendable.map(|((c, k), _)| Change::Check(format!("c{c}k{k}"), readybook::model::CheckState::Pass)));
        if shortest.len() > 4 || all.len() > 12 { return Ok(()); }
        for set in 0u32..(1 << all.len()) {
            if (set.count_ones() as usize) < shortest.len() {
                let some: Vec<Change> = all.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, change)| change.clone()).collect();
                prop_assert!(verdict(&some) < to, "{some:?} would do");
            }
        }
    }
}
