//! What rules know of the book around a document.

use std::collections::{BTreeMap, BTreeSet};

use super::Files;
use crate::check::{Anchors, Earlier, Evidence};
use crate::diag::Diagnostic;
use crate::model::{Assessment, Project, Visibility};
use crate::portfolio::Assessed;

/// All assessments of a book, as their neighbours see them.
pub(super) struct Context<'a> {
    projects: BTreeMap<&'a str, History<'a>>,
    anchors: BTreeMap<&'a str, Anchors<'a>>,
}

/// The releases of one project.
#[derive(Default)]
pub(super) struct History<'a> {
    /// By name.
    pub(super) releases: BTreeMap<&'a str, &'a Assessment>,
    /// Those that are no drafts, the oldest first.
    published: Vec<Earlier<'a>>,
    /// Those among them that everybody may see.
    public: Vec<Earlier<'a>>,
    /// How many of both come before each release.
    before: BTreeMap<&'a str, (usize, usize)>,
    latest: Option<&'a str>,
}

impl<'a> Context<'a> {
    /// Of scored documents, and of the projects that have a description.
    pub(super) fn new(scored: &'a [Assessed], described: impl Iterator<Item = &'a Project>) -> Context<'a> {
        let mut by_project: BTreeMap<&str, Vec<&Assessed>> = BTreeMap::new();
        let mut anchors = BTreeMap::new();
        for project in described {
            let own = (project.headings.as_slice(), project.anchors.as_slice());
            anchors.extend(project.path.as_deref().map(|path| (path, own)));
        }
        for assessed in scored {
            let assessment = &assessed.assessment;
            by_project.entry(&assessment.id.project).or_default().push(assessed);
            let own = (assessment.headings.as_slice(), assessment.anchors.as_slice());
            anchors.insert(&assessment.path, own);
        }
        let projects = by_project.into_iter().map(|(id, releases)| (id, History::new(releases))).collect();
        Context { projects, anchors }
    }

    /// The releases of a project.
    pub(super) fn history(&self, project: &str) -> Option<&History<'a>> {
        self.projects.get(project)
    }

    /// The headings of a document, and the names that its raw HTML gives to places.
    pub(super) fn anchors(&self, path: &str) -> Option<Anchors<'a>> {
        self.anchors.get(path).copied()
    }
}

impl<'a> History<'a> {
    fn new(mut ordered: Vec<&'a Assessed>) -> History<'a> {
        crate::portfolio::order(&mut ordered);
        let mut history = History::default();
        for assessed in ordered {
            let Assessed { assessment, card, .. } = assessed;
            let release = assessment.id.release.as_str();
            history.releases.insert(release, assessment);
            history.before.insert(release, (history.published.len(), history.public.len()));
            if !assessment.draft {
                history.published.push(Earlier { assessment, card });
                let is_public = assessment.visibility == Visibility::Public;
                history.public.extend(is_public.then_some(Earlier { assessment, card }));
            }
            history.latest = Some(release);
        }
        history
    }

    /// The releases before one that are no drafts, the oldest first. A public one sees public ones only: what
    /// rules say of it stands on its page.
    pub(super) fn earlier(&self, own: &Assessment) -> &[Earlier<'a>] {
        let (published, public) = self.before.get(own.id.release.as_str()).copied().unwrap_or_default();
        let seen = match own.visibility {
            Visibility::Public => self.public.get(..public),
            Visibility::Internal => self.published.get(..published),
        };
        seen.unwrap_or_default()
    }

    /// True for the latest release.
    pub(super) fn is_latest(&self, release: &str) -> bool {
        self.latest == Some(release)
    }
}

/// Which paths exist below the project's source root, of those that a document names as evidence; `None` where
/// there is no such root, or nobody can look.
pub(super) fn sources(
    assessment: &Assessment,
    project: &Project,
    files: &dyn Files,
) -> Option<BTreeSet<String>> {
    let root = project.source_root.as_deref().filter(|root| files.exists(root) == Some(true))?;
    let named = assessment.evidence().filter_map(|fact| match Evidence::read(&fact.value) {
        Evidence::Path(path) => Some(path),
        Evidence::Outside | Evidence::Other => None,
    });
    let there = |path: &String| files.exists(&format!("{root}/{path}")) == Some(true);
    Some(named.filter(there).collect())
}

/// A warning for each project whose source root is not there.
pub(super) fn missing_roots<'a>(
    described: impl Iterator<Item = &'a Project>,
    files: &dyn Files,
) -> Vec<Diagnostic> {
    let missing = described.filter_map(|project| {
        let (path, root) = (project.path.as_ref()?, project.source_root.as_deref()?);
        (files.exists(root) == Some(false)).then_some((path, root))
    });
    missing
        .map(|(path, root)| {
            let message = format!("the `source-root` of this project does not exist here: `{root}`");
            Diagnostic::warning("missing-source-root", path, message)
                .why("the evidence of its assessments is not looked up")
                .help("correct it: it is relative to the folder of the book; or get the code to where it points")
        })
        .collect()
}
