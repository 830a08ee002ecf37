//! What pages about one check of all projects are made from, as hashes: an answer of one document is on the pages of one
//! check and its category, and not on those of all.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Fingerprint, Renderer};
use crate::portfolio::{Assessed, Latest, Portfolio, Series};

/// The hashes of all checks.
pub(super) struct CheckParts {
    /// Of what all of them are made from: how projects are described, the rubrics and days of their releases, and where
    /// evidence of the latest ones is to be found.
    of_all: Fingerprint,
    /// Of what each check came to in all releases, and what the latest ones say of it.
    checks: BTreeMap<Box<str>, Fingerprint>,
}

impl CheckParts {
    /// Worked out once for all pages.
    pub(super) fn shared(renderer: &Renderer) -> Arc<CheckParts> {
        renderer.shared(|| CheckParts::of(&renderer.input.portfolio, renderer.latest()))
    }

    /// Of a portfolio; `latest` is in its order.
    fn of(portfolio: &Portfolio, latest: &[Latest]) -> CheckParts {
        let mut of_all = Bytes::default();
        let mut checks: BTreeMap<&str, Bytes> = BTreeMap::new();
        for (at, series) in portfolio.projects.iter().enumerate() {
            of_all.project(series);
            for release in &series.releases {
                of_all.release(release);
                let items = release.card.categories.iter().flat_map(|category| category.items.iter());
                for item in items.filter(|item| item.is_said()) {
                    let state =
                        format!("{at} {} {} {}", release.assessment.id.release, item.state.id(), item.waived);
                    checks.entry(&item.check.id).or_default().add(state.as_bytes());
                }
            }
            for answer in latest.get(at).into_iter().flat_map(Latest::answers) {
                let check = checks.entry(&answer.check).or_default();
                check.add(at.to_string().as_bytes());
                check.add(answer.answer.bytes());
            }
        }
        let checks = checks.into_iter().map(|(id, bytes)| (id.into(), bytes.fingerprint()));
        CheckParts { of_all: of_all.fingerprint(), checks: checks.collect() }
    }

    /// Of the check of that id, as parts of a fingerprint.
    pub(super) fn check(&self, id: &str) -> [&[u8]; 2] {
        [&self.of_all.0, self.checks.get(id).map_or(&[], |own| &own.0)]
    }
}

/// What a hash is made of, part after part.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn add(&mut self, part: &[u8]) {
        self.0.extend((part.len() as u64).to_le_bytes());
        self.0.extend(part);
    }

    fn project(&mut self, series: &Series) {
        self.add(series.project.id.as_bytes());
        self.add(&series.project.hash.unwrap_or_default());
        self.add(series.owner().unwrap_or_default().as_bytes());
        if let Some(latest) = series.latest() {
            let of_evidence = format!("{:?} {:?}", latest.assessment.commit, latest.sources);
            self.add(of_evidence.as_bytes());
        }
    }

    /// Which checks apply follows from the project, or the seal, and the rubric.
    fn release(&mut self, release: &Assessed) {
        self.add(release.assessment.id.release.as_bytes());
        self.add(format!("{:?}", release.assessment.date).as_bytes());
        self.add(release.rubric.hash.as_bytes());
        self.add(release.seal.as_ref().map_or(&[], |seal| seal.hash.as_bytes()));
        for category in &release.card.categories {
            self.0.extend((category.items.len() as u64).to_le_bytes());
        }
    }

    fn fingerprint(self) -> Fingerprint {
        Fingerprint::of([self.0.as_slice()])
    }
}
