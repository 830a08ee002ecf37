//! Verdicts of several targets: ready for one and not for another is ready on conditions.

use std::collections::BTreeMap;

use super::Candidate;
use super::answers::answer;
use super::places::{concludes, elsewhen};
use crate::import::blocks::{Kind, Table};
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::{Conclusion, Status};
use crate::import::report::Report;

/// What a table of decisions weighs whose rows differ.
const TABLE: i32 = 72;

/// What headings side by side weigh whose lights differ.
const LIGHTS: i32 = 60;

/// Tables of decisions, and sections side by side of targets, where they differ.
pub(super) fn differing(report: &Report<'_>, all: &mut Vec<Candidate>) {
    let mut lights: BTreeMap<&[usize], Vec<(bool, usize)>> = BTreeMap::new();
    for (at, block) in report.blocks.iter().enumerate() {
        if elsewhen(report, at) {
            continue;
        }
        match &block.kind {
            Kind::Table(table) if concludes(report, at) && decides_differently(report, table) => {
                let conclusion = Conclusion::Conditional;
                all.push(Candidate { weight: TABLE, conclusion, line: report.line(at) });
            }
            Kind::Heading(_) => {
                let light = light(&block.text).filter(|_| is_target(report, &block.text));
                lights.entry(&block.path).or_default().extend(light.map(|light| (light, at)));
            }
            _ => {}
        }
    }
    // `Customers ✅`, `Shipping ❌` are parts; a use that is less than production tells that targets are meant.
    let less = |(_, at): &(bool, usize)| report.topics[*at].has(Topic::LimitedUse);
    for beside in lights.values().filter(|beside| beside.iter().any(less)) {
        let no = beside.iter().find(|(light, _)| !light);
        let differ = beside.iter().any(|(light, _)| *light);
        all.extend(no.filter(|_| differ).map(|(_, at)| Candidate {
            weight: LIGHTS,
            conclusion: Conclusion::Conditional,
            line: report.line(*at),
        }));
    }
}

/// True for a table whose column of verdicts says yes for one row and no for another, where none is of the whole.
fn decides_differently(report: &Report<'_>, table: &Table) -> bool {
    let is = |text: &String, topic| report.lexicon.is(undecorated(text), topic);
    // The row of production itself decides alone.
    let of_all = |name: &String| {
        let topics = report.lexicon.topics(name);
        topics.has(Topic::Overall) || is_of_production(topics)
    };
    if table.rows.iter().filter_map(|row| row.cells.first()).any(of_all) {
        return false;
    }
    let columns = (1..table.head.len()).filter(|column| is(&table.head[*column], Topic::VerdictLabel));
    columns.into_iter().any(|column| {
        let said: Vec<Conclusion> = table.column(column).filter_map(|cell| answer(report, cell)).collect();
        said.contains(&Conclusion::NotReady) && said.iter().any(|said| *said != Conclusion::NotReady)
    })
}

/// True for the name of the step to production itself, not of a lesser use.
pub(super) fn is_of_production(name: Topics) -> bool {
    name.has(Topic::Goal) && !name.has(Topic::LimitedUse)
}

/// True for a heading that names a use, and no problem: `Staging`, `Production gate`.
fn is_target(report: &Report<'_>, text: &str) -> bool {
    // `Mainnet — 🔴 what blocks it`
    let name = undecorated(text).split(['\u{2013}', '\u{2014}', ':', '\u{FF1A}', '(', '\u{FF08}']).next();
    let topics = report.lexicon.topics(name.unwrap_or_default());
    let bad = [Topic::Critical, Topic::High, Topic::Medium, Topic::Low];
    topics.any(&[Topic::Goal, Topic::LimitedUse]) && !topics.any(&bad)
}

/// What the light of a heading says: true for a green one.
fn light(text: &str) -> Option<bool> {
    match icons::any_status(text) {
        Some(Status::Open) => Some(false),
        Some(Status::Resolved) => Some(true),
        _ => text.contains(icons::GREEN).then_some(true),
    }
}

/// True for a text that has a light of each kind for a use: `staging ✅, production 🔴`, but not `✅ ready (🔴 0 critical)`.
pub(super) fn mixes_lights(report: &Report<'_>, text: &str) -> bool {
    let parts =
        text.split([';', ',', '/', '|', '(', '\u{FF1B}', '\u{FF0C}', '\u{FF08}', '\u{3001}', '\u{3002}']);
    let lights: Vec<bool> = parts
        .filter(|part| report.lexicon.topics(part).any(&[Topic::Goal, Topic::LimitedUse]))
        .filter_map(light)
        .collect();
    lights.contains(&true) && lights.contains(&false)
}
