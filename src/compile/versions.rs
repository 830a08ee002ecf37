//! The versions of a document that is overwritten with each release: which of them are releases of their own, and which
//! commit last changed each of its claims.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::book::Versions;
use crate::model::{
    Assessment, Claim, Commit, Date, Fact, Finding, Origin, Visibility, Waived, valid_release,
};
use crate::source::{Limits, parse_assessment};

/// A state of a document in the history.
pub struct State {
    /// The commit that made it.
    pub commit: Arc<Commit>,
    /// Its day.
    pub day: Date,
    /// Tags that hold it, with their days, the oldest first.
    pub tags: Vec<(String, Date)>,
    /// It is beside the current branch, so that the document as it is now does not come from it.
    pub aside: bool,
    /// The document.
    pub bytes: Vec<u8>,
}

/// A document with its states, the oldest first.
pub struct History {
    /// Its path.
    pub path: Arc<str>,
    /// Its states.
    pub states: Vec<State>,
    /// What it is now.
    pub now: Vec<u8>,
}

impl History {
    /// The place of the state that the document is in now; `None` where no commit of the branch holds it so.
    fn committed(&self) -> Option<usize> {
        let last = self.states.iter().rposition(|state| !state.aside)?;
        (self.states[last].bytes == self.now).then_some(last)
    }
}

/// A version that is a release of its own.
pub struct Version {
    /// Its path: one that no file can have, since no release may hold this `@`.
    pub path: Arc<str>,
    /// Its place among the states.
    pub state: usize,
    /// What is known of it.
    pub origin: Arc<Origin>,
}

/// What the history of a document gave.
pub struct OfHistory {
    /// What is known of the document as it is now.
    pub now: Option<Arc<Origin>>,
    /// Earlier versions, the oldest first.
    pub versions: Vec<Version>,
    /// How many versions cannot be read, the commit of the latest, and why.
    pub broken: Option<(usize, Arc<Commit>, String)>,
}

/// Something that a document states: its key, which stays the same over versions, and its value.
struct Stated {
    key: String,
    kind: &'static str,
    title: String,
    anchor: Option<String>,
    value: String,
}

/// Finds the releases in the history of a document. `taken` are the releases of its project that other documents have,
/// in lower case; those that are found are added.
pub fn versions(history: &History, of: Versions, limits: &Limits, taken: &mut BTreeSet<String>) -> OfHistory {
    let (project, stem) = identity(&history.path);
    let names = names(history, of, project, stem);
    let read = |(bytes, name): (&Vec<u8>, &String)| read(&history.path, project, name, bytes, limits);
    let (last, states) = (history.states.len(), &history.states);
    let texts = states.iter().map(|state| &state.bytes).chain([&history.now]);
    let texts: Vec<_> = texts.zip(&names).collect();
    let parsed: Vec<Result<Assessment, String>> = texts.into_par_iter().map(read).collect();

    let mut result = OfHistory { now: None, versions: Vec::new(), broken: None };
    let internal = parsed[last].as_ref().is_ok_and(|now| now.visibility == Visibility::Internal);
    let committed = history.committed();
    let chosen = chosen(history, of, committed, &parsed, taken);
    let mut before = None;
    let mut known: BTreeMap<String, (String, Option<Arc<Commit>>)> = BTreeMap::new();
    for (at, (parsed, name)) in parsed.iter().zip(&names).enumerate() {
        let state = states.get(at).or(committed.map(|at| &states[at]));
        let commit = state.map(|state| Arc::clone(&state.commit));
        let assessment = match (parsed, &commit) {
            (Ok(assessment), _) => assessment,
            (Err(why), Some(commit)) if at < last => {
                let count = result.broken.as_ref().map_or(0, |(count, ..)| *count);
                result.broken = Some((count + 1, Arc::clone(commit), why.clone()));
                continue;
            }
            (Err(_), _) => continue,
        };
        let mut claims = Vec::new();
        // What is beside the branch says nothing of what comes after it.
        let branch = state.is_some_and(|state| state.aside).then(|| known.clone());
        known = stated(assessment)
            .into_iter()
            .map(|Stated { key, kind, title, anchor, value }| {
                let same = known.remove(&key).filter(|(before, _)| *before == value);
                let since = same.map_or_else(|| commit.clone(), |(_, since)| since);
                claims.push(Claim { kind, title, anchor, commit: since.clone() });
                (key, (value, since))
            })
            .collect();
        known = branch.unwrap_or(known);
        if at < last && !chosen.contains(&at) {
            continue;
        }
        let tag = state.and_then(|state| tag_of(state, project)).map(|(_, tag)| tag);
        let origin = Arc::new(Origin {
            document: Arc::clone(&history.path),
            past: at < last,
            internal,
            release: name.clone(),
            date: state.map(|state| tag.map_or(state.day, |(_, day)| *day)),
            after: commit.is_none().then(|| before.clone()).flatten(),
            tag: tag.map(|(name, _)| name.clone()),
            commit,
            claims,
        });
        // A page may name what everybody may see, and nothing else.
        if !assessment.draft && assessment.visibility == Visibility::Public {
            before = Some(assessment.id.release.clone());
        }
        if at == last {
            result.now = Some(origin);
        } else {
            let path = version_path(&history.path, &assessment.id.release).into();
            result.versions.push(Version { path, state: at, origin });
        }
    }
    result
}

/// The path of the version of a document that is a release: one that no file can have, since no release may hold this `@`.
pub(super) fn version_path(document: &str, release: &str) -> String {
    format!("{}@{release}.md", document.strip_suffix(".md").unwrap_or(document))
}

/// The project and the file's name without its ending.
fn identity(path: &str) -> (&str, &str) {
    let mut parts = path.split('/').skip(1);
    let (project, name) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    (project, name.strip_suffix(".md").unwrap_or(name))
}

/// The states that are releases of their own, by their places: of several that state the same release, the latest.
fn chosen(
    history: &History,
    of: Versions,
    committed: Option<usize>,
    parsed: &[Result<Assessment, String>],
    taken: &mut BTreeSet<String>,
) -> BTreeSet<usize> {
    let release = |at: usize| parsed[at].as_ref().ok().map(|one| one.id.release.to_lowercase());
    taken.extend(release(history.states.len()));
    let mut chosen = BTreeSet::new();
    for at in (0..history.states.len()).rev().filter(|at| Some(*at) != committed) {
        let wanted = of == Versions::Changes || !history.states[at].tags.is_empty();
        if wanted && release(at).is_some_and(|release| taken.insert(release)) {
            chosen.insert(at);
        }
    }
    chosen
}

/// What each state, and then the document as it is now, is called where it does not say so itself.
fn names(history: &History, of: Versions, project: &str, stem: &str) -> Vec<String> {
    let is_version = stem.trim_start_matches(['v', 'V']).starts_with(|c: char| c.is_ascii_digit());
    let mut of_day: BTreeMap<Date, usize> = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    for state in &history.states {
        let count = of_day.entry(state.day).or_default();
        *count += 1;
        let by_tag = tag_of(state, project).map(|(release, _)| release);
        names.push(match (is_version, of) {
            (true, _) => stem.to_owned(),
            (false, Versions::Tags) => by_tag.unwrap_or_else(|| stem.to_owned()),
            (false, Versions::Changes) if *count == 1 => state.day.to_string(),
            (false, Versions::Changes) => format!("{}.{count}", state.day),
        });
    }
    names.push(history.committed().map_or_else(|| stem.to_owned(), |at| names[at].clone()));
    names
}

/// The tag that a state of a project's document is known by, with the release that it names: one that names nothing else
/// before its release, such as another part of the repository; of those a number before any other; of those the oldest.
fn tag_of<'a>(state: &'a State, project: &str) -> Option<(String, &'a (String, Date))> {
    let named = state.tags.iter().filter_map(|tag| Some((release_of_tag(&tag.0)?, tag)));
    named.min_by_key(|(release, (tag, _))| {
        let is_of_other = tag.rsplit_once('/').is_some_and(|(of, _)| of != project);
        (is_of_other, !release.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// The release that a tag names: its last part, without the `v` before a number.
fn release_of_tag(tag: &str) -> Option<String> {
    let name = tag.rsplit('/').next()?;
    let number = name.strip_prefix(['v', 'V']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let name = number.unwrap_or(name);
    valid_release(name).is_ok().then(|| name.to_owned())
}

fn read(
    path: &Arc<str>,
    project: &str,
    name: &str,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Assessment, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    let parsed = parse_assessment(limits, path, project, name, text, Sha256::digest(bytes).into());
    let why = || parsed.diagnostics.first().map_or_else(String::new, |first| first.message.clone());
    parsed.value.ok_or_else(why)
}

/// All that a document states.
fn stated(one: &Assessment) -> Vec<Stated> {
    let mut all = Vec::new();
    let mut state = |kind: &'static str, key: &str, title: &str, anchor: Option<String>, value: String| {
        all.push(Stated { key: format!("{kind} {key}"), kind, title: title.to_owned(), anchor, value });
    };
    if let Some(verdict) = &one.verdict {
        state("verdict", "", "", None, verdict.value.id().to_owned());
    }
    if let Some(score) = &one.score {
        state("score", "", "", None, format!("{:?}", score.value));
    }
    let details = one.details.open();
    for category in &details.categories {
        let (name, score) = (&category.category.value, category.score.as_ref().map(|score| &score.value));
        let value = format!("{score:?} {:?} {:?}", category.note, values(&category.evidence));
        state("category", name, name, None, value);
    }
    for check in &details.checks {
        let (name, answer) = (&check.check.value, &check.state.value);
        let value = format!("{answer:?} {:?} {:?} {:?}", check.note, check.effort, values(&check.evidence));
        state("check", name, name, None, value);
    }
    for finding in &details.findings {
        let id = &finding.id.value;
        state("finding", id, &finding.title, Some(format!("finding:{id}")), of_finding(finding));
    }
    for waiver in &one.waivers {
        let (key, id) = match &waiver.of.value {
            Waived::Finding(id) => (format!("finding {id}"), id),
            Waived::Check(id) => (format!("check {id}"), id),
        };
        let approved = waiver.approved_by.as_ref().map(|fact| &fact.value);
        let expires = waiver.expires.as_ref().map(|fact| fact.value);
        state("waiver", &key, id, None, format!("{:?} {approved:?} {expires:?}", waiver.reason));
    }
    for passage in &details.passages {
        if let Some(heading) = details.leading_to(passage.heading).next() {
            let (anchor, value) = (heading.anchor.to_string(), passage.digest.to_string());
            state("section", &heading.anchor, &heading.text, Some(anchor), value);
        }
    }
    all
}

fn values(facts: &[Fact<String>]) -> Vec<&str> {
    facts.iter().map(|fact| fact.value.as_str()).collect()
}

fn of_finding(finding: &Finding) -> String {
    format!(
        "{} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        finding.title,
        finding.category.as_ref().map(|fact| &fact.value),
        finding.severity.as_ref().map(|fact| fact.value),
        finding.status.value,
        finding.priority,
        finding.effort,
        finding.impact,
        finding.owner,
        finding.due.as_ref().map(|fact| fact.value),
        values(&finding.evidence),
    )
}
