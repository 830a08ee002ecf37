//! What one rubric file says, such as `rubrics/production@1.toml`: typed, with spans, before it is put together
//! with the rubric that it extends.

use std::sync::Arc;

use super::super::toml_tree;
use crate::diag::{Diagnostic, Span};
use crate::model::{Date, Exact, Fact, Verdict, valid_project};
use crate::source::{Fields, Sink, Value};

/// A rubric file. What a file that extends another leaves out is the other's.
#[derive(Clone, Debug)]
pub struct RubricDraft {
    pub(super) path: Arc<str>,
    /// Its text with `\n` line ends: what its hash is of.
    pub(super) text: String,
    pub(super) id: String,
    pub(super) version: u32,
    pub(super) from: Option<Fact<Date>>,
    pub(super) extends: Option<Fact<String>>,
    pub(super) title: Option<String>,
    pub(super) thresholds: ThresholdsDraft,
    pub(super) drop: DropDraft,
    pub(super) levels: Vec<LevelDraft>,
    pub(super) categories: Vec<CategoryDraft>,
    pub(super) checks: Vec<CheckDraft>,
    pub(super) gates: Vec<GateDraft>,
    pub(super) scale: Vec<(Fact<String>, Exact)>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct ThresholdsDraft {
    pub ready_from: Option<Fact<Exact>>,
    pub conditional_from: Option<Fact<Exact>>,
    pub earned_from: Option<Fact<Exact>>,
    pub max_not_applicable: Option<Fact<Exact>>,
}

/// Ids of what is not taken over from the rubric that is extended.
#[derive(Clone, Debug, Default)]
pub(super) struct DropDraft {
    pub levels: Vec<Fact<String>>,
    pub categories: Vec<Fact<String>>,
    pub checks: Vec<Fact<String>>,
    pub gates: Vec<Fact<String>>,
}

#[derive(Clone, Debug)]
pub(super) struct LevelDraft {
    pub id: Fact<String>,
    pub title: Option<String>,
    pub description: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) struct CategoryDraft {
    pub id: Fact<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub aliases: Option<Vec<String>>,
    pub weight: Option<Exact>,
    pub floor: Option<Exact>,
}

#[derive(Clone, Debug)]
pub(super) struct CheckDraft {
    pub id: Fact<String>,
    pub title: Option<String>,
    pub category: Option<Fact<String>>,
    pub weight: Option<Exact>,
    pub level: Option<Fact<String>>,
    pub why: Option<String>,
    pub how: Option<String>,
    pub evidence: EvidenceDraft,
    pub applies: AppliesDraft,
}

/// What of `evidence` is said.
#[derive(Clone, Debug, Default)]
pub(super) struct EvidenceDraft {
    pub required: Option<bool>,
    pub fresh_days: Option<u32>,
    pub accepts: Option<String>,
}

/// What of `applies` is said; an empty list is a condition taken away.
#[derive(Clone, Debug, Default)]
pub(super) struct AppliesDraft {
    pub tier: Option<Vec<String>>,
    pub tags: Option<Vec<String>>,
}

#[derive(Clone, Debug)]
pub(super) struct GateDraft {
    pub check: Fact<String>,
    pub caps: Verdict,
}

impl RubricDraft {
    /// Its name with its version, such as `production@1`.
    pub fn reference(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }
}

/// Reads a rubric file. `None` where it has mistakes; the diagnostics name all of them.
pub fn read_rubric(path: &Arc<str>, text: &str) -> (Option<RubricDraft>, Vec<Diagnostic>) {
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
    let draft = RubricDraft {
        path: Arc::clone(path),
        text: text.replace("\r\n", "\n"),
        id: id.map(|id| id.value).unwrap_or_default(),
        version: version.map_or(1, |version| version.value),
        from: fields.date("from"),
        extends: fields.text("extends"),
        title: plain(fields.text("title")),
        thresholds: thresholds(&mut fields, &sink),
        drop: drop(&mut fields),
        levels: levels(&mut fields, &sink),
        categories: categories(&mut fields, &sink),
        checks: checks(&mut fields, &sink),
        gates: gates(&mut fields, &sink),
        scale: scale(&mut fields, &sink),
    };
    fields.finish();
    file_name(&draft, &sink);
    let diagnostics = sink.into_diagnostics();
    (diagnostics.is_empty().then_some(draft), diagnostics)
}

fn plain(fact: Option<Fact<String>>) -> Option<String> {
    fact.map(|fact| fact.value)
}

/// The file's name says id and version, so that every published version can be kept beside the others.
fn file_name(draft: &RubricDraft, sink: &Sink) {
    let wanted = format!("{}.toml", draft.reference());
    if draft.path.rsplit('/').next() != Some(wanted.as_str()) {
        let message = format!("this file holds `{}` version {}", draft.id, draft.version);
        sink.push(
            Diagnostic::setup("rubric-file-name", &draft.path, message)
                .help(format!("name it {wanted}, or correct `id` and `version` in it")),
        );
    }
}

/// A number from 0 to `most`.
fn within(fields: &mut Fields<'_>, key: &'static str, most: i64, sink: &Sink) -> Option<Fact<Exact>> {
    let number = fields.number(key)?;
    if number.value > Exact::from(most) {
        let message = format!("`{key}` has to be a number from 0 to {most}, not {}", number.value.plain());
        let help = if most == 1 {
            "it is a share: write a quarter as 0.25"
        } else {
            "there are no more than 100 points"
        };
        sink.push(sink.error("out-of-range", number.span, message).help(help));
        return None;
    }
    Some(number)
}

fn thresholds(fields: &mut Fields<'_>, sink: &Sink) -> ThresholdsDraft {
    let Some(mut verdict) = fields.map("verdict", "[verdict]") else {
        return ThresholdsDraft::default();
    };
    let all = ThresholdsDraft {
        ready_from: within(&mut verdict, "ready-from", 100, sink),
        conditional_from: within(&mut verdict, "conditional-from", 100, sink),
        earned_from: within(&mut verdict, "earned-from", 100, sink),
        max_not_applicable: within(&mut verdict, "max-not-applicable", 1, sink),
    };
    verdict.finish();
    all
}

fn drop(fields: &mut Fields<'_>) -> DropDraft {
    let Some(mut drop) = fields.map("drop", "[drop]") else {
        return DropDraft::default();
    };
    let all = DropDraft {
        levels: drop.texts("levels"),
        categories: drop.texts("categories"),
        checks: drop.texts("checks"),
        gates: drop.texts("gates"),
    };
    drop.finish();
    all
}

/// Reads the items of `[[key]]`, each a mapping with an id.
fn entries<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    what: &str,
    sink: &Sink,
    read: impl Fn(&mut Fields<'_>, Fact<String>) -> T,
) -> Vec<T> {
    let mut all = Vec::new();
    for node in fields.list(key) {
        let Some(mut entry) = Fields::new(node, what, sink) else { continue };
        let id = id(&mut entry, sink);
        // Without an id, too, all keys have to be asked for: one that was not is unknown.
        let nameless = Fact::new(String::new(), entry.span());
        let is_named = id.is_some();
        let item = read(&mut entry, id.unwrap_or(nameless));
        entry.finish();
        all.extend(Some(item).filter(|_| is_named));
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

fn levels(fields: &mut Fields<'_>, sink: &Sink) -> Vec<LevelDraft> {
    entries(fields, "level", "a level", sink, |entry, id| LevelDraft {
        id,
        title: plain(entry.text("title")),
        description: plain(entry.text("description")),
    })
}

fn weight(entry: &mut Fields<'_>) -> Option<Exact> {
    entry.number("weight").map(|weight| weight.value)
}

fn categories(fields: &mut Fields<'_>, sink: &Sink) -> Vec<CategoryDraft> {
    entries(fields, "category", "a category", sink, |entry, id| {
        let aliases = entry.texts("aliases");
        CategoryDraft {
            id,
            title: plain(entry.text("title")),
            description: plain(entry.text("description")),
            aliases: (!aliases.is_empty())
                .then(|| aliases.into_iter().map(|alias| alias.value.to_lowercase()).collect()),
            weight: weight(entry),
            floor: within(entry, "floor", 100, sink).map(|floor| floor.value),
        }
    })
}

fn checks(fields: &mut Fields<'_>, sink: &Sink) -> Vec<CheckDraft> {
    entries(fields, "check", "a check", sink, |entry, id| CheckDraft {
        id,
        title: plain(entry.text("title")),
        category: entry.text("category"),
        weight: weight(entry),
        level: entry.text("level"),
        why: plain(entry.text("why")),
        how: plain(entry.text("how")),
        evidence: evidence(entry),
        applies: applies(entry),
    })
}

fn evidence(entry: &mut Fields<'_>) -> EvidenceDraft {
    let Some(mut evidence) = entry.map("evidence", "`evidence`") else {
        return EvidenceDraft::default();
    };
    let said = evidence.has("required");
    let required = evidence.boolean("required", false);
    let need = EvidenceDraft {
        required: said.then_some(required),
        fresh_days: evidence.whole("fresh-days").map(|days| days.value),
        accepts: plain(evidence.text("accepts")),
    };
    evidence.finish();
    need
}

fn applies(entry: &mut Fields<'_>) -> AppliesDraft {
    let Some(mut applies) = entry.map("applies", "`applies`") else {
        return AppliesDraft::default();
    };
    let mut condition = |key| {
        let said = applies.has(key);
        let texts = applies.texts(key).into_iter().map(|fact| fact.value).collect();
        said.then_some(texts)
    };
    let all = AppliesDraft { tier: condition("tier"), tags: condition("tags") };
    applies.finish();
    all
}

/// Verdicts that a gate can leave: `ready` would cap nothing.
const CAPS: [(&str, Verdict); 3] = [
    ("conditional", Verdict::Conditional),
    ("incomplete", Verdict::Incomplete),
    ("not-ready", Verdict::NotReady),
];

fn gates(fields: &mut Fields<'_>, sink: &Sink) -> Vec<GateDraft> {
    let mut all = Vec::new();
    for node in fields.list("gate") {
        let Some(mut entry) = Fields::new(node, "a gate", sink) else { continue };
        let check = entry.required_text("check");
        let caps = entry.choice("caps", &CAPS).map_or(Verdict::Conditional, |caps| caps.value);
        entry.finish();
        all.extend(check.map(|check| GateDraft { check, caps }));
    }
    all
}

fn scale(fields: &mut Fields<'_>, sink: &Sink) -> Vec<(Fact<String>, Exact)> {
    let Some(mut scale) = fields.map("scale", "[scale]") else {
        return Vec::new();
    };
    let mut all: Vec<(Fact<String>, Exact)> = Vec::new();
    for (word, node) in scale.rest() {
        let number = match &node.value {
            Value::Scalar(text) => text.parse::<Exact>().ok(),
            _ => None,
        };
        let word = word.map(|word| word.to_lowercase());
        let Some(number) = number.filter(|n| !n.is_negative() && *n <= Exact::hundred()) else {
            let message = format!("`{}` has to stand for a number from 0 to 100", word.value);
            sink.push(sink.error("wrong-type", node.span, message).help("write it in digits, such as 85"));
            continue;
        };
        if all.iter().any(|(other, _)| other.value == word.value) {
            sink.push(second_word(sink, &word.value, word.span));
        }
        all.push((word, number));
    }
    all
}

fn second_word(sink: &Sink, word: &str, span: Span) -> Diagnostic {
    sink.error("duplicate-id", span, format!("a second number for `{word}`"))
        .why("words are compared whatever their case")
        .help("remove one of the two")
}
