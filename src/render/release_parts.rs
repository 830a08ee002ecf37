//! What pages are made from, as hashes: of each release, and of all that there is.

use std::sync::Arc;

use rayon::prelude::*;

use super::Fingerprint;
use crate::portfolio::{Assessed, Portfolio, Series};

/// The hashes of a portfolio.
pub(super) struct ReleaseParts {
    /// Of each release with the path of its document, in the order of these.
    releases: Vec<(Arc<str>, OfRelease)>,
    /// Of each project in the portfolio's order: of how it is described, what its releases state, and the days as of which
    /// they are judged.
    pub(super) projects: Vec<Fingerprint>,
    /// Of all of these: what pages about all projects are made from.
    pub(super) all: Fingerprint,
}

/// The hashes of a release.
#[derive(Clone, Copy)]
struct OfRelease {
    /// Of what it states and came to.
    figures: Fingerprint,
    /// Of its document too, and of everything that is wrong with it.
    document: Fingerprint,
}

impl ReleaseParts {
    /// The hashes of all releases, each made once: most of them are part of several pages.
    pub(super) fn of(portfolio: &Portfolio) -> ReleaseParts {
        let all: Vec<&Arc<Assessed>> =
            portfolio.projects.iter().flat_map(|series| &series.releases).collect();
        let mut releases: Vec<(Arc<str>, OfRelease)> =
            all.par_iter().map(|one| (Arc::clone(&one.assessment.path), OfRelease::of(one))).collect();
        releases.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let mut hashes = ReleaseParts { releases, projects: Vec::new(), all: Fingerprint([0; 32]) };
        hashes.projects = portfolio.projects.iter().map(|series| hashes.project(series)).collect();
        hashes.all = Fingerprint::of(hashes.projects.iter().map(|project| project.0.as_slice()));
        hashes
    }

    /// What a release's figures are made from: not its prose.
    pub(super) fn figures(&self, release: &Assessed) -> Vec<u8> {
        self.release(release).figures.0.to_vec()
    }

    fn project(&self, series: &Series) -> Fingerprint {
        let id = &series.project.id;
        let own = [id.as_bytes().to_vec(), series.project.hash.unwrap_or_default().to_vec()];
        let releases = series.releases.iter().map(|release| self.figures(release));
        let parts: Vec<Vec<u8>> = own.into_iter().chain(releases).collect();
        Fingerprint::of(parts.iter().map(Vec::as_slice))
    }

    /// What a page is made from that shows its document, or what is wrong with it.
    pub(super) fn document(&self, release: &Assessed) -> Vec<u8> {
        self.release(release).document.0.to_vec()
    }

    fn release(&self, release: &Assessed) -> OfRelease {
        let path = &release.assessment.path;
        match self.releases.binary_search_by(|(known, _)| known.cmp(path)) {
            Ok(at) => self.releases[at].1,
            Err(_) => OfRelease::of(release),
        }
    }
}

impl OfRelease {
    fn of(release: &Assessed) -> OfRelease {
        let assessment = &release.assessment;
        let beside = format!("{} {:?} {:?}", release.card.as_of, release.seal, release.sources);
        // Of what is wrong, only how much of it.
        let wrong: Vec<_> = release.diagnostics.iter().map(|one| (one.rule, one.severity)).collect();
        let wrong = format!("{wrong:?}");
        let rubric = release.rubric.hash.as_bytes();
        let figures = Fingerprint::of([&assessment.facts_hash, rubric, beside.as_bytes(), wrong.as_bytes()]);
        let told = format!("{:?}", release.diagnostics);
        let document = Fingerprint::of([figures.0.as_slice(), &assessment.hash, told.as_bytes()]);
        OfRelease { figures, document }
    }
}
