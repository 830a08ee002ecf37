//! What pages are made from, as hashes: of each release, and of all that there is.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Fingerprint;
use crate::portfolio::{Assessed, Portfolio};

/// The hashes of a portfolio.
pub(super) struct ReleaseParts {
    /// Of each release, by the path of its document.
    releases: BTreeMap<Arc<str>, Fingerprint>,
    /// Of all documents and the days as of which they are judged: what pages about all projects are made from.
    pub(super) all: Fingerprint,
}

impl ReleaseParts {
    /// The hashes of all releases, each made once: most of them are part of several pages.
    pub(super) fn of(portfolio: &Portfolio) -> ReleaseParts {
        let all: Vec<&Arc<Assessed>> =
            portfolio.projects.iter().flat_map(|series| &series.releases).collect();
        let releases = all.par_iter().map(|one| (Arc::clone(&one.assessment.path), parts(one))).collect();
        let mut hashes = ReleaseParts { releases, all: Fingerprint([0; 32]) };
        let mut parts = Vec::new();
        for series in &portfolio.projects {
            parts.push(series.project.id.as_bytes().to_vec());
            parts.push(series.project.hash.unwrap_or_default().to_vec());
            parts.extend(series.releases.iter().map(|release| hashes.release(release)));
        }
        hashes.all = Fingerprint::of(parts.iter().map(Vec::as_slice));
        hashes
    }

    /// What a release's figures are made from.
    pub(super) fn release(&self, release: &Assessed) -> Vec<u8> {
        self.releases.get(&release.assessment.path).map_or_else(|| parts(release), |hash| *hash).0.to_vec()
    }
}

fn parts(release: &Assessed) -> Fingerprint {
    let mut parts = release.assessment.hash.to_vec();
    parts.extend(release.assessment.id.release.as_bytes());
    parts.extend(release.assessment.path.as_bytes());
    parts.extend(release.card.as_of.to_string().as_bytes());
    parts.extend(release.rubric.hash.as_bytes());
    parts.extend(format!("{:?}{:?}", release.seal, release.sources).as_bytes());
    for diagnostic in &release.diagnostics {
        parts.extend(format!("{diagnostic:?}").as_bytes());
    }
    Fingerprint::of([parts.as_slice()])
}
