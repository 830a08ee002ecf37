//! Facts of the whole document that lines of its body state: score, verdict, date, version and who and what it is
//! about. What counts is the front matter, or else the first line; one that says otherwise is kept with both places.

use std::collections::BTreeMap;

use super::body::is_of_another_time;
use super::dates::in_line;
use super::field_lines::FieldLine;
use super::verdict_words::verdict_of;
use super::{Outline, Section};
use crate::diag::Span;
use crate::model::{
    Assessment, Counting, Declared, Disagreement, Exact, Fact, FactSort, Reading, ReleaseDate,
};
use crate::text::{bare, letters};

const SCORES: [&str; 11] = [
    "overall score",
    "total score",
    "final score",
    "readiness score",
    "overall readiness score",
    "production readiness score",
    "overall rating",
    "overall",
    "overall readiness",
    "production readiness",
    "overall production readiness",
];
/// Names of a score, or of a verdict, that could be those of a part.
const GENERIC: [&str; 5] = ["score", "rating", "readiness", "readiness level", "status"];
const VERDICTS: [&str; 13] = [
    "verdict",
    "overall verdict",
    "final verdict",
    "readiness verdict",
    "overall status",
    "readiness status",
    "production status",
    "final status",
    "overall",
    "overall readiness",
    "production readiness",
    "production ready",
    "ready for production",
];
const DATES: [&str; 5] = ["date", "assessment date", "date of assessment", "report date", "assessed on"];
const RELEASES: [&str; 5] = ["version", "release", "assessed version", "assessed release", "release version"];
const OWNERS: [&str; 3] = ["owner", "service owner", "project owner"];
const ENVIRONMENTS: [&str; 2] = ["environment", "target environment"];
const COMMITS: [&str; 4] = ["commit", "commit hash", "git commit", "assessed commit"];
const TITLES: [&str; 2] = ["title", "report title"];
const AUTHORS: [&str; 4] = ["author", "authors", "written by", "prepared by"];
const PROJECTS: [&str; 2] = ["project", "project name"];

/// Words of a heading below which a score or a verdict is that of the whole.
const SUMMARIES: [&str; 8] =
    ["summary", "overview", "conclusion", "conclusions", "verdict", "overall", "result", "results"];

/// Words that a heading of nothing but a summary may hold beside them.
const BESIDE: [&str; 10] =
    ["executive", "final", "production", "readiness", "assessment", "score", "report", "the", "and", "of"];

/// As many words as a text may have that only a colon marks.
const MOST_PLAIN_WORDS: usize = 4;

/// Where the front matter states what lines of the body may state again.
pub(super) struct FrontPlaces {
    pub(super) release: Option<Span>,
    pub(super) project: Option<Span>,
    pub(super) owner: Option<Span>,
    pub(super) environment: Option<Span>,
    pub(super) commit: Option<Span>,
    pub(super) title: Option<Span>,
}

/// Compares the lines with what counts, and takes a score and a verdict from them where the front matter has none. What
/// differs is added to `found`.
pub(super) fn compare(
    assessment: &mut Assessment,
    outline: &Outline,
    front: &FrontPlaces,
    found: &mut Vec<Disagreement>,
) {
    let mut texts = BTreeMap::new();
    for section in &outline.sections {
        let titled =
            section.titled.iter().filter_map(|line| Some((line, about_its_parent(outline, section)?)));
        let own = about_the_whole(outline, section);
        let lines = section.fields.iter().filter_map(|line| Some((line, own?)));
        for (line, about) in titled.chain(lines) {
            let is = |names: &[&str]| names.contains(&line.name.as_str());
            let generic = about.generic && is(&GENERIC);
            let differs = if is(&DATES) {
                date(assessment, line).filter(|_| about.whole)
            } else if is(&RELEASES) {
                version(assessment, line, front.release).filter(|_| about.whole)
            } else {
                let score = if is(&SCORES) || generic { score(assessment, line) } else { None };
                let is_verdict = score.is_none() && (is(&VERDICTS) || generic);
                let verdict = if is_verdict { verdict(assessment, line) } else { None };
                let text = if about.whole { text(assessment, line, front, &mut texts) } else { None };
                score.or(verdict).or(text)
            };
            found.extend(differs);
        }
    }
}

/// How a section is about the whole document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct About {
    /// It stands before the second heading.
    whole: bool,
    /// A score that is called no more than that is the whole's.
    generic: bool,
}

/// How a section is about the whole; `None` for all that is about a part.
pub(super) fn about_the_whole(outline: &Outline, section: &Section) -> Option<About> {
    let is_finding = section.fields.iter().any(|field| field.name == "severity" && !field.listed);
    if is_finding || is_of_another_time(outline, section) {
        return None;
    }
    about(outline, &section.path)
}

/// The same for what stands in a heading itself.
fn about_its_parent(outline: &Outline, section: &Section) -> Option<About> {
    let (_, parents) = section.path.split_last()?;
    if is_of_another_time(outline, section) { None } else { about(outline, parents) }
}

fn about(outline: &Outline, path: &[usize]) -> Option<About> {
    let headings = &outline.headings;
    match path {
        [] => Some(About { whole: true, generic: true }),
        // The first heading is the title unless there are more like it.
        [0] => {
            let is_title = headings[1..].iter().all(|heading| heading.level > headings[0].level);
            Some(About { whole: true, generic: is_title })
        }
        [.., last] => {
            let heading = headings[*last].text.to_lowercase();
            let words = || heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            let generic = words().all(|word| SUMMARIES.contains(&word) || BESIDE.contains(&word));
            words().any(|word| SUMMARIES.contains(&word)).then_some(About { whole: false, generic })
        }
    }
}

fn differ(what: &str, line: &FieldLine, there: Fact<String>, counting: Counting) -> Disagreement {
    let here = line.value.clone();
    Disagreement { what: what.to_owned(), sort: FactSort::Plain, here, there, counting }
}

/// Where a fact that counts stands.
fn counting(assessment: &Assessment, span: Span) -> Counting {
    if span.start < assessment.body { Counting::FrontMatter } else { Counting::Body }
}

fn score(assessment: &mut Assessment, line: &FieldLine) -> Option<Disagreement> {
    let declared = figure(&line.value.value)?;
    let Some(counts) = &assessment.score else {
        assessment.score = Some(Fact::new(declared, line.value.span));
        return None;
    };
    let (there, here) = (counts.value.percent()?, declared.percent()?);
    // A summary may leave out what stands behind the point.
    let one = Exact::from(1);
    if &there - &here < one && &here - &there < one {
        return None;
    }
    let text = Fact::new(counts.value.text.clone(), counts.span);
    Some(differ("the overall score", line, text, counting(assessment, counts.span)))
}

/// The figure that a value begins with, if there is no other. A small number without its scale could be out of ten.
pub(super) fn figure(value: &str) -> Option<Declared> {
    let value = value.replace(" out of ", "/");
    let value = value.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = value.find(|c: char| !c.is_ascii_digit() && !"./% ".contains(c)).unwrap_or(value.len());
    let (figure, rest) = value.split_at(end);
    let declared = Declared::read(figure.trim_end_matches(['.', '/', ' ']));
    let scaled = figure.contains(['/', '%']) || declared.percent()? > Exact::from(10);
    let in_scale = declared.percent()? <= Exact::hundred();
    let is_one =
        matches!(declared.reading, Reading::Of { .. }) && !rest.contains(|c: char| c.is_ascii_digit());
    (is_one && scaled && in_scale).then_some(declared)
}

fn verdict(assessment: &mut Assessment, line: &FieldLine) -> Option<Disagreement> {
    let here = verdict_of(&line.name, &line.value.value)?;
    let Some(counts) = &assessment.verdict else {
        assessment.verdict = Some(Fact::new(here, line.value.span));
        return None;
    };
    let there = Fact::new(counts.value.id().to_owned(), counts.span);
    (here != counts.value).then(|| differ("the verdict", line, there, counting(assessment, counts.span)))
}

fn date(assessment: &Assessment, line: &FieldLine) -> Option<Disagreement> {
    let (ReleaseDate::Known(counts), Some(span)) = (assessment.date, assessment.date_span) else {
        return None;
    };
    if in_line(&line.value.value)? == counts {
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

/// Owner, environment, commit, title, authors and project. `texts` has the lines that count where the front matter says nothing.
fn text(
    assessment: &Assessment,
    line: &FieldLine,
    front: &FrontPlaces,
    texts: &mut BTreeMap<&'static str, Fact<String>>,
) -> Option<Disagreement> {
    let is = |names: &[&str]| names.contains(&line.name.as_str());
    let of = |value: &Option<String>, place: Option<Span>| Some(Fact::new(value.clone()?, place?));
    let (what, there, agree): (_, _, fn(&str, &str) -> bool) = if is(&OWNERS) {
        ("the owner", of(&assessment.owner, front.owner), one_says_the_other)
    } else if is(&ENVIRONMENTS) {
        ("the environment", of(&assessment.environment, front.environment), one_says_the_other)
    } else if is(&COMMITS) {
        ("the commit", of(&assessment.commit, front.commit), same_commit)
    } else if is(&TITLES) {
        ("the title", of(&Some(assessment.title.clone()), front.title), one_says_the_other)
    } else if is(&AUTHORS) {
        let names: Vec<&str> = assessment.authors.iter().map(|author| author.value.as_str()).collect();
        let place = assessment.authors.first().map(|author| author.span);
        ("the author", of(&Some(names.join(", ")), place), names_one_of)
    } else if is(&PROJECTS) {
        // Only with the whole book it can be told whether this is a name of the project.
        let counting = if front.project.is_some() { Counting::FrontMatter } else { Counting::Folder };
        let there = Fact::new(assessment.id.project.clone(), front.project.unwrap_or_default());
        return Some(Disagreement {
            sort: FactSort::Project,
            ..differ("the project", line, there, counting)
        });
    } else {
        return None;
    };
    let value = &line.value.value;
    if line.plain && value.split_whitespace().count() > MOST_PLAIN_WORDS {
        return None;
    }
    let (there, counting) = match there {
        Some(there) => (there, Counting::FrontMatter),
        None => match texts.get(what) {
            Some(there) => (there.clone(), Counting::Body),
            None => {
                texts.insert(what, line.value.clone());
                return None;
            }
        },
    };
    (!agree(value, &there.value)).then(|| differ(what, line, there, counting))
}

/// True where one text says what the other does, whatever decorates it.
fn one_says_the_other(a: &str, b: &str) -> bool {
    let (a, b) = (letters(a), letters(b));
    a.contains(&b) || b.contains(&a)
}

/// True where a text names one of a list of people.
fn names_one_of(text: &str, people: &str) -> bool {
    people.split(", ").any(|name| one_says_the_other(text, name))
}

/// True where one is the beginning of the other, or one is no commit.
fn same_commit(a: &str, b: &str) -> bool {
    let hash = |text: &str| {
        let word = bare(text);
        (word.len() >= 6 && word.bytes().all(|b| b.is_ascii_hexdigit())).then_some(word)
    };
    hash(a).zip(hash(b)).is_none_or(|(a, b)| a.starts_with(&b) || b.starts_with(&a))
}
