//! What else an assessment states otherwise than before: what its authors declare, who stands for it, and who may see it;
//! and what a project says of itself.

use std::collections::BTreeMap;

use crate::model::{Assessment, CheckState, Details, Fact, Project, Visibility};

/// Something that is stated otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// What it is, as the front matter calls it.
    pub what: String,
    /// Before, where it was stated.
    pub before: Option<String>,
    /// After, where it is stated.
    pub after: Option<String>,
}

/// What somebody states, with its name.
pub(super) type Statement = (String, Option<String>);

/// What a new release says for itself, which is no news.
const OF_RELEASE: [&str; 4] = ["date", "commit", "supersedes", SIGNED_ON];

/// When somebody signed off.
const SIGNED_ON: &str = "date of the sign-off";

/// What an assessment states beside its findings, waivers and the answers to checks.
pub(super) fn statements(one: &Assessment, details: &Details) -> Vec<Statement> {
    let yes = |is: bool| is.then(|| "true".to_owned());
    let people = |names: &[Fact<String>]| listed(names.iter().map(|name| name.value.as_str()));
    let mut allowed: Vec<&str> = details.suppressions.iter().map(|allowed| allowed.rule.as_str()).collect();
    allowed.sort_unstable();
    let single = [
        ("verdict", one.verdict.as_ref().map(|verdict| verdict.value.word().to_owned())),
        ("score", one.score.as_ref().map(|score| score.value.text.clone())),
        ("rubric", one.rubric.as_ref().map(|asked| asked.value.clone())),
        ("date", one.date.known().map(|date| date.to_string())),
        ("environment", one.environment.clone()),
        ("commit", one.commit.clone()),
        ("supersedes", one.supersedes.as_ref().map(|release| release.value.clone())),
        ("owner", one.owner.clone()),
        ("authors", people(&one.authors)),
        ("reviewers", people(&one.reviewers)),
        ("draft", yes(one.draft)),
        ("visibility", (one.visibility == Visibility::Internal).then(|| "internal".to_owned())),
        ("allowed rules", listed(allowed.into_iter())),
    ];
    let mut all: Vec<Statement> = single.map(|(what, value)| (what.to_owned(), value)).into();
    for signoff in &one.signoff {
        let who = [&signoff.name, &signoff.role].into_iter().flatten().map(String::as_str);
        let who = listed(who).unwrap_or_else(|| "somebody".to_owned());
        all.push((format!("sign-off by {who}"), Some(signoff.decision.clone())));
        let on = signoff.date.as_ref().map(|date| date.value.to_string());
        all.push((format!("{SIGNED_ON} by {who}"), on));
    }
    for category in details.categories.iter().filter(|category| category.guessed.is_none()) {
        let declared = category.score.as_ref().map(|score| score.value.text.clone());
        all.push((format!("declared score of {}", category.category.value), declared));
    }
    for answer in &details.checks {
        if let CheckState::NotApplicable { reason } = &answer.state.value {
            all.push((format!("why {} does not apply", answer.check.value), reason.clone()));
        }
    }
    for objective in &one.objectives {
        let parts = [("rto", &objective.rto), ("rpo", &objective.rpo)];
        all.push((format!("objective for {}", objective.scenario), worded(parts)));
    }
    for limit in &one.limits {
        let parts = [("cpu", &limit.cpu), ("memory", &limit.memory)];
        all.push((format!("limits of {}", limit.service), worded(parts)));
    }
    let done = |done: bool| if done { "done" } else { "not done" };
    for action in &one.actions {
        let parts = action.when.as_deref().into_iter().chain([done(action.done)]);
        all.push((format!("action: {}", action.what), listed(parts)));
    }
    for task in details.checklist.iter().flat_map(|section| &section.tasks) {
        all.push((format!("task: {}", task.text), Some(done(task.done).to_owned())));
    }
    all
}

/// What a project says of itself, beside what decides how it is judged.
pub(super) fn of_project(project: &Project) -> Vec<Statement> {
    let single = [
        ("name", Some(project.name.clone())),
        ("owner", project.owner.clone()),
        ("lifecycle", project.lifecycle.clone()),
        ("repository", project.repository.clone()),
        ("formerly", listed(project.formerly.iter().map(String::as_str))),
    ];
    let links = project.links.iter().map(|link| (format!("link: {}", link.title), Some(link.url.clone())));
    single.map(|(what, value)| (what.to_owned(), value)).into_iter().chain(links).collect()
}

/// Evidence of answers and declared scores that is another one though they are not.
pub(super) fn swapped(before: &Details, after: &Details) -> Vec<Stated> {
    let names = |evidence: &[Fact<String>]| listed(evidence.iter().map(|one| one.value.as_str()));
    let mut all = Vec::new();
    let mut tell = |what: String, was: &[Fact<String>], is: &[Fact<String>]| {
        let (before, after) = (names(was), names(is));
        if before != after {
            all.push(Stated { what, before, after });
        }
    };
    for is in &after.checks {
        let same = before
            .checks
            .iter()
            .find(|was| was.check.value == is.check.value && was.state.value.id() == is.state.value.id());
        if let Some(was) = same {
            tell(format!("evidence of check {}", is.check.value), &was.evidence, &is.evidence);
        }
    }
    for is in after.categories.iter().filter(|one| !one.in_body) {
        let same =
            before.categories.iter().find(|was| !was.in_body && was.category.value == is.category.value);
        if let Some(was) = same {
            tell(format!("evidence of category {}", is.category.value), &was.evidence, &is.evidence);
        }
    }
    all
}

/// What is stated otherwise, in the order in which it is stated. A new release has a date of its own, which is no news.
pub(super) fn between<N: AsRef<str>>(
    before: &[(N, Option<String>)],
    after: &[(N, Option<String>)],
    same_release: bool,
) -> Vec<Stated> {
    let (before, after) = (numbered(before), numbered(after));
    let is_news = |what: &str| same_release || !OF_RELEASE.iter().any(|own| what.starts_with(own));
    let (was, is): (BTreeMap<_, _>, BTreeMap<_, _>) =
        (before.iter().copied().collect(), after.iter().copied().collect());
    let gone = before.iter().filter(|(key, _)| !is.contains_key(key));
    let mut all = Vec::new();
    for (key, _) in after.iter().chain(gone) {
        let value =
            |of: &BTreeMap<(&str, usize), Option<&str>>| of.get(key).copied().flatten().map(str::to_owned);
        let (before, after) = (value(&was), value(&is));
        if before != after && is_news(key.0) {
            all.push(Stated { what: key.0.to_owned(), before, after });
        }
    }
    all
}

/// Statements by their names, and where several have one, by which of them they are.
fn numbered<N: AsRef<str>>(all: &[(N, Option<String>)]) -> Vec<((&str, usize), Option<&str>)> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter()
        .map(|one| {
            let what = one.0.as_ref();
            let nth = seen.entry(what).or_default();
            *nth += 1;
            ((what, *nth), one.1.as_deref())
        })
        .collect()
}

fn listed<'a>(parts: impl Iterator<Item = &'a str>) -> Option<String> {
    let parts: Vec<&str> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn worded(parts: [(&str, &Option<String>); 2]) -> Option<String> {
    let stated = parts.into_iter().filter_map(|(what, value)| Some(format!("{what} {}", value.as_ref()?)));
    let stated: Vec<String> = stated.collect();
    listed(stated.iter().map(String::as_str))
}
