//! What documents come to: each is scored under its rubric and checked, project by project and in parallel.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::context::{self, History, Targets};
use super::documents::Documents;
use super::rubrics::Rubrics;
use super::seals::OfSeal;
use super::{Files, FirstDay, Options};
use crate::book::{Config, Rubric};
use crate::check::{
    Earlier, LastChanges, LinkScope, Scope, anchors, check_document, check_links, check_suppressions,
};
use crate::diag::{Diagnostic, Span};
use crate::model::{Assessment, Details, Project};
use crate::score::{Scorecard, Subject, score};

/// The rubric that an assessment is judged under, where not what it asks for decides that.
pub(super) type Ruled<'a> = &'a (dyn Fn(&Assessment) -> Option<Arc<Rubric>> + Sync);

/// Under what documents are judged.
#[derive(Clone, Copy)]
pub(super) struct Under<'a> {
    /// The rubrics of the book.
    pub(super) rubrics: &'a Rubrics,
    /// Its configuration.
    pub(super) config: &'a Config,
    /// What decides before them which rubric an assessment has.
    pub(super) ruled: Ruled<'a>,
    /// What is sealed and did not change since has the score that was sealed.
    pub(super) as_sealed: bool,
}

impl<'a> Under<'a> {
    /// What each document asks for, or its book.
    pub(super) fn own(rubrics: &'a Rubrics, config: &'a Config) -> Under<'a> {
        Under { rubrics, config, ruled: &|_| None, as_sealed: true }
    }
}

/// A document as it was read, with what is wrong with it.
pub(super) type Parsed = (Arc<Assessment>, Vec<Diagnostic>);

/// Paths of files of a book.
pub(super) type Paths = BTreeSet<Arc<str>>;

/// What one document came to.
#[derive(Clone)]
pub(super) struct Judged {
    pub(super) rubric: Arc<Rubric>,
    pub(super) card: Arc<Scorecard>,
    pub(super) seal: Option<OfSeal>,
    /// Which paths that it names as evidence are there; `None` where nobody can look.
    pub(super) sources: Option<BTreeSet<String>>,
    /// What is wrong with it by itself: found when it was read, and by its rubric and seal.
    pub(super) by_itself: Vec<Diagnostic>,
    /// Everything that is wrong with it.
    pub(super) found: Vec<Diagnostic>,
}

/// What rules see of a book, the same for every document.
pub(super) struct Book<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) documents: &'a Documents,
    pub(super) under: Under<'a>,
    pub(super) options: Options,
    /// Where links into documents can lead.
    pub(super) targets: Targets<'a>,
    /// Documents that there are.
    pub(super) paths: &'a Paths,
    /// Other files that there are.
    pub(super) of_files: &'a Paths,
}

/// Paths of documents that links were followed into, in no order that matters.
#[derive(Default)]
pub(super) struct Followed(Mutex<BTreeSet<Arc<str>>>);

impl Followed {
    fn note(&self, path: &str) {
        let mut paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !paths.contains(path) {
            paths.insert(path.into());
        }
    }

    /// All of them.
    pub(super) fn into_paths(self) -> BTreeSet<Arc<str>> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the releases of one project have in common.
struct OfProject<'a> {
    project: &'a Project,
    history: &'a History<'a>,
    changes: &'a BTreeMap<String, LastChanges>,
    /// Notes which documents links were followed into, where that is asked for.
    followed: Option<&'a Followed>,
}

/// A release that was scored, as rules look at it.
#[derive(Clone, Copy)]
pub(super) struct Scored<'a> {
    pub(super) assessment: &'a Assessment,
    pub(super) details: &'a Details,
    pub(super) judged: &'a Judged,
}

/// A release as it is judged: the document, and how it stands to its seal.
pub(super) type Release<'a> = (&'a Parsed, Option<&'a OfSeal>);

/// Groups what belongs to assessments by their projects, in the order of their ids.
pub(super) fn by_project<'a, T>(
    all: impl Iterator<Item = T>,
    assessment: impl Fn(&T) -> &'a Assessment,
) -> Vec<Vec<T>> {
    let mut projects: BTreeMap<&str, Vec<T>> = BTreeMap::new();
    for one in all {
        projects.entry(&assessment(&one).id.project).or_default().push(one);
    }
    projects.into_values().collect()
}

/// An assessment that would be judged as of another day in a whole clone.
fn lost(assessment: &Assessment) -> Diagnostic {
    let message = "this assessment has no date, and this clone is shallow and does not hold the first commit with it: it is judged as of today";
    Diagnostic::warning("unknown-day", &assessment.path, message)
        .at(Span::new(0, 3))
        .why("in a whole clone it is judged as of the day of that commit, which may give another verdict")
        .help("state its `date`, run `git fetch --unshallow`, or check out with `fetch-depth: 0`")
}

impl Book<'_> {
    /// Judges the releases of one project: each may look at those before it.
    pub(super) fn judge(&self, releases: &[Release<'_>], followed: Option<&Followed>) -> Vec<Judged> {
        let Some(((first, _), _)) = releases.first() else { return Vec::new() };
        let project = self.documents.project(&first.id.project);
        let root = context::source_root(&project, self.files);
        let score = |release: &Release<'_>| {
            let details = release.0.0.details.open();
            (self.score(release, &details, &project, root), details)
        };
        let (mut judged, all_details): (Vec<Judged>, Vec<Details>) = releases.par_iter().map(score).unzip();
        let looked_at = releases.iter().zip(&all_details).zip(&judged);
        let looked_at: Vec<_> = looked_at
            .map(|(((parsed, _), details), judged)| Scored { assessment: &parsed.0, details, judged })
            .collect();
        let found = self.look(&looked_at, followed);
        for (judged, found) in judged.iter_mut().zip(found) {
            judged.found = found;
        }
        judged
    }

    fn score(
        &self,
        ((assessment, of_parsing), seal): &Release<'_>,
        details: &Details,
        project: &Project,
        root: Option<&str>,
    ) -> Judged {
        let known = assessment.date.known().or_else(|| self.files.first_day(&assessment.path).known());
        let as_of = known.unwrap_or(self.options.today);
        let Under { rubrics, config, ruled, as_sealed } = self.under;
        let ruled = ruled(assessment);
        let sealed = seal.filter(|_| as_sealed && ruled.is_none()).and_then(|seal| seal.score.clone());
        let (rubric, mut by_itself) = match (ruled, &sealed) {
            (Some(rubric), _) => (rubric, Vec::new()),
            (None, Some(sealed)) => (Arc::clone(&sealed.rubric), Vec::new()),
            (None, None) => rubrics.of(assessment, project, config, assessment.date.known()),
        };
        by_itself.extend_from_slice(of_parsing);
        by_itself.extend(FirstDay::lost(self.files, assessment).map(|_| lost(assessment)));
        by_itself.extend(seal.iter().flat_map(|seal| seal.diagnostics.iter().cloned()));
        let card = match sealed {
            Some(sealed) => sealed.card,
            None => Arc::new(score(Subject { assessment, details, project, as_of }, &rubric)),
        };
        let sources = context::sources(details, root, self.files);
        Judged { rubric, card, seal: seal.cloned(), sources, by_itself, found: Vec::new() }
    }

    /// Everything that is wrong with the releases of one project.
    pub(super) fn look(&self, releases: &[Scored<'_>], followed: Option<&Followed>) -> Vec<Vec<Diagnostic>> {
        let Some(first) = releases.first() else { return Vec::new() };
        // Under a broken rubric, rules would report what is right.
        if self.under.rubrics.broken {
            return releases.iter().map(|one| one.judged.by_itself.clone()).collect();
        }
        let project = self.documents.project(&first.assessment.id.project);
        let earlier = releases.iter().map(|one| {
            let Scored { assessment, details, judged } = *one;
            Earlier { assessment, details, card: &judged.card }
        });
        let history = History::new(earlier.collect());
        let root = context::source_root(&project, self.files);
        let changes =
            context::last_changes(releases.iter().map(|one| (one.assessment, one.details)), root, self.files);
        let of_project = OfProject { project: &project, history: &history, changes: &changes, followed };
        let look = |one: &Scored<'_>| {
            let mut found = one.judged.by_itself.clone();
            found.extend(self.check(*one, &of_project));
            let allowed = &one.details.suppressions;
            check_suppressions(&one.assessment.path, allowed, self.under.config, &mut found);
            found
        };
        releases.par_iter().map(look).collect()
    }

    fn check(&self, scored: Scored<'_>, of_project: &OfProject<'_>) -> Vec<Diagnostic> {
        let Scored { assessment, details, judged } = scored;
        let OfProject { project, history, changes, followed } = *of_project;
        let scope = Scope {
            assessment,
            details,
            card: &judged.card,
            rubric: &judged.rubric,
            project,
            today: self.options.today,
            links: LinkScope {
                path: &assessment.path,
                links: &assessment.links,
                imported: assessment.prose,
                documents: self.paths,
                anchors: &|path| {
                    if *path == *assessment.path {
                        return Some(anchors(&details.headings, &details.anchors));
                    }
                    followed.inspect(|followed| followed.note(path));
                    self.targets.anchors(path)
                },
                files: self.of_files,
                at_top: &|path| self.files.at_top(&assessment.path, path),
            },
            releases: &history.releases,
            earlier: history.earlier(assessment),
            sources: judged.sources.as_ref(),
            changes: assessment.commit.as_ref().and_then(|commit| changes.get(commit)),
            latest: history.is_latest(&assessment.id.release),
        };
        check_document(&scope, self.under.config)
    }

    /// Everything that is wrong with the description of a project, beside what `found` is there already.
    pub(super) fn check_project(&self, project: &Project, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let Some(path) = &project.path else { return found };
        let scope = LinkScope {
            path,
            links: &project.body_links,
            imported: false,
            documents: self.paths,
            anchors: &|path| self.targets.anchors(path),
            files: self.of_files,
            at_top: &|asked| self.files.at_top(path, asked),
        };
        found.extend(check_links(&scope, &project.suppressions, self.under.config));
        check_suppressions(path, &project.suppressions, self.under.config, &mut found);
        found
    }
}
