//! A project with its assessments, the oldest first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::order;
use crate::book::Rubric;
use crate::diag::Diagnostic;
use crate::ledger::Sealed;
use crate::model::{Assessment, Project};
use crate::score::Scorecard;
use crate::text::one_of;

/// An assessment with what it came to.
#[derive(Clone, Debug)]
pub struct Assessed {
    /// The document.
    pub assessment: Arc<Assessment>,
    /// What it was scored under.
    pub rubric: Arc<Rubric>,
    /// Its score.
    pub card: Arc<Scorecard>,
    /// What is wrong with it, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// How it stands to its seal, where it is sealed.
    pub seal: Option<Box<Sealed>>,
    /// Which paths below the project's source root that it names as evidence are there; `None` where nobody can look.
    pub sources: Option<BTreeSet<String>>,
}

/// A project with its assessments.
#[derive(Clone, Debug)]
pub struct Series {
    /// The project.
    pub project: Arc<Project>,
    /// Its assessments, the oldest first; at least one.
    pub releases: Vec<Arc<Assessed>>,
}

/// All projects of a book.
#[derive(Clone, Debug, Default)]
pub struct Portfolio {
    /// Ordered by id.
    pub projects: Vec<Series>,
}

impl Portfolio {
    /// Groups assessments by project and orders them. Every project comes from `projects`, by id.
    pub fn new(projects: &BTreeMap<String, Arc<Project>>, assessed: Vec<Assessed>) -> Portfolio {
        let mut by_project: BTreeMap<String, Vec<Assessed>> = BTreeMap::new();
        for one in assessed {
            by_project.entry(one.assessment.id.project.clone()).or_default().push(one);
        }
        let series = by_project.into_iter().filter_map(|(id, mut releases)| {
            let project = Arc::clone(projects.get(&id)?);
            order(&mut releases, |one| &one.assessment);
            // Collected, the pointers would keep all of the room that the assessments had.
            let mut shared = Vec::with_capacity(releases.len());
            shared.extend(releases.into_iter().map(Arc::new));
            Some(Series { project, releases: shared })
        });
        Portfolio { projects: series.collect() }
    }

    /// The project of that id. The error says which one may be meant.
    pub fn project(&self, id: &str) -> Result<&Series, String> {
        let found = self.projects.iter().find(|series| series.project.id == id);
        found.ok_or_else(|| {
            let ids: Vec<&str> = self.projects.iter().map(|series| series.project.id.as_str()).collect();
            format!("there is no project `{id}`: {}", one_of(id, &ids))
        })
    }

    /// Number of findings of the latest assessments, resolved ones too.
    pub fn latest_findings(&self) -> usize {
        let latest = self.projects.iter().filter_map(Series::latest);
        latest.map(|latest| latest.assessment.finding_count as usize).sum()
    }

    /// Number of assessments.
    pub fn assessments(&self) -> usize {
        self.projects.iter().map(|series| series.releases.len()).sum()
    }
}

impl Series {
    /// The assessment of that release. The error says which one may be meant.
    pub fn release(&self, name: &str) -> Result<&Arc<Assessed>, String> {
        let found = self.releases.iter().find(|one| one.assessment.id.release == name);
        found.ok_or_else(|| {
            let names: Vec<&str> =
                self.releases.iter().map(|one| one.assessment.id.release.as_str()).collect();
            let project = &self.project.id;
            format!("`{project}` has no assessment of release `{name}`: {}", one_of(name, &names))
        })
    }

    /// The latest assessment.
    pub fn latest(&self) -> Option<&Arc<Assessed>> {
        self.releases.last()
    }

    /// Who owns it: the project's own word, else the latest assessment's.
    pub fn owner(&self) -> Option<&str> {
        let latest = self.latest().and_then(|latest| latest.assessment.owner.as_deref());
        self.project.owner.as_deref().or(latest)
    }
}
