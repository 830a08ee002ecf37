//! Facts of the whole document that lines of its body state once more: overall score, verdict, date and version. What
//! counts stands elsewhere; a line that says otherwise is kept with both places.

use super::body::{FieldLine, is_of_another_time};
use super::dates::meant;
use super::{Outline, Section};
use crate::diag::Span;
use crate::model::{
    Assessment, Counting, Declared, Disagreement, Exact, Fact, FactSort, Reading, ReleaseDate, Verdict,
};

const SCORES: [&str; 6] = [
    "overall score",
    "total score",
    "readiness score",
    "overall readiness score",
    "production readiness score",
    "overall rating",
];
const VERDICTS: [&str; 4] = ["verdict", "overall verdict", "final verdict", "readiness verdict"];
const DATES: [&str; 5] = ["date", "assessment date", "date of assessment", "report date", "assessed on"];
const RELEASES: [&str; 5] = ["version", "release", "assessed version", "assessed release", "release version"];

/// Words of a heading below which a score or a verdict is that of the whole.
const SUMMARIES: [&str; 8] =
    ["summary", "overview", "conclusion", "conclusions", "verdict", "overall", "result", "results"];

/// Compares the lines with what counts. `release` is where the front matter names the release.
pub(super) fn compare(assessment: &mut Assessment, outline: &Outline, release: Option<Span>) {
    for section in &outline.sections {
        let Some(whole) = about_the_whole(outline, section) else {
            continue;
        };
        for line in section.fields.iter().chain(&section.claims) {
            let name = line.name.as_str();
            let found = if SCORES.contains(&name) {
                score(assessment, line)
            } else if VERDICTS.contains(&name) {
                verdict(assessment, line)
            } else if whole && DATES.contains(&name) {
                date(assessment, line)
            } else if whole && RELEASES.contains(&name) {
                version(assessment, line, release)
            } else {
                None
            };
            assessment.disagreements.extend(found);
        }
    }
}

/// True for what stands before the second heading, false for a summary, `None` for all that is about a part.
fn about_the_whole(outline: &Outline, section: &Section) -> Option<bool> {
    if section.fields.iter().any(|field| field.name == "severity") || is_of_another_time(outline, section) {
        return None;
    }
    match section.path.as_slice() {
        [] | [0] => Some(true),
        [.., last] => {
            let heading = outline.headings[*last].text.to_lowercase();
            let mut words = heading.split(|c: char| !c.is_alphanumeric());
            words.any(|word| SUMMARIES.contains(&word)).then_some(false)
        }
    }
}

fn differ(what: &str, line: &FieldLine, there: Fact<String>, counting: Counting) -> Disagreement {
    let here = line.value.clone();
    Disagreement { what: what.to_owned(), sort: FactSort::Plain, here, there, counting }
}

fn score(assessment: &Assessment, line: &FieldLine) -> Option<Disagreement> {
    let counts = assessment.score.as_ref()?;
    let (there, here) = (counts.value.percent()?, figure(&line.value.value)?.percent()?);
    // A summary may leave out what stands behind the point.
    let one = Exact::from(1);
    if &there - &here < one && &here - &there < one {
        return None;
    }
    let counting = if counts.span.start < assessment.body { Counting::FrontMatter } else { Counting::Body };
    let there = Fact::new(counts.value.text.clone(), counts.span);
    Some(differ("the overall score", line, there, counting))
}

/// The figure that a value begins with, if there is no other. A small number without its scale could be out of ten.
fn figure(value: &str) -> Option<Declared> {
    let value = value.replace(" out of ", "/");
    let value = value.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = value.find(|c: char| !c.is_ascii_digit() && !"./% ".contains(c)).unwrap_or(value.len());
    let (figure, rest) = value.split_at(end);
    let declared = Declared::read(figure.trim_end_matches(['.', '/', ' ']));
    let scaled = figure.contains(['/', '%']) || declared.percent()? > Exact::from(10);
    let is_one =
        matches!(declared.reading, Reading::Of { .. }) && !rest.contains(|c: char| c.is_ascii_digit());
    (is_one && scaled).then_some(declared)
}

fn verdict(assessment: &Assessment, line: &FieldLine) -> Option<Disagreement> {
    let counts = assessment.verdict.as_ref()?;
    if in_words(&line.value.value)? == counts.value {
        return None;
    }
    let there = Fact::new(counts.value.id().to_owned(), counts.span);
    Some(differ("the verdict", line, there, Counting::FrontMatter))
}

/// The verdict that a value begins with; `None` for words that are none.
fn in_words(value: &str) -> Option<Verdict> {
    let value = value.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let phrase = value.split(|c: char| !c.is_alphanumeric() && c != ' ' && c != '-').next()?;
    let phrase = phrase.split(" - ").next()?.replace('-', " ");
    match phrase.trim() {
        "ready" | "production ready" | "ready for production" | "go" => Some(Verdict::Ready),
        "conditional" | "conditionally ready" | "ready with conditions" | "conditional go" => {
            Some(Verdict::Conditional)
        }
        "incomplete" => Some(Verdict::Incomplete),
        "not ready" | "not production ready" | "not ready for production" | "no go" => {
            Some(Verdict::NotReady)
        }
        _ => None,
    }
}

fn date(assessment: &Assessment, line: &FieldLine) -> Option<Disagreement> {
    let (ReleaseDate::Known(counts), Some(span)) = (assessment.date, assessment.date_span) else {
        return None;
    };
    let value = line.value.value.split('(').next().unwrap_or_default().trim();
    if meant(value)? == counts {
        return None;
    }
    Some(differ("the date", line, Fact::new(counts.to_string(), span), Counting::FrontMatter))
}

fn version(assessment: &Assessment, line: &FieldLine, release: Option<Span>) -> Option<Disagreement> {
    let counts = &assessment.id.release;
    let here = line.value.value.split_whitespace().next()?.trim_matches('`').trim_start_matches(['v', 'V']);
    let plain = |name: &str| {
        let mut name = name.trim_end_matches("-before");
        while let Some(shorter) = name.strip_suffix(".0") {
            name = shorter;
        }
        name.to_owned()
    };
    let numbered = |name: &str| name.starts_with(|c: char| c.is_ascii_digit());
    let there = counts.trim_start_matches(['v', 'V']);
    if !numbered(here) || !numbered(there) || plain(here) == plain(there) {
        return None;
    }
    let counting = if release.is_some() { Counting::FrontMatter } else { Counting::FileName };
    let there = Fact::new(counts.clone(), release.unwrap_or_default());
    Some(differ("the release", line, there, counting))
}
