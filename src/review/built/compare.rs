//! Two states of built data to what changed between them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Built, BuiltCheck, BuiltProject, BuiltSite};
use crate::diag::render::count;
use crate::model::{Date, Exact, Waived};
use crate::portfolio::{ScoreChange, Tone};
use crate::review::compare::urgency;
use crate::review::evidence::{Claim, Supported, mended, unnamed};
use crate::review::findings::findings;
use crate::review::lines::sort_problems;
use crate::review::pairs::counterpart;
use crate::review::stated::between;
use crate::review::waivers::waivers;
use crate::review::{
    CategoryChange, Change, CheckChange, Judge, NewDiagnostic, Removed, Review, ScoreMove, Unread, checks,
};
use crate::score::ItemState;

/// What changed from `base` to `head`, each as it was judged when it was built.
pub fn compare_built(base: &BuiltSite, head: &BuiltSite, today: Date) -> Review {
    let renamed = renamed(base, head);
    let mut review = Review {
        judge: Judge::Base,
        files: Vec::new(),
        proposed: Vec::new(),
        changes: Vec::new(),
        removed: Vec::new(),
        renamed: renamed.iter().map(|(new, old)| ((*old).to_owned(), (*new).to_owned())).collect(),
        described: Vec::new(),
        lost: Vec::new(),
        seals: Vec::new(),
        diagnostics: Vec::new(),
        diagnostics_elsewhere: 0,
        unread: unread(base, head),
        reworded: 0,
        unchanged: 0,
        unreadable: 0,
        others: 0,
    };
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut other_rubric = 0;
    for (id, project) in &head.projects {
        let former = renamed.get(id.as_str()).copied().unwrap_or(id);
        let before = base.projects.get(former);
        for (at, new) in project.releases.iter().enumerate() {
            let earlier = before.map(|before| before.releases.as_slice()).unwrap_or_default();
            let (old, is_same) = counterpart(earlier, &project.releases, at, |one| &one.id.release);
            let same = old.filter(|_| is_same);
            seen.extend(same.map(|old| (old.id.project.as_str(), old.id.release.as_str())));
            other_rubric += usize::from(old.is_some_and(|old| old.rubric != new.rubric));
            new_problems(same, new, &mut review);
            let mut change = change(project, old, new, today);
            change.older = old.is_none() && !earlier.is_empty();
            if let Some(old) = old {
                review.lost.extend(unnamed(&new.id, &claims(old), &claims(new)));
            }
            match same {
                Some(old) if old.hash == new.hash && (change.is_empty() || judged_alike(old, new)) => {
                    review.unchanged += 1;
                }
                _ if change.is_empty() => review.reworded += 1,
                _ => review.changes.push(change),
            }
        }
    }
    review.removed = removed(base, &seen);
    review.changes.sort_by_cached_key(urgency);
    sort_problems(&mut review.diagnostics);
    review.judge = Judge::Each(told(other_rubric));
    review
}

fn judged_alike(old: &Built, new: &Built) -> bool {
    old.rubric == new.rubric && old.score == new.score && old.verdict == new.verdict && old.caps == new.caps
}

/// What a reader has to know of scores that were given before.
fn told(other_rubric: usize) -> Vec<String> {
    let mut lines = vec![
        "built data hold scores, not documents: nothing can be judged by the rubrics of the other state"
            .to_owned(),
    ];
    if other_rubric > 0 {
        lines.push(format!(
            "another rubric, or another version or text of it, gave the scores of {}: what the project and what the rubric did cannot be told apart",
            count(other_rubric, "assessment")
        ));
    }
    lines
}

/// Former ids of projects by their new ones.
fn renamed<'a>(base: &'a BuiltSite, head: &'a BuiltSite) -> BTreeMap<&'a str, &'a str> {
    let mut all = BTreeMap::new();
    for (id, project) in head.projects.iter().filter(|(id, _)| !base.projects.contains_key(*id)) {
        let was =
            |former: &&String| base.projects.contains_key(*former) && !head.projects.contains_key(*former);
        all.extend(project.formerly.iter().find(was).map(|former| (id.as_str(), former.as_str())));
    }
    all
}

fn unread(base: &BuiltSite, head: &BuiltSite) -> Vec<Unread> {
    let of = |site: &BuiltSite, after: bool| -> Vec<Unread> {
        let all = site.unread.iter();
        all.map(|(path, message)| Unread { path: Arc::clone(path), after, message: message.clone() })
            .collect()
    };
    [of(head, true), of(base, false)].concat()
}

fn removed(base: &BuiltSite, seen: &BTreeSet<(&str, &str)>) -> Vec<Removed> {
    let mut all = Vec::new();
    for project in base.projects.values() {
        for (at, old) in project.releases.iter().enumerate() {
            if !seen.contains(&(old.id.project.as_str(), old.id.release.as_str())) {
                all.push(Removed {
                    id: old.id.clone(),
                    verdict: old.verdict,
                    score: old.score.clone(),
                    latest: at + 1 == project.releases.len(),
                });
            }
        }
    }
    all
}

fn change(project: &BuiltProject, old: Option<&Built>, new: &Built, today: Date) -> Change {
    Change {
        id: new.id.clone(),
        name: project.name.clone(),
        path: Arc::clone(&new.path),
        against: old.map(|old| old.id.clone()),
        older: false,
        verdict: (old.map(|old| old.verdict), new.verdict),
        caps: new.caps.clone(),
        score: new.score.clone(),
        moved: old.filter(|old| old.score != new.score).map(|old| ScoreMove {
            before: old.score.clone(),
            total: &new.score - &old.score,
            by: by(old, new, &old.score, &new.score),
        }),
        categories: old.map(|old| categories(old, new)).unwrap_or_default(),
        findings: findings(old.map(|old| old.findings.as_slice()).unwrap_or_default(), &new.findings),
        checks: old.map(|old| answers(old, new)).unwrap_or_default(),
        waivers: waivers(
            old.map(|old| old.waivers.as_slice()).unwrap_or_default(),
            &new.waivers,
            &|of| is_needed(of, new),
            today,
        ),
        stated: old
            .map(|old| between(&old.stated, &new.stated, old.id.release == new.id.release))
            .unwrap_or_default(),
    }
}

/// The parts of a change of score; nobody can tell them apart where the rubric is another one.
fn by(old: &Built, new: &Built, before: &Exact, after: &Exact) -> Option<ScoreChange> {
    (old.rubric == new.rubric).then(|| ScoreChange { rubric: Exact::zero(), project: after - before })
}

fn categories(old: &Built, new: &Built) -> Vec<CategoryChange> {
    let was = |id: &str| old.categories.iter().find(|was| was.id == id);
    let stays = new.categories.iter().map(|one| {
        let before = was(&one.id).and_then(|was| was.score.clone());
        let by =
            before.as_ref().zip(one.score.as_ref()).and_then(|(before, after)| by(old, new, before, after));
        CategoryChange { id: one.id.clone(), title: one.title.clone(), before, after: one.score.clone(), by }
    });
    let is_gone = |id: &str| !new.categories.iter().any(|one| one.id == id);
    let gone = old.categories.iter().filter(|was| is_gone(&was.id)).map(|was| CategoryChange {
        id: was.id.clone(),
        title: was.title.clone(),
        before: was.score.clone(),
        after: None,
        by: None,
    });
    stays.chain(gone).filter(|one| one.before != one.after).collect()
}

fn checks_of(one: &Built) -> impl Iterator<Item = &BuiltCheck> {
    one.categories.iter().flat_map(|category| &category.checks)
}

/// Checks of both states whose answer is another one.
fn answers(old: &Built, new: &Built) -> Vec<CheckChange> {
    let changed = checks_of(new).filter_map(|is| {
        let was = checks_of(old).find(|was| was.id == is.id)?;
        (was.state.id() != is.state.id()).then(|| CheckChange {
            id: is.id.clone(),
            title: is.title.clone(),
            answer: (was.state.id(), is.state.id()),
            tone: Tone::of_answers(was.state, is.state),
            new_evidence: is.evidence.iter().any(|named| !was.evidence.contains(named)),
        })
    });
    checks::sorted(changed.collect())
}

fn claims(one: &Built) -> Vec<Supported<'_>> {
    let claims_something = |check: &&BuiltCheck| matches!(check.state, ItemState::Pass | ItemState::Partial);
    let checks = checks_of(one)
        .filter(claims_something)
        .map(|check| (Claim::Check(check.id.clone()), check.evidence.iter().map(String::as_str).collect()));
    checks.chain(mended(&one.findings)).collect()
}

fn is_needed(of: &Waived, one: &Built) -> bool {
    match of {
        Waived::Finding(id) => {
            one.findings.iter().any(|finding| finding.id.value == *id && finding.is_open())
        }
        Waived::Check(id) => !checks_of(one).any(|check| {
            check.id == *id && matches!(check.state, ItemState::Pass | ItemState::NotApplicable)
        }),
    }
}

/// Problems that the assessment did not have before; on which lines they are, data do not say.
fn new_problems(old: Option<&Built>, new: &Built, review: &mut Review) {
    let mut known: Vec<_> = old.iter().flat_map(|old| &old.problems).collect();
    for problem in &new.problems {
        if let Some(at) =
            known.iter().position(|known| (&known.rule, &known.message) == (&problem.rule, &problem.message))
        {
            known.swap_remove(at);
            continue;
        }
        review.diagnostics.push(NewDiagnostic {
            rule: problem.rule.clone(),
            severity: problem.severity,
            path: Arc::clone(&new.path),
            line: None,
            message: problem.message.clone(),
        });
    }
}
