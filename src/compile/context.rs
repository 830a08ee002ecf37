//! What rules know of the book around a document.

use std::collections::{BTreeMap, BTreeSet};

use super::Files;
use crate::check::{Anchors, Earlier, Evidence, LastChanges, anchors};
use crate::diag::Diagnostic;
use crate::model::{Assessment, Details, Project, Visibility};
use crate::text::link::plain_path;

/// Documents that links can lead into, by path. Few are asked for an anchor: theirs are gathered each time.
pub(super) struct Targets<'a>(BTreeMap<&'a str, Target<'a>>);

enum Target<'a> {
    Assessment(&'a Assessment),
    Project(&'a Project),
}

impl<'a> Targets<'a> {
    pub(super) fn new(
        assessments: impl Iterator<Item = &'a Assessment>,
        described: impl Iterator<Item = &'a Project>,
    ) -> Targets<'a> {
        let described =
            described.filter_map(|project| Some((project.path.as_deref()?, Target::Project(project))));
        Targets(assessments.map(|one| (&*one.path, Target::Assessment(one))).chain(described).collect())
    }

    /// Where links may lead in the document at a path, where there is one.
    pub(super) fn anchors(&self, path: &str) -> Option<Anchors> {
        Some(match self.0.get(path)? {
            Target::Assessment(assessment) => {
                let details = assessment.details.open();
                anchors(&details.headings, &details.anchors)
            }
            Target::Project(project) => anchors(&project.headings, &project.anchors),
        })
    }
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

impl<'a> History<'a> {
    /// Of all releases of a project.
    pub(super) fn new(mut ordered: Vec<Earlier<'a>>) -> History<'a> {
        crate::portfolio::order(&mut ordered, |one| one.assessment);
        let mut history = History::default();
        for one in ordered {
            let assessment = one.assessment;
            let release = assessment.id.release.as_str();
            history.releases.insert(release, assessment);
            history.before.insert(release, (history.published.len(), history.public.len()));
            if !assessment.draft {
                history.published.push(one);
                let is_public = assessment.visibility == Visibility::Public;
                history.public.extend(is_public.then_some(one));
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

/// The source root of a project, where it has one that is there.
pub(super) fn source_root<'a>(project: &'a Project, files: &dyn Files) -> Option<&'a str> {
    project.source_root.as_deref().filter(|root| files.exists(root) == Some(true))
}

/// Which paths exist below the project's source root, of those that a document names as evidence; `None` where
/// there is no such root, or nobody can look.
pub(super) fn sources(details: &Details, root: Option<&str>, files: &dyn Files) -> Option<BTreeSet<String>> {
    let root = root?;
    let there = |path: &String| files.exists(&format!("{root}/{path}")) == Some(true);
    Some(paths(details).filter(there).collect())
}

/// When the evidence of a project's assessments below its source root was last changed, by the commits that they name.
pub(super) fn last_changes<'a>(
    assessments: impl Iterator<Item = (&'a Assessment, &'a Details)>,
    root: Option<&str>,
    files: &dyn Files,
) -> BTreeMap<String, LastChanges> {
    let Some(root) = root else {
        return BTreeMap::new();
    };
    let mut asked = BTreeMap::<String, BTreeSet<String>>::new();
    for (assessment, details) in assessments {
        if let Some(commit) = &assessment.commit {
            asked.entry(commit.clone()).or_default().extend(paths(details));
        }
    }
    asked.retain(|_, paths| !paths.is_empty());
    if asked.is_empty() { BTreeMap::new() } else { files.last_changes(root, &asked) }
}

/// The paths that a document names as evidence.
fn paths(details: &Details) -> impl Iterator<Item = String> {
    details.evidence().filter_map(|fact| match Evidence::read(&fact.value) {
        Evidence::Path(path) => Some(path),
        Evidence::Outside | Evidence::Other => None,
    })
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
            let depends_on = Some(plain_path(root).into());
            Diagnostic { depends_on, ..Diagnostic::warning("missing-source-root", path, message) }
                .why("the evidence of its assessments is not looked up")
                .help("correct it: it is relative to the folder of the book; or get the code to where it points")
        })
        .collect()
}
