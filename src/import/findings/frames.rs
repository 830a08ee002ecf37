//! Findings in frames and other fences without code: lines such as `GAP 1: …`, and lists below a line that announces
//! them.

use super::items::shortened;
use super::nothing;
use super::rate::{self, Rating};
use super::section::{Class, Section};
use super::status;
use super::titles::{after_prefix, is_numbered, title};
use crate::import::icons::undecorated;
use crate::import::lexicon::Topic;
use crate::import::model::{FindingFact, Status};
use crate::import::report::{Report, unframed};

/// Adds the findings of a fence.
pub(super) fn read(
    report: &Report<'_>,
    at: usize,
    lines: &[String],
    section: &Section,
    found: &mut Vec<FindingFact>,
) {
    if !matches!(section.class, Class::Gaps | Class::Neutral) {
        return;
    }
    let first = found.len();
    // How bad the problems are that the last line with a colon announces.
    let mut announced: Option<Option<Rating>> = None;
    for (offset, line) in lines.iter().map(|line| unframed(line)).enumerate() {
        let finding = |text: &str, rating: Option<Rating>| FindingFact {
            title: shortened(&title(report, text)),
            severity: rating.as_ref().map(|rating| rating.severity),
            priority: rating.and_then(|rating| rating.priority),
            status: Some(section.status.unwrap_or(Status::Open)),
            category: section.category.clone(),
            line: report.line(at) + offset + 1,
            confidence: 0.6,
        };
        let plain = undecorated(line);
        let prefixed = after_prefix(report, plain).filter(|_| section.class == Class::Gaps);
        if let Some((rest, true)) = prefixed {
            found.push(finding(rest, section.rating.clone()));
        } else if line.ends_with([':', '\u{FF1A}']) {
            announced = announces(report, line).then(|| own_rating(report, line, section));
        } else if let Some(rating) = announced.as_ref().filter(|_| is_item(line)) {
            if !nothing::says_nothing(report, plain) {
                found.push(finding(line, rating.clone()));
            }
        } else if let (Some((label, value)), true) = (plain.split_once(':'), found.len() > first)
            && let Some(last) = found.last_mut()
        {
            if report.lexicon.is(label, Topic::SeverityColumn) {
                last.severity =
                    rate::any(value, report.lexicon).map(|rating| rating.severity).or(last.severity);
            } else if report.lexicon.is(label, Topic::StatusColumn) {
                last.status = status::status(value, report.lexicon).or(last.status);
            }
        }
    }
}

/// True for a line that announces problems, and says neither what is planned nor what is well.
fn announces(report: &Report<'_>, line: &str) -> bool {
    let topics = report.lexicon.topics(line);
    let rated = rate::announced(line, report.lexicon).is_some_and(|rating| rating.worded);
    (topics.has(Topic::Gaps) || rated) && !topics.any(&[Topic::Good, Topic::Plan, Topic::Nothing])
}

fn own_rating(report: &Report<'_>, line: &str, section: &Section) -> Option<Rating> {
    let own = rate::announced(line, report.lexicon).filter(|rating| rating.worded);
    own.or_else(|| section.rating.clone())
}

/// True for a line with a bullet or a number before it.
fn is_item(line: &str) -> bool {
    let bullets = ['•', '·', '-', '–', '▪', '◦', '‣', '●', '○', '❌', '✗', '⚠'];
    line.starts_with(bullets) || is_numbered(line)
}
