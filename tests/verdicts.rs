//! Verdicts, levels and waivers on documents that a reader can follow.

use readybook::book::{Rubric, parse_rubric};
use readybook::model::{Date, Project, Verdict};
use readybook::score::{CapSource, Scorecard, Subject, score};
use readybook::source::{Limits, parse_assessment};

/// One category of four equal checks, two of them bronze and two silver; its floor is 50.
fn rubric() -> Rubric {
    let check =
        |id: &str, level: &str| format!("[[check]]\nid = \"{id}\"\ncategory = \"c\"\nlevel = \"{level}\"\n");
    let checks =
        [check("a", "bronze"), check("b", "bronze"), check("x", "silver"), check("y", "silver")].concat();
    let text = format!(
        "id = \"r\"\n[[level]]\nid = \"bronze\"\n[[level]]\nid = \"silver\"\n[[category]]\nid = \"c\"\nfloor = 50\n{checks}"
    );
    let (rubric, found) = parse_rubric(&"r@1.toml".into(), &text);
    rubric.unwrap_or_else(|| panic!("{found:?}"))
}

fn card(front_matter: &str) -> Scorecard {
    let text = format!("---\nformat: 1\ndate: 2026-01-21\n{front_matter}\n---\n# R\n");
    let parsed = parse_assessment(&Limits::default(), &"content/p/1.md".into(), "p", "1", &text, [0; 32]);
    let assessment = parsed.value.unwrap();
    let (details, project) = (&assessment.details.open(), Project::bare("p"));
    let as_of = Date::constant(2026, 1, 21);
    score(Subject { assessment: &assessment, details, project: &project, as_of }, &rubric())
}

fn verdict(front_matter: &str) -> Verdict {
    card(front_matter).verdict
}

const ALL: &str = "checks: { a: pass, b: pass, x: pass, y: pass }";
const CRITICAL: &str = "findings: [{ id: f, title: F, severity: critical, status: accepted }]";

#[test]
fn a_waiver_lifts_its_cap_only_while_it_is_complete_and_live() {
    let with = |waiver: &str| card(&format!("{ALL}\n{CRITICAL}\nwaivers: [{{ finding: f, {waiver} }}]"));
    let live = with("reason: r, approved-by: a, expires: 2026-01-21");
    assert_eq!((live.verdict, live.verdict_without_waivers), (Verdict::Ready, Verdict::NotReady));
    assert_eq!(live.points, card(ALL).points, "a waiver changes no point");
    for dead in [
        "reason: r, approved-by: a, expires: 2026-01-20",
        "approved-by: a, expires: 2026-06-30",
        "reason: r, expires: 2026-06-30",
        "reason: r, approved-by: a",
        "reason: ' ', approved-by: a, expires: 2026-06-30",
        "reason: r, approved-by: '', expires: 2026-06-30",
    ] {
        assert_eq!(with(dead).verdict, Verdict::NotReady, "{dead}");
    }
    assert_eq!(
        verdict(&format!("{ALL}\n{CRITICAL}")),
        Verdict::NotReady,
        "accepted without a waiver is open"
    );
}

#[test]
fn open_means_not_resolved() {
    for (status, expected) in [
        ("open", Verdict::Conditional),
        ("partial", Verdict::Conditional),
        ("accepted", Verdict::Conditional),
        ("resolved", Verdict::Ready),
    ] {
        let finding = format!("{ALL}\nfindings: [{{ id: f, title: F, severity: high, status: {status} }}]");
        assert_eq!(verdict(&finding), expected, "{status}");
    }
    assert_eq!(
        verdict(&format!("{ALL}\nfindings: [{{ id: f, title: F }}]")),
        Verdict::Ready,
        "unrated gates nothing"
    );
}

#[test]
fn the_verdict_follows_what_is_reached_and_what_can_still_be() {
    for (answers, expected) in [
        ("checks: { a: pass, b: pass, x: pass, y: partial }", Verdict::Ready),
        ("checks: { a: pass, b: pass, x: pass, y: fail }", Verdict::Conditional),
        ("checks: { a: pass, b: pass }", Verdict::Incomplete),
        ("checks: { a: pass, b: fail, x: fail }", Verdict::NotReady),
        // Everything claimed, nothing earned.
        ("categories: { c: 100 }", Verdict::Conditional),
    ] {
        assert_eq!(verdict(answers), expected, "{answers}");
    }
    let claimed = card("categories: { c: 100 }");
    assert_eq!(claimed.caps[0].reason.source(), CapSource::Threshold("earned-from"));
    assert_eq!(claimed.caps[0].reason.to_string(), "earned 0.0 of the 50 that ready needs");
}

#[test]
fn a_waived_check_stays_lost_but_caps_nothing() {
    let failed = "checks: { a: fail, b: fail, x: fail, y: pass }";
    assert_eq!(verdict(failed), Verdict::NotReady);
    let waivers = ["a", "b", "x"]
        .map(|id| format!("{{ check: {id}, reason: r, approved-by: a, expires: 2026-06-30 }}"));
    let waived = card(&format!("{failed}\nwaivers: [{}]", waivers.join(", ")));
    assert_eq!((waived.verdict, waived.verdict_without_waivers), (Verdict::Conditional, Verdict::NotReady));
    assert_eq!(waived.points.score().plain(), "25");
    assert_eq!(waived.waived.lost.plain(), "75");
}

#[test]
fn too_much_that_does_not_apply_is_no_way_to_be_ready() {
    let na = |id: &str| format!("{id}: {{ result: n/a, reason: r }}");
    let one = format!("checks: {{ a: pass, b: pass, x: pass, {} }}", na("y"));
    assert_eq!(verdict(&one), Verdict::Ready, "a quarter may be");
    let two = format!("checks: {{ a: pass, b: pass, {}, {} }}", na("x"), na("y"));
    assert_eq!(verdict(&two), Verdict::Conditional);
    let all = card(&format!("checks: {{ {}, {}, {}, {} }}", na("a"), na("b"), na("x"), na("y")));
    assert_eq!(all.verdict, Verdict::Incomplete, "nothing applies: nothing is known");
    assert_eq!((all.points.unanswered.plain(), all.caps.len()), ("100".to_owned(), 1));
}

#[test]
fn a_level_needs_its_checks_those_below_and_at_least_one_pass() {
    let level = |answers: &str| {
        let card = card(answers);
        let title = |title: Option<&str>| title.map(str::to_owned);
        let blocking: Vec<&str> = card.blocking().map(|check| check.id.as_str()).collect();
        (title(card.level.reached_title()), title(card.level.next_title()), blocking.join(" "))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(level(ALL), (some("silver"), None, String::new()));
    assert_eq!(
        level("checks: { a: pass, b: pass, x: pass }"),
        (some("bronze"), some("silver"), "y".to_owned())
    );
    assert_eq!(level("checks: { a: pass, x: pass, y: pass }"), (None, some("bronze"), "b".to_owned()));
    let na = "{ result: n/a, reason: r }";
    assert_eq!(level(&format!("checks: {{ a: {na}, b: {na}, x: pass, y: pass }}")).0, some("silver"));
    let none = level(&format!("checks: {{ a: {na}, b: {na}, x: {na}, y: {na} }}"));
    assert_eq!(none, (None, some("bronze"), String::new()), "n/a alone lifts nobody");
    assert_eq!(level(&format!("checks: {{ a: pass, b: {na} }}")).0, some("bronze"));
    let only_below = level(&format!("checks: {{ a: pass, b: pass, x: {na}, y: {na} }}"));
    assert_eq!(
        only_below,
        (some("bronze"), some("silver"), String::new()),
        "a level needs a pass of its own"
    );
}
