//! What a rubric that is put together must hold: ids and names are unique, references exist, thresholds are in
//! order, and there is something to weigh. Mistakes are at the entry of the file itself, else at its `extends`.

use std::collections::{BTreeMap, BTreeSet};

use super::Rubric;
use super::draft::RubricDraft;
use crate::diag::{Diagnostic, Span};
use crate::model::Fact;
use crate::source::Sink;

/// Checks one rubric.
pub(super) fn rubric(rubric: &Rubric, draft: &RubricDraft, sink: &Sink) {
    unique("level", draft.levels.iter().map(|level| &level.id), sink);
    unique("category", draft.categories.iter().map(|category| &category.id), sink);
    unique("gate of check", draft.gates.iter().map(|gate| &gate.check), sink);
    unique_checks(draft, sink);
    names(rubric, draft, sink);
    thresholds(rubric, draft, sink);
    references(rubric, draft, sink);
    levels(rubric, draft, sink);
    weights(rubric, draft, sink);
}

/// Where the file itself has an entry; else where it names what it extends.
fn place<'a>(id: &str, mut own: impl Iterator<Item = &'a Fact<String>>, draft: &RubricDraft) -> Span {
    let extends = || draft.extends.as_ref().map(|extends| extends.span);
    own.find(|own| own.value == id).map(|own| own.span).or_else(extends).unwrap_or_default()
}

fn category_place(id: &str, draft: &RubricDraft) -> Span {
    place(id, draft.categories.iter().map(|category| &category.id), draft)
}

fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a Fact<String>>, sink: &Sink) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id.value.as_str()) {
            sink.push(
                sink.error("duplicate-id", id.span, format!("a second {what} `{}`", id.value))
                    .why("answers refer to it by this name")
                    .help("rename or remove one of the two"),
            );
        }
    }
}

/// A check stands in one category only: its weight is a share of one.
fn unique_checks(draft: &RubricDraft, sink: &Sink) {
    let mut seen: BTreeMap<&str, &super::draft::CheckDraft> = BTreeMap::new();
    for check in &draft.checks {
        let Some(first) = seen.get(check.id.value.as_str()) else {
            seen.insert(&check.id.value, check);
            continue;
        };
        let category = |check: &super::draft::CheckDraft| {
            check.category.as_ref().map(|category| category.value.clone()).unwrap_or_default()
        };
        let (one, two) = (category(first), category(check));
        let message = if one == two {
            format!("a second check `{}`", check.id.value)
        } else {
            format!("check `{}` stands in two categories: `{one}` and `{two}`", check.id.value)
        };
        sink.push(
            sink.error("duplicate-id", check.id.span, message)
                .why("answers refer to a check by its id, and its points are counted once")
                .help("rename or remove one of the two")
                .label(&draft.path, first.id.span, "the first one"),
        );
    }
}

/// Id, title and aliases are one name space over all categories: a report that uses a name means one of them.
fn names(rubric: &Rubric, draft: &RubricDraft, sink: &Sink) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for category in &rubric.categories {
        let own = [category.id.clone(), category.title.to_lowercase()];
        for name in own.into_iter().chain(category.aliases.iter().cloned()) {
            match known.insert(name.clone(), &category.id) {
                Some(other) if other != category.id => sink.push(
                    sink.error(
                        "duplicate-id",
                        category_place(&category.id, draft),
                        format!("`{name}` is a name of two categories: `{other}` and `{}`", category.id),
                    )
                    .why("a report that uses the name could mean either")
                    .help("remove the title or the alias from one of them"),
                ),
                _ => {}
            }
        }
    }
}

fn thresholds(rubric: &Rubric, draft: &RubricDraft, sink: &Sink) {
    let limits = &rubric.thresholds;
    if limits.conditional_from > limits.ready_from {
        let own = draft.thresholds.conditional_from.as_ref().or(draft.thresholds.ready_from.as_ref());
        let message = format!(
            "`conditional-from` ({}) is above `ready-from` ({})",
            limits.conditional_from.plain(),
            limits.ready_from.plain()
        );
        sink.push(
            sink.error("out-of-range", own.map(|own| own.span).unwrap_or_default(), message)
                .why("what is ready would not even be conditional")
                .help("let `conditional-from` be at most `ready-from`"),
        );
    }
}

fn references(rubric: &Rubric, draft: &RubricDraft, sink: &Sink) {
    let categories: Vec<&str> = rubric.categories.iter().map(|category| category.id.as_str()).collect();
    let levels: Vec<&str> = rubric.levels.iter().map(|level| level.id.as_str()).collect();
    let checks: Vec<&str> = rubric.checks.iter().map(|check| check.id.as_str()).collect();
    let unknown = |who: &str, kind: &str, name: &str, span: Span, known: &[&str]| {
        let message = format!("{who} names {kind} `{name}`, which this rubric does not have");
        sink.push(sink.error("unknown-reference", span, message).one_of(name, known));
    };
    for check in &rubric.checks {
        let who = format!("check `{}`", check.id);
        let own = draft.checks.iter().find(|own| own.id.value == check.id);
        let span = place(&check.id, draft.checks.iter().map(|own| &own.id), draft);
        let at = |fact: Option<&Fact<String>>| fact.map_or(span, |fact| fact.span);
        if check.category.is_empty() {
            sink.push(
                sink.error("missing-field", span, format!("{who} needs `category`"))
                    .help("add `category = \"…\"` to it"),
            );
        } else if !categories.contains(&check.category.as_str()) {
            let at = at(own.and_then(|own| own.category.as_ref()));
            unknown(&who, "category", &check.category, at, &categories);
        }
        if let Some(level) = check.level.as_deref().filter(|level| !levels.contains(level)) {
            unknown(&who, "level", level, at(own.and_then(|own| own.level.as_ref())), &levels);
        }
    }
    for gate in rubric.gates.iter().filter(|gate| !checks.contains(&gate.check.as_str())) {
        let at = place(&gate.check, draft.gates.iter().map(|own| &own.check), draft);
        unknown("a gate", "check", &gate.check, at, &checks);
    }
}

/// A step of the ladder that asks for nothing is a hole: who stands on it cannot be told from who stands below.
fn levels(rubric: &Rubric, draft: &RubricDraft, sink: &Sink) {
    for level in &rubric.levels {
        if !rubric.checks.iter().any(|check| check.level.as_ref() == Some(&level.id)) {
            let at = place(&level.id, draft.levels.iter().map(|own| &own.id), draft);
            sink.push(
                sink.error("empty-level", at, format!("no check asks for level `{}`", level.id))
                    .why("a level that asks for nothing cannot be told from the one below it")
                    .help(format!("give a check `level = \"{}\"`, or remove the level", level.id)),
            );
        }
    }
}

fn weights(rubric: &Rubric, draft: &RubricDraft, sink: &Sink) {
    if rubric.categories.iter().all(|category| category.weight.is_zero()) {
        let message = "no category of this rubric has a weight above 0";
        sink.push(
            sink.error("weightless-rubric", Span::new(0, 0), message)
                .why("a score is a weighted sum; without weights there is none")
                .help("add a [[category]] with `weight = 1`"),
        );
    }
    for category in &rubric.categories {
        let mut own = rubric.checks.iter().filter(|check| check.category == category.id).peekable();
        if own.peek().is_some() && own.all(|check| check.weight.is_zero()) {
            let message = format!("all checks of category `{}` have weight 0", category.id);
            sink.push(
                sink.error("weightless-rubric", category_place(&category.id, draft), message)
                    .why("then no answer could ever earn a point in it")
                    .help("give at least one of its checks a weight above 0"),
            );
        }
    }
}

/// A later version says from which day it holds, so that it never changes the score of an older assessment.
pub(super) fn versions(drafts: &BTreeMap<(String, u32), RubricDraft>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let pairs = drafts.values().zip(drafts.values().skip(1)).filter(|(a, b)| a.id == b.id);
    for (before, draft) in pairs {
        let (id, older, version) = (&draft.id, before.version, draft.version);
        match (&before.from, &draft.from) {
            (_, None) => {
                let message = format!("`{id}` version {version} does not say from when it holds");
                found.push(
                    Diagnostic::setup("missing-field", &draft.path, message)
                        .at(Span::new(0, 0))
                        .why(format!("assessments that were scored under version {older} would all change"))
                        .help("add `from = 2026-03-01`: assessments from that day on are scored under it"),
                );
            }
            (Some(older_from), Some(from)) if from.value <= older_from.value => {
                let message = format!(
                    "`{id}` version {version} holds from {}, version {older} from {}",
                    from.value, older_from.value
                );
                found.push(
                    Diagnostic::setup("out-of-range", &draft.path, message)
                        .at(from.span)
                        .help("let a later version hold from a later day"),
                );
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{parse_rubric, read_rubric, resolve_rubrics};
    use crate::book::EMBEDDED_RUBRIC;

    fn complaints(text: &str) -> Vec<String> {
        let (rubric, found) = parse_rubric(&"rubrics/r@1.toml".into(), text);
        assert_eq!(rubric.is_none(), !found.is_empty());
        found.iter().map(|d| format!("{}: {}", d.rule, d.message)).collect()
    }

    const BASE: &str = "id = \"r\"\n[[level]]\nid = \"bronze\"\n[[category]]\nid = \"a\"\nfloor = 10\n[[check]]\nid = \"c\"\n\
                        category = \"a\"\nlevel = \"bronze\"\nwhy = \"old\"\nweight = 2\n";

    /// The complaints about several files, and the rubrics that are left.
    fn resolved(files: &[(&str, &str)]) -> (Vec<super::Rubric>, Vec<String>) {
        let drafts = files.iter().map(|(path, text)| {
            let (draft, found) = read_rubric(&(*path).into(), text);
            assert_eq!(found, [], "{path}");
            draft.unwrap()
        });
        let (rubrics, found) = resolve_rubrics(drafts.collect());
        let found = found.iter().map(|d| format!("{}: {}: {}", d.path, d.rule, d.message)).collect();
        (rubrics.into_iter().map(std::sync::Arc::unwrap_or_clone).collect(), found)
    }

    #[test]
    fn the_embedded_rubric_is_valid_and_rich() {
        let (path, text) = EMBEDDED_RUBRIC;
        let (rubric, found) = parse_rubric(&path.into(), text);
        assert_eq!(found, []);
        let rubric = rubric.unwrap();
        assert_eq!(rubric.categories.len(), 11);
        assert!(rubric.checks.len() >= 38, "{}", rubric.checks.len());
        for check in &rubric.checks {
            assert!(!check.why.is_empty() && !check.how.is_empty(), "{}", check.id);
            assert!(check.evidence.accepts.is_some(), "{} says what counts as evidence", check.id);
            assert!(check.level.is_some(), "{} belongs to a level", check.id);
        }
        assert_eq!(
            rubric.category_of_heading("9. Security Hardening").map(|c| c.id.as_str()),
            Some("security")
        );
        assert_eq!(rubric.category_of_heading("Notes on nothing").map(|c| c.id.as_str()), None);
    }

    #[test]
    fn mistakes_of_a_rubric_are_all_named() {
        assert_eq!(
            complaints("id = \"r\"\n"),
            ["weightless-rubric: no category of this rubric has a weight above 0"]
        );
        assert_eq!(
            complaints(
                "id = \"q\"\n[[category]]\nid = \"a\"\nweight = -1\nfloor = 101\n[[check]]\nid = \"c\"\nweight = nan\n\
                 [scale]\ngood = 140\nFine = 1\nfine = 2\n[verdict]\nmax-not-applicable = 25\nready-from = -3\n[[gate]]\ncheck = \"c\"\ncaps = \"ready\"\n"
            ),
            [
                "wrong-type: `ready-from` has to be a number from 0, not `-3`",
                "out-of-range: `max-not-applicable` has to be a number from 0 to 1, not 25",
                "wrong-type: `weight` has to be a number from 0, not `-1`",
                "out-of-range: `floor` has to be a number from 0 to 100, not 101",
                "wrong-type: `weight` has to be a number from 0, not `nan`",
                "unknown-value: `ready` is no caps",
                "wrong-type: `good` has to stand for a number from 0 to 100",
                "duplicate-id: a second number for `fine`",
                "rubric-file-name: this file holds `q` version 1",
            ]
        );
        assert_eq!(
            complaints(
                "id = \"r\"\n[verdict]\nready-from = 50\n[[level]]\nid = \"bronze\"\n[[category]]\nid = \"a\"\naliases = [\"B\"]\n[[category]]\nid = \"a\"\n\
                 [[category]]\nid = \"b\"\n[[check]]\nid = \"c\"\ncategory = \"x\"\nlevel = \"gold\"\n[[check]]\nid = \"c\"\ncategory = \"b\"\n\
                 [[check]]\nid = \"d\"\n[[gate]]\ncheck = \"e\"\n[[check]]\nid = \"z\"\ncategory = \"a\"\nweight = 0\n"
            ),
            [
                "duplicate-id: a second category `a`",
                "duplicate-id: check `c` stands in two categories: `x` and `b`",
                "duplicate-id: `b` is a name of two categories: `a` and `b`",
                "out-of-range: `conditional-from` (60) is above `ready-from` (50)",
                "unknown-reference: check `c` names level `gold`, which this rubric does not have",
                "missing-field: check `d` needs `category`",
                "unknown-reference: a gate names check `e`, which this rubric does not have",
                "empty-level: no check asks for level `bronze`",
                "weightless-rubric: all checks of category `a` have weight 0",
            ]
        );
    }

    #[test]
    fn what_extends_another_says_only_what_differs() {
        let child = "id = \"s\"\nextends = \"r@1\"\ntitle = \"S\"\n[[check]]\nid = \"c\"\nweight = 5\n[[check]]\nid = \"d\"\n\
                     category = \"a\"\n[verdict]\nready-from = 90\n[[gate]]\ncheck = \"d\"\n[scale]\nok = 70\n";
        let (rubrics, found) = resolved(&[("rubrics/s@1.toml", child), ("rubrics/r@1.toml", BASE)]);
        assert_eq!(found, Vec::<String>::new());
        let [base, child] = &rubrics[..] else { panic!("{rubrics:?}") };
        assert_eq!((child.checks.len(), child.checks[0].weight.plain().as_str()), (2, "5"));
        assert_eq!((child.checks[0].why.as_str(), child.extends.as_deref()), ("old", Some("r@1")));
        assert_eq!(child.thresholds.ready_from.plain(), "90");
        assert_eq!(child.categories, base.categories);
        let (again, _) =
            resolved(&[("rubrics/s@1.toml", "id = \"s\"\nextends = \"r@1\"\n"), ("rubrics/r@1.toml", BASE)]);
        assert!(again[1].hash != child.hash && again[1].hash != base.hash, "the hash is of both");
        let (windows, _) = resolved(&[("rubrics/r@1.toml", &BASE.replace('\n', "\r\n"))]);
        assert_eq!(windows[0].hash, base.hash, "line ends are no change");
    }

    #[test]
    fn what_is_dropped_goes_with_all_that_hangs_on_it() {
        let base = format!(
            "{BASE}[[category]]\nid = \"b\"\n[[check]]\nid = \"k\"\ncategory = \"b\"\n[[gate]]\ncheck = \"k\"\n"
        );
        let child = "id = \"s\"\nextends = \"r@1\"\n[drop]\ncategories = [\"b\"]\nlevels = [\"bronze\"]\n";
        let (rubrics, found) = resolved(&[("rubrics/s@1.toml", child), ("rubrics/r@1.toml", &base)]);
        assert_eq!(found, Vec::<String>::new());
        let child = &rubrics[1];
        assert_eq!(
            (child.categories.len(), child.checks.len(), child.gates.len(), child.levels.len()),
            (1, 1, 0, 0)
        );
        let wrong = "id = \"s\"\nextends = \"r@1\"\n[drop]\nchecks = [\"kk\"]\n";
        let (_, found) = resolved(&[("rubrics/s@1.toml", wrong), ("rubrics/r@1.toml", &base)]);
        assert_eq!(
            found,
            [
                "rubrics/s@1.toml: unknown-reference: [drop] names check `kk`, which the extended rubric does not have"
            ]
        );
    }

    #[test]
    fn what_is_extended_exists_in_a_version_and_in_no_circle() {
        let file = |id: &str, extends: &str| format!("id = \"{id}\"\nextends = \"{extends}\"\n");
        let (a, b) = (file("a", "b@1"), file("b", "a@1"));
        let (rubrics, found) = resolved(&[("rubrics/a@1.toml", &a), ("rubrics/b@1.toml", &b)]);
        assert_eq!(
            (rubrics.len(), found),
            (0, vec!["rubrics/b@1.toml: extends-cycle: rubrics extend each other in a circle: a@1 extends b@1 extends a@1".to_owned()])
        );
        let (_, found) = resolved(&[("rubrics/a@1.toml", &file("a", "r")), ("rubrics/r@1.toml", BASE)]);
        assert_eq!(found, ["rubrics/a@1.toml: unknown-reference: `extends` has to name a version of `r`"]);
        let (_, found) = resolved(&[("rubrics/a@1.toml", &file("a", "q@1"))]);
        assert_eq!(found, ["rubrics/a@1.toml: unknown-reference: this book has no rubric `q@1` to extend"]);
    }

    #[test]
    fn a_later_version_says_from_when_it_holds() {
        let second = BASE.replacen("id = \"r\"", "id = \"r\"\nversion = 2", 1);
        let (_, found) = resolved(&[("rubrics/r@1.toml", BASE), ("rubrics/r@2.toml", &second)]);
        assert_eq!(found, ["rubrics/r@2.toml: missing-field: `r` version 2 does not say from when it holds"]);
        let from =
            |text: &str, day: &str| text.replacen("id = \"r\"", &format!("id = \"r\"\nfrom = {day}"), 1);
        let files = [
            ("rubrics/r@1.toml", from(BASE, "2026-02-01")),
            ("rubrics/r@2.toml", from(&second, "2026-01-01")),
        ];
        let (_, found) = resolved(&files.each_ref().map(|(path, text)| (*path, text.as_str())));
        assert_eq!(
            found,
            [
                "rubrics/r@2.toml: out-of-range: `r` version 2 holds from 2026-01-01, version 1 from 2026-02-01"
            ]
        );
    }
}
