//! Evidence on pages: what supports a claim, whether it is there, and where it can be read.

use serde::Serialize;

use crate::book::Config;
use crate::check::Evidence;
use crate::portfolio::Assessed;
use crate::text::uri_path;

/// Stands for the assessed commit where a document names none: the newest one, as git calls it.
const NEWEST: &str = "HEAD";

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceView {
    /// As written.
    pub text: String,
    /// Where it can be read: a web address, or where `evidence-url` leads for a path.
    pub url: Option<String>,
    /// Of a path: `found` or `missing` below the project's source root, or `unverified` where nobody can look.
    pub state: Option<&'static str>,
}

/// How the evidence of one assessment is shown.
#[derive(Clone, Copy)]
pub(super) struct Supporting<'a> {
    assessed: &'a Assessed,
    /// The address of a file of a project, with `{path}` in it.
    address: Option<&'a str>,
}

impl<'a> Supporting<'a> {
    pub(super) fn of(assessed: &'a Assessed, config: &'a Config) -> Supporting<'a> {
        Supporting { assessed, address: config.evidence_url.as_deref() }
    }

    /// The view of one piece of it.
    pub(super) fn view(&self, text: &str) -> EvidenceView {
        let view = |url, state| EvidenceView { text: text.to_owned(), url, state };
        if text.starts_with("https://") || text.starts_with("http://") {
            return view(Some(text.to_owned()), None);
        }
        match Evidence::read(text) {
            Evidence::Other => view(None, None),
            Evidence::Outside => view(None, Some("unverified")),
            Evidence::Path(path) => match &self.assessed.sources {
                Some(there) if !there.contains(&path) => view(None, Some("missing")),
                Some(_) => view(self.url(&path), Some("found")),
                // A single word may be a path, or the name of anything.
                None => {
                    let url = if path.contains(['/', '.']) { self.url(&path) } else { None };
                    view(url, Some("unverified"))
                }
            },
        }
    }

    fn url(&self, path: &str) -> Option<String> {
        let assessment = &self.assessed.assessment;
        let commit = assessment.commit.as_deref().unwrap_or(NEWEST);
        let parts = [("{project}", &*assessment.id.project), ("{commit}", commit), ("{path}", path)];
        let mut url = self.address?.to_owned();
        for (place, value) in parts {
            url = url.replace(place, &uri_path(value));
        }
        Some(url)
    }
}
