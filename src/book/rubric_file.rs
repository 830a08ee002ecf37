//! A rubric's file, such as `rubrics/production@1.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::rubric::{Applies, Category, Check, EvidenceNeed, Level, Rubric, Thresholds};
use super::toml_tree;
use crate::diag::{Diagnostic, Span};
use crate::model::{Exact, Fact, valid_project};
use crate::source::{Fields, Sink, Value};
use crate::text::one_of;

/// Reads a rubric. `hash` is the SHA-256 of its bytes in hexadecimal. `None` where it has mistakes; the
/// diagnostics name all of them.
pub fn parse_rubric(path: &Arc<str>, text: &str, hash: String) -> (Option<Rubric>, Vec<Diagnostic>) {
    let sink = Sink::setup(path);
    let node = match toml_tree::parse(path, text) {
        Ok(node) => node,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let Some(mut fields) = Fields::new(node, "a rubric", &sink) else {
        return (None, sink.into_diagnostics());
    };
    let id = fields.required_text("id");
    let version = fields.whole("version");
    let title = fields.text("title");
    let thresholds = thresholds(&mut fields);
    let levels = levels(&mut fields, &sink);
    let categories = categories(&mut fields, &sink);
    let checks = checks(&mut fields, &sink);
    let scale = scale(&mut fields, &sink);
    fields.finish();
    let id = id.map(|id| id.value).unwrap_or_default();
    let version = version.map_or(1, |version| version.value);
    file_name(path, &id, version, &sink);
    references(&levels, &categories, &checks, &sink);
    let rubric = Rubric {
        title: title.map_or_else(|| id.clone(), |title| title.value),
        id,
        version,
        hash,
        path: Arc::clone(path),
        thresholds,
        levels: values(levels),
        categories: values(categories),
        checks: checks.into_iter().map(|(check, _)| check.value).collect(),
        scale,
    };
    let diagnostics = sink.into_diagnostics();
    (diagnostics.is_empty().then_some(rubric), diagnostics)
}

fn values<T>(facts: Vec<Fact<T>>) -> Vec<T> {
    facts.into_iter().map(|fact| fact.value).collect()
}

/// The file's name says id and version, so that every published version can be kept beside the others.
fn file_name(path: &Arc<str>, id: &str, version: u32, sink: &Sink) {
    let wanted = format!("{id}@{version}.toml");
    if path.rsplit('/').next() != Some(wanted.as_str()) {
        sink.push(
            Diagnostic::setup("rubric-file-name", path, format!("this file holds `{id}` version {version}"))
                .help(format!("name it {wanted}, or correct `id` and `version` in it")),
        );
    }
}

fn thresholds(fields: &mut Fields<'_>) -> Thresholds {
    let mut all = Thresholds::default();
    if let Some(mut verdict) = fields.map("verdict", "[verdict]") {
        let mut read = |key, target: &mut Exact| {
            if let Some(number) = verdict.number(key) {
                *target = number.value;
            }
        };
        read("ready-from", &mut all.ready_from);
        read("conditional-from", &mut all.conditional_from);
        read("earned-from", &mut all.earned_from);
        read("max-not-applicable", &mut all.max_not_applicable);
        verdict.finish();
    }
    all
}

fn id(entry: &mut Fields<'_>, sink: &Sink) -> Option<Fact<String>> {
    let id = entry.required_text("id")?;
    if let Err(why) = valid_project(&id.value) {
        sink.push(
            sink.error("invalid-id", id.span, format!("`{}` is no id: {why}", id.value))
                .help("use small letters, digits and `-`, such as rate-limiting"),
        );
    }
    Some(id)
}

fn levels(fields: &mut Fields<'_>, sink: &Sink) -> Vec<Fact<Level>> {
    let mut all = Vec::new();
    for node in fields.list("level") {
        let Some(mut entry) = Fields::new(node, "a level", sink) else {
            continue;
        };
        if let Some(id) = id(&mut entry, sink) {
            let title = entry.text("title").map_or_else(|| id.value.clone(), |title| title.value);
            let description = entry.text("description").map(|fact| fact.value);
            all.push(Fact::new(Level { id: id.value, title, description }, id.span));
        }
        entry.finish();
    }
    all
}

fn weight(entry: &mut Fields<'_>) -> Exact {
    entry.number("weight").map_or_else(Exact::one, |weight| weight.value)
}

fn categories(fields: &mut Fields<'_>, sink: &Sink) -> Vec<Fact<Category>> {
    let mut all = Vec::new();
    for node in fields.list("category") {
        let Some(mut entry) = Fields::new(node, "a category", sink) else {
            continue;
        };
        if let Some(id) = id(&mut entry, sink) {
            let category = Category {
                title: entry.text("title").map_or_else(|| id.value.clone(), |title| title.value),
                description: entry.text("description").map(|fact| fact.value),
                aliases: entry.texts("aliases").into_iter().map(|alias| alias.value.to_lowercase()).collect(),
                weight: weight(&mut entry),
                floor: entry.number("floor").map(|floor| floor.value),
                id: id.value,
            };
            all.push(Fact::new(category, id.span));
        }
        entry.finish();
    }
    all
}

/// Where a check refers to its category and its level.
struct Refers {
    category: Option<Span>,
    level: Option<Span>,
}

fn checks(fields: &mut Fields<'_>, sink: &Sink) -> Vec<(Fact<Check>, Refers)> {
    let mut all = Vec::new();
    for node in fields.list("check") {
        let Some(mut entry) = Fields::new(node, "a check", sink) else {
            continue;
        };
        if let Some(id) = id(&mut entry, sink) {
            let category = entry.required_text("category");
            let level = entry.text("level");
            let refers = Refers {
                category: category.as_ref().map(|fact| fact.span),
                level: level.as_ref().map(|fact| fact.span),
            };
            let check = Check {
                title: entry.text("title").map_or_else(|| id.value.clone(), |title| title.value),
                category: category.map(|fact| fact.value).unwrap_or_default(),
                weight: weight(&mut entry),
                level: level.map(|fact| fact.value),
                why: entry.text("why").map(|fact| fact.value).unwrap_or_default(),
                how: entry.text("how").map(|fact| fact.value).unwrap_or_default(),
                evidence: evidence(&mut entry),
                applies: applies(&mut entry),
                id: id.value,
            };
            all.push((Fact::new(check, id.span), refers));
        }
        entry.finish();
    }
    all
}

fn evidence(entry: &mut Fields<'_>) -> EvidenceNeed {
    let Some(mut evidence) = entry.map("evidence", "`evidence`") else {
        return EvidenceNeed::default();
    };
    let need = EvidenceNeed {
        required: evidence.boolean("required", false),
        fresh_days: evidence.whole("fresh-days").map(|days| days.value),
        accepts: evidence.text("accepts").map(|fact| fact.value),
    };
    evidence.finish();
    need
}

fn applies(entry: &mut Fields<'_>) -> Applies {
    let Some(mut applies) = entry.map("applies", "`applies`") else {
        return Applies::default();
    };
    let texts = |facts: Vec<Fact<String>>| facts.into_iter().map(|fact| fact.value).collect();
    let all = Applies { tier: texts(applies.texts("tier")), tags: texts(applies.texts("tags")) };
    applies.finish();
    all
}

fn scale(fields: &mut Fields<'_>, sink: &Sink) -> BTreeMap<String, Exact> {
    let Some(mut scale) = fields.map("scale", "[scale]") else {
        return BTreeMap::new();
    };
    let mut all = BTreeMap::new();
    for (word, node) in scale.rest() {
        let number = match &node.value {
            Value::Scalar(text) => text.parse::<Exact>().ok(),
            _ => None,
        };
        match number.filter(|n| !n.is_negative() && *n <= Exact::hundred()) {
            Some(number) => {
                all.insert(word.value.to_lowercase(), number);
            }
            None => sink.push(
                sink.error(
                    "wrong-type",
                    node.span,
                    format!("`{}` has to stand for a number from 0 to 100", word.value),
                )
                .help("write it in digits, such as 85"),
            ),
        }
    }
    all
}

/// Ids are unique, references exist, and there is something to weigh.
fn references(
    levels: &[Fact<Level>],
    categories: &[Fact<Category>],
    checks: &[(Fact<Check>, Refers)],
    sink: &Sink,
) {
    unique("level", levels.iter().map(|level| (level.value.id.as_str(), level.span)), sink);
    unique("category", categories.iter().map(|category| (category.value.id.as_str(), category.span)), sink);
    unique("check", checks.iter().map(|(check, _)| (check.value.id.as_str(), check.span)), sink);
    let names = categories.iter().flat_map(|category| {
        let aliases = category.value.aliases.iter().map(String::as_str).filter(|a| *a != category.value.id);
        aliases.map(|alias| (alias, category.span))
    });
    unique("alias of a category", names, sink);
    if categories.iter().all(|category| category.value.weight.is_zero()) {
        sink.push(
            sink.error(
                "weightless-rubric",
                Span::new(0, 0),
                "no category of this rubric has a weight above 0",
            )
            .why("a score is a weighted sum; without weights there is none")
            .help("add a [[category]] with `weight = 1`"),
        );
    }
    let category_ids: Vec<&str> = categories.iter().map(|category| category.value.id.as_str()).collect();
    let level_ids: Vec<&str> = levels.iter().map(|level| level.value.id.as_str()).collect();
    for (check, refers) in checks {
        let unknown = |what: &str, name: &str, span: Option<Span>, known: &[&str]| {
            let message =
                format!("check `{}` names {what} `{name}`, which this rubric does not have", check.value.id);
            sink.push(
                sink.error("unknown-reference", span.unwrap_or(check.span), message)
                    .help(one_of(name, known)),
            );
        };
        if refers.category.is_some() && !category_ids.contains(&check.value.category.as_str()) {
            unknown("category", &check.value.category, refers.category, &category_ids);
        }
        if let Some(level) = check.value.level.as_deref().filter(|level| !level_ids.contains(level)) {
            unknown("level", level, refers.level, &level_ids);
        }
    }
    for category in categories {
        let mut own = checks.iter().filter(|(check, _)| check.value.category == category.value.id).peekable();
        if own.peek().is_some() && own.all(|(check, _)| check.value.weight.is_zero()) {
            let message = format!("all checks of category `{}` have weight 0", category.value.id);
            sink.push(
                sink.error("weightless-rubric", category.span, message)
                    .why("then no answer could ever earn a point in it")
                    .help("give at least one of its checks a weight above 0"),
            );
        }
    }
}

fn unique<'a>(what: &str, ids: impl Iterator<Item = (&'a str, Span)>, sink: &Sink) {
    let mut seen = BTreeSet::new();
    for (id, span) in ids {
        if !seen.insert(id) {
            sink.push(
                sink.error("duplicate-id", span, format!("a second {what} `{id}`"))
                    .why("answers refer to it by this name")
                    .help("rename or remove one of the two"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::EMBEDDED_RUBRIC;

    fn complaints(text: &str) -> Vec<String> {
        let (rubric, found) = parse_rubric(&"rubrics/r@1.toml".into(), text, String::new());
        assert_eq!(rubric.is_none(), !found.is_empty());
        found.iter().map(|d| format!("{}: {}", d.rule, d.message)).collect()
    }

    #[test]
    fn the_embedded_rubric_is_valid_and_rich() {
        let (path, text) = EMBEDDED_RUBRIC;
        let (rubric, found) = parse_rubric(&path.into(), text, String::new());
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
                "id = \"q\"\n[[category]]\nid = \"a\"\nweight = -1\n[[category]]\nid = \"a\"\n[[check]]\nid = \"c\"\n\
                 category = \"b\"\nlevel = \"gold\"\nweight = nan\n[scale]\ngood = 140\n"
            ),
            [
                "wrong-type: `weight` has to be a number from 0, not `-1`",
                "wrong-type: `weight` has to be a number from 0, not `nan`",
                "wrong-type: `good` has to stand for a number from 0 to 100",
                "rubric-file-name: this file holds `q` version 1",
                "duplicate-id: a second category `a`",
                "unknown-reference: check `c` names category `b`, which this rubric does not have",
                "unknown-reference: check `c` names level `gold`, which this rubric does not have",
            ]
        );
    }
}
