//! A book as its own built data would tell of it: for comparing it with a site of which only those are at hand.

use std::collections::BTreeMap;

use super::{Files, Options, survey};
use crate::diag::{Diagnostic, Kind};
use crate::export::data::{self, Pages};
use crate::model::Date;
use crate::portfolio::Series;
use crate::review::{Built, BuiltProject, BuiltSite};

/// Addresses of pages are of no interest here.
const NOWHERE: Pages = Pages { project: |_| String::new(), release: |_, _| String::new() };

/// What a build of a book that day would publish, by way of the same documents, so that both states of a comparison say
/// neither more nor less. The error is what keeps the book from being judged.
pub fn built(files: &dyn Files, today: Date) -> Result<BuiltSite, Vec<Diagnostic>> {
    let options = Options { today, keep_going: true, drafts: false, internal: false };
    let survey = survey(files, options)?;
    let stops = survey.diagnostics.iter().filter(|d| d.kind != Kind::Rule);
    let mut unread: Vec<_> = stops.map(|d| (d.path.clone(), d.message.clone())).collect();
    // Of one document, the first reason says enough.
    unread.dedup_by(|later, first| later.0 == first.0);
    let mut projects = BTreeMap::new();
    for series in &survey.portfolio.projects {
        let shown: Vec<_> = series.releases.iter().filter(|one| options.publishes(&one.assessment)).collect();
        let mut releases: Vec<Built> = Vec::new();
        for one in shown {
            match data::read_assessment(&data::assessment(one, NOWHERE)) {
                Ok(built) => releases.push(built),
                Err(why) => unread.push((one.assessment.path.clone(), why)),
            }
        }
        if !releases.is_empty() {
            projects.insert(series.project.id.clone(), project(series, releases));
        }
    }
    Ok(BuiltSite { projects, unread })
}

fn project(series: &Series, releases: Vec<Built>) -> BuiltProject {
    BuiltProject { name: series.project.name.clone(), formerly: series.project.formerly.clone(), releases }
}
