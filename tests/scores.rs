//! What must hold for every score, over generated rubrics and documents.

use std::sync::Arc;

use crate::book::cases;
use proptest::prelude::*;
use readybook::book::{Rubric, parse_rubric};
use readybook::model::{Assessment, Date, Exact, Project, Verdict};
use readybook::score::{Points, Scorecard, Subject, score};
use readybook::source::parse_assessment;

const STATES: [&str; 5] = ["pass", "partial", "fail", "unknown", "{ result: n/a, reason: r }"];

/// A rubric: for each category its weight, its floor and the weights of its checks.
#[derive(Clone, Debug)]
struct Shape {
    categories: Vec<(u32, Option<u32>, Vec<u32>)>,
}

impl Shape {
    fn rubric(&self, factor: u32) -> Rubric {
        use std::fmt::Write as _;
        let mut text = "id = \"r\"\n[[level]]\nid = \"bronze\"\n".to_owned();
        for (c, (weight, floor, checks)) in self.categories.iter().enumerate() {
            writeln!(text, "[[category]]\nid = \"c{c}\"\nweight = {}", weight * factor).unwrap();
            if let Some(floor) = floor {
                writeln!(text, "floor = {floor}").unwrap();
            }
            for (k, weight) in checks.iter().enumerate() {
                writeln!(
                    text,
                    "[[check]]\nid = \"c{c}k{k}\"\ncategory = \"c{c}\"\nlevel = \"bronze\"\nweight = {}",
                    weight * factor
                )
                .unwrap();
            }
        }
        let (rubric, found) = parse_rubric(&"r@1.toml".into(), &text, "hash".to_owned());
        rubric.unwrap_or_else(|| panic!("{found:?}"))
    }
}

/// A document: for each category the declared score, and for each check its state.
#[derive(Clone, Debug)]
struct Answers {
    declared: Vec<Option<u32>>,
    states: Vec<Vec<usize>>,
    finding: Option<&'static str>,
}

impl Answers {
    fn document(&self) -> Assessment {
        use std::fmt::Write as _;
        let mut text = "---\nformat: 1\ndate: 2026-01-21\ncategories:\n".to_owned();
        for (c, declared) in self.declared.iter().enumerate() {
            if let Some(score) = declared {
                writeln!(text, "  c{c}: {score}").unwrap();
            }
        }
        text.push_str("checks:\n");
        for (c, states) in self.states.iter().enumerate() {
            for (k, state) in states.iter().enumerate() {
                writeln!(text, "  c{c}k{k}: {}", STATES[*state]).unwrap();
            }
        }
        if let Some(severity) = self.finding {
            writeln!(text, "findings: [{{ id: f, title: F, severity: {severity} }}]").unwrap();
        }
        text.push_str("---\n# R\n");
        let path: Arc<str> = "content/p/1.md".into();
        parse_assessment(&path, "p", "1", &text, [0; 32]).value.unwrap()
    }

    fn with(&self, category: usize, check: usize, state: usize) -> Answers {
        let mut changed = self.clone();
        changed.states[category][check] = state;
        changed
    }
}

fn card(shape: &Shape, answers: &Answers) -> Scorecard {
    scored(&shape.rubric(1), answers)
}

fn scored(rubric: &Rubric, answers: &Answers) -> Scorecard {
    let (assessment, project) = (answers.document(), Project::bare("p"));
    score(Subject { assessment: &assessment, project: &project, as_of: Date::constant(2026, 1, 21) }, rubric)
}

fn case() -> impl Strategy<Value = (Shape, Answers)> {
    let category = (1u32..5, proptest::option::of(0u32..100), prop::collection::vec(1u32..4, 0..5));
    prop::collection::vec(category, 1..5).prop_flat_map(|categories| {
        let states: Vec<_> = categories
            .iter()
            .map(|(_, _, checks)| prop::collection::vec(0..STATES.len(), checks.len()))
            .collect();
        let declared = prop::collection::vec(proptest::option::of(0u32..=100), categories.len());
        let finding = prop::sample::select(vec![None, Some("critical"), Some("high"), Some("low")]);
        (Just(Shape { categories }), declared, states, finding)
            .prop_map(|(shape, declared, states, finding)| (shape, Answers { declared, states, finding }))
    })
}

fn sums(points: &Points) -> bool {
    let all = points.total();
    (all == Exact::hundred() || all.is_zero())
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
    #![proptest_config(cases(200))]

    #[test]
    fn points_sum_to_a_hundred_and_the_score_lies_in_its_interval((shape, answers) in case()) {
        let card = card(&shape, &answers);
        prop_assert!(sums(&card.points), "{:?}", card.points);
        for category in &card.categories {
            prop_assert!(sums(&category.points), "{:?}", category);
            prop_assert_eq!(category.applicable, category.points.total() == Exact::hundred());
            let items: Points = category.items.iter().map(|item| item.points.clone()).sum();
            prop_assert!(category.items.is_empty() || items == category.points, "items sum to their category");
        }
    }

    #[test]
    fn a_better_answer_never_lowers_and_a_worse_one_never_raises((shape, answers) in case()) {
        let before = card(&shape, &answers);
        for (c, states) in answers.states.iter().enumerate() {
            for (k, state) in states.iter().enumerate() {
                // n/a changes the denominator: against it only the category's own extremes can be compared.
                if *state == 4 { continue; }
                let (pass, fail) = (card(&shape, &answers.with(c, k, 0)), card(&shape, &answers.with(c, k, 2)));
                prop_assert!(pass.points.score() >= before.points.score() && pass.verdict >= before.verdict);
                prop_assert!(fail.points.score() <= before.points.score() && fail.verdict <= before.verdict);
                let unknown = card(&shape, &answers.with(c, k, 3));
                prop_assert!(width(&before.points) <= width(&unknown.points), "an answer never widens the interval");
                prop_assert!(unknown.points.earned >= fail.points.earned);
                if answers.declared[c].is_none() {
                    prop_assert!(unknown.points.score() <= fail.points.score() || *state != 2, "leaving a fail out never pays");
                }
            }
        }
    }

    #[test]
    fn weights_scaled_by_a_constant_change_nothing((shape, answers) in case(), factor in 2u32..7) {
        let (one, many) = (scored(&shape.rubric(1), &answers), scored(&shape.rubric(factor), &answers));
        prop_assert_eq!((&one.points, one.verdict), (&many.points, many.verdict));
    }

    #[test]
    fn findings_change_the_verdict_and_no_point((shape, answers) in case()) {
        let with = |finding| card(&shape, &Answers { finding, ..answers.clone() });
        let (none, high, critical) = (with(None), with(Some("high")), with(Some("critical")));
        prop_assert_eq!((&none.points, &high.points), (&critical.points, &critical.points));
        prop_assert!(high.verdict <= none.verdict && high.verdict <= Verdict::Conditional);
        prop_assert_eq!(critical.verdict, Verdict::NotReady);
    }
}
