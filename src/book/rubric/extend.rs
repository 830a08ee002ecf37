//! Rubrics that extend each other, put together: what the file itself says stands over what it extends.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::draft::{
    AppliesDraft, CategoryDraft, CheckDraft, EvidenceDraft, LevelDraft, RubricDraft, read_rubric,
};
use super::{Applies, Category, Check, EvidenceNeed, Gate, Level, Rubric, Thresholds, valid};
use crate::diag::Diagnostic;
use crate::model::{Exact, Fact};
use crate::source::Sink;
use crate::text::{hex, one_of};

/// Reads one rubric that extends none. `None` where it has mistakes; the diagnostics name all of them.
pub fn parse_rubric(path: &Arc<str>, text: &str) -> (Option<Rubric>, Vec<Diagnostic>) {
    let (draft, mut found) = read_rubric(path, text);
    let (rubrics, diagnostics) = resolve_rubrics(draft.into_iter().collect());
    found.extend(diagnostics);
    (rubrics.into_iter().next().map(Arc::unwrap_or_clone), found)
}

/// Puts drafts together with what they extend, and checks them. The rubrics are ordered by id and version;
/// those with mistakes are left out, and so is what extends them.
pub fn resolve_rubrics(drafts: Vec<RubricDraft>) -> (Vec<Arc<Rubric>>, Vec<Diagnostic>) {
    let drafts: BTreeMap<(String, u32), RubricDraft> =
        drafts.into_iter().map(|draft| ((draft.id.clone(), draft.version), draft)).collect();
    let mut resolving =
        Resolving { drafts: &drafts, done: BTreeMap::new(), open: Vec::new(), found: Vec::new() };
    for draft in drafts.values() {
        resolving.rubric(draft);
    }
    let Resolving { done, mut found, .. } = resolving;
    found.extend(valid::versions(&drafts));
    // Keys are texts here, in which version 10 stands before 2.
    let in_order = drafts.values().filter_map(|draft| done.get(&draft.reference()).cloned().flatten());
    (in_order.collect(), found)
}

struct Resolving<'a> {
    drafts: &'a BTreeMap<(String, u32), RubricDraft>,
    /// By reference; `None` has mistakes.
    done: BTreeMap<String, Option<Arc<Rubric>>>,
    /// References that are being resolved: each extends the next.
    open: Vec<String>,
    found: Vec<Diagnostic>,
}

impl Resolving<'_> {
    fn rubric(&mut self, draft: &RubricDraft) -> Option<Arc<Rubric>> {
        let reference = draft.reference();
        if let Some(done) = self.done.get(&reference) {
            return done.clone();
        }
        self.open.push(reference.clone());
        let sink = Sink::setup(&draft.path);
        let base = match &draft.extends {
            None => Some(None),
            Some(extends) => self.extended(extends, &sink).map(Some),
        };
        let rubric = base.map(|base| {
            let rubric = put_together(base.as_deref(), draft, &sink);
            valid::rubric(&rubric, draft, &sink);
            Arc::new(rubric)
        });
        let diagnostics = sink.into_diagnostics();
        let rubric = rubric.filter(|_| diagnostics.is_empty());
        self.found.extend(diagnostics);
        self.open.pop();
        self.done.insert(reference, rubric.clone());
        rubric
    }

    /// The rubric that is extended; `None`, with a diagnostic here or at its own file, where there is none.
    fn extended(&mut self, extends: &Fact<String>, sink: &Sink) -> Option<Arc<Rubric>> {
        let error = |message: String| sink.error("unknown-reference", extends.span, message);
        if let Some(at) = self.open.iter().position(|open| *open == extends.value) {
            let circle = [&self.open[at..], std::slice::from_ref(&extends.value)].concat();
            let message = format!("rubrics extend each other in a circle: {}", circle.join(" extends "));
            sink.push(
                sink.error("extends-cycle", extends.span, message)
                    .why("none of them says what it begins with")
                    .help("remove `extends` from one of them"),
            );
            return None;
        }
        let found = self.drafts.values().find(|draft| draft.reference() == extends.value);
        if let Some(draft) = found {
            return self.rubric(draft);
        }
        let all: Vec<String> = self.drafts.values().map(RubricDraft::reference).collect();
        let names: Vec<&str> = all.iter().map(String::as_str).collect();
        sink.push(
            if let Some(version) = all.iter().rev().find(|r| r.split('@').next() == Some(&extends.value)) {
                error(format!("`extends` has to name a version of `{}`", extends.value))
                    .why("a new version of it would otherwise change this rubric unnoticed")
                    .help(format!("write extends = \"{version}\""))
            } else {
                error(format!("this book has no rubric `{}` to extend", extends.value))
                    .one_of(&extends.value, &names)
            },
        );
        None
    }
}

fn put_together(base: Option<&Rubric>, draft: &RubricDraft, sink: &Sink) -> Rubric {
    let mut rubric = base.cloned().unwrap_or_else(Rubric::empty);
    drop(&mut rubric, draft, base.is_some(), sink);
    rubric.hash = hash(base, draft);
    rubric.path = Arc::clone(&draft.path);
    rubric.extends = base.map(Rubric::reference);
    rubric.from = draft.from.as_ref().map(|from| from.value);
    rubric.title = draft.title.clone().unwrap_or_else(|| match base {
        Some(base) => base.title.clone(),
        None => draft.id.clone(),
    });
    (rubric.id, rubric.version) = (draft.id.clone(), draft.version);
    thresholds(&mut rubric.thresholds, draft);
    for level in &draft.levels {
        let same = |known: &Arc<Level>| known.id == level.id.value;
        lay(&mut rubric.levels, level, same, shared(over_level));
    }
    for category in &draft.categories {
        let same = |known: &Arc<Category>| known.id == category.id.value;
        lay(&mut rubric.categories, category, same, shared(over_category));
    }
    for check in &draft.checks {
        let same = |known: &Arc<Check>| known.id == check.id.value;
        lay(&mut rubric.checks, check, same, shared(over_check));
    }
    for gate in &draft.gates {
        rubric.gates.retain(|known| known.check != gate.check.value);
        rubric.gates.push(Gate { check: gate.check.value.clone(), caps: gate.caps });
    }
    rubric.complete();
    rubric.scale.extend(draft.scale.iter().map(|(word, number)| (word.value.clone(), number.clone())));
    rubric
}

/// SHA-256 of the file's text; with a base, of both hashes, a line each.
fn hash(base: Option<&Rubric>, draft: &RubricDraft) -> String {
    let hash = |text: &str| hex(&Sha256::digest(text.as_bytes()));
    let own = hash(&draft.text);
    match base {
        None => own,
        Some(base) => hash(&format!("{own}\n{}\n", base.hash)),
    }
}

/// Leaves out what `[drop]` names: with a category its checks, with a check its gates.
fn drop(rubric: &mut Rubric, draft: &RubricDraft, extends: bool, sink: &Sink) {
    let unknown = |kind: &str, id: &Fact<String>, known: &[&str]| {
        let message = format!("[drop] names {kind} `{}`, which the extended rubric does not have", id.value);
        let help =
            if extends { one_of(&id.value, known) } else { "this rubric extends none: remove it".to_owned() };
        sink.push(sink.error("unknown-reference", id.span, message).help(help));
    };
    macro_rules! each {
        ($list:ident, $noun:literal, $key:ident) => {
            for id in &draft.drop.$list {
                let known: Vec<&str> = rubric.$list.iter().map(|one| one.$key.as_str()).collect();
                if !known.contains(&id.value.as_str()) {
                    unknown($noun, id, &known);
                }
                rubric.$list.retain(|one| one.$key != id.value);
            }
        };
    }
    each!(levels, "level", id);
    each!(checks, "check", id);
    each!(gates, "the gate of check", check);
    each!(categories, "category", id);
    let dropped = |id: &str| draft.drop.categories.iter().any(|category| category.value == id);
    rubric.checks.retain(|check| !dropped(&check.category));
    for level in &draft.drop.levels {
        let levelled = rubric.checks.iter_mut().filter(|check| check.level.as_ref() == Some(&level.value));
        levelled.for_each(|check| Arc::make_mut(check).level = None);
    }
    let Rubric { gates, checks, .. } = rubric;
    gates.retain(|gate| checks.iter().any(|check| check.id == gate.check));
}

fn thresholds(all: &mut Thresholds, draft: &RubricDraft) {
    let set = |target: &mut Exact, number: &Option<Fact<Exact>>| {
        if let Some(number) = number {
            *target = number.value.clone();
        }
    };
    set(&mut all.ready_from, &draft.thresholds.ready_from);
    set(&mut all.conditional_from, &draft.thresholds.conditional_from);
    set(&mut all.earned_from, &draft.thresholds.earned_from);
    set(&mut all.max_not_applicable, &draft.thresholds.max_not_applicable);
}

/// Lays an entry of a draft over the known one of the same id, or adds it.
fn lay<T, D>(all: &mut Vec<T>, draft: &D, same: impl Fn(&T) -> bool, over: impl Fn(Option<&T>, &D) -> T) {
    match all.iter_mut().find(|known| same(known)) {
        Some(known) => *known = over(Some(&*known), draft),
        None => all.push(over(None, draft)),
    }
}

/// The same of what is held once for all that name it.
fn shared<T, D>(over: fn(Option<&T>, &D) -> T) -> impl Fn(Option<&Arc<T>>, &D) -> Arc<T> {
    move |base, draft| Arc::new(over(base.map(|base| &**base), draft))
}

fn over_level(base: Option<&Level>, draft: &LevelDraft) -> Level {
    let id = draft.id.value.clone();
    Level {
        title: draft.title.clone().or(base.map(|base| base.title.clone())).unwrap_or_else(|| id.clone()),
        description: draft.description.clone().or(base.and_then(|base| base.description.clone())),
        id,
    }
}

fn over_category(base: Option<&Category>, draft: &CategoryDraft) -> Category {
    let id = draft.id.value.clone();
    Category {
        title: draft.title.clone().or(base.map(|base| base.title.clone())).unwrap_or_else(|| id.clone()),
        description: draft.description.clone().or(base.and_then(|base| base.description.clone())),
        aliases: draft.aliases.clone().or(base.map(|base| base.aliases.clone())).unwrap_or_default(),
        weight: draft.weight.clone().or(base.map(|base| base.weight.clone())).unwrap_or_else(Exact::one),
        floor: draft.floor.clone().or(base.and_then(|base| base.floor.clone())),
        id,
    }
}

fn over_check(base: Option<&Check>, draft: &CheckDraft) -> Check {
    let id = draft.id.value.clone();
    let value = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
    Check {
        title: draft.title.clone().or(base.map(|base| base.title.clone())).unwrap_or_else(|| id.clone()),
        category: value(&draft.category).or(base.map(|base| base.category.clone())).unwrap_or_default(),
        weight: draft.weight.clone().or(base.map(|base| base.weight.clone())).unwrap_or_else(Exact::one),
        level: value(&draft.level).or(base.and_then(|base| base.level.clone())),
        why: draft.why.clone().or(base.map(|base| base.why.clone())).unwrap_or_default(),
        how: draft.how.clone().or(base.map(|base| base.how.clone())).unwrap_or_default(),
        evidence: over_evidence(base.map(|base| base.evidence.clone()).unwrap_or_default(), &draft.evidence),
        applies: over_applies(base.map(|base| base.applies.clone()).unwrap_or_default(), &draft.applies),
        id,
    }
}

fn over_evidence(base: EvidenceNeed, draft: &EvidenceDraft) -> EvidenceNeed {
    EvidenceNeed {
        required: draft.required.unwrap_or(base.required),
        fresh_days: draft.fresh_days.or(base.fresh_days),
        accepts: draft.accepts.clone().or(base.accepts),
    }
}

fn over_applies(base: Applies, draft: &AppliesDraft) -> Applies {
    Applies { tier: draft.tier.clone().unwrap_or(base.tier), tags: draft.tags.clone().unwrap_or(base.tags) }
}
