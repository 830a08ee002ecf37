//! Category scores that stand below headings and beside names: `## Security` with a line `**Score:** 40/100`,
//! `## Security: 40/100`, and lines such as `**Security:** 8/10`. Only a rubric can tell which names are of categories.

use std::collections::BTreeMap;

use super::body::is_of_another_time;
use super::field_lines::FieldLine;
use super::outline::{Outline, Section};
use super::score_parts::drop_parts;
use super::stated::figure;
use crate::model::{Declared, DeclaredCategory, Fact, Guess, Heading};
use crate::text::bare;

/// Names of the lines that state the score of their section.
const SCORES: [&str; 6] = ["score", "rating", "grade", "current score", "category score", "section score"];

/// Words behind the name of what is scored.
const BEHIND: [&str; 3] = [" score", " rating", " grade"];

/// Where names stand beside each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// In the headings below one heading.
    Headings(Option<usize>),
    /// In the lines of one section.
    Lines(usize),
}

/// Adds the scores to those that tables state, in the order of the document.
pub(super) fn add_scores(outline: &Outline, categories: &mut Vec<DeclaredCategory>) {
    let mut found: Vec<(Place, DeclaredCategory)> = Vec::new();
    for (at, section) in outline.sections.iter().enumerate() {
        if is_of_a_finding(section) || is_of_another_time(outline, section) {
            continue;
        }
        found.extend(of_heading(outline, section));
        let lines = section.fields.iter().filter_map(|line| of_line(line, at));
        found.extend(
            lines.map(|(place, declared)| {
                (place, DeclaredCategory { under: section.path.clone(), ..declared })
            }),
        );
    }
    let tables = categories.iter().filter_map(|declared| Some(declared.guessed?.group)).max().unwrap_or(0);
    let mut groups: BTreeMap<Place, usize> = BTreeMap::new();
    for (place, mut declared) in found {
        let next = tables + 1 + groups.len();
        let group = *groups.entry(place).or_insert(next);
        declared.guessed = declared.guessed.map(|guess| Guess { group, ..guess });
        categories.push(declared);
    }
    categories.sort_by_key(|declared| declared.score.as_ref().map(|score| score.span));
    drop_parts(outline, categories);
}

fn is_of_a_finding(section: &Section) -> bool {
    section.fields.iter().any(|field| field.name == "severity" && !field.listed)
}

/// What a heading and the lines below it say of what the heading names.
fn of_heading(outline: &Outline, section: &Section) -> Vec<(Place, DeclaredCategory)> {
    let Some((own, parents)) = section.path.split_last() else {
        return Vec::new();
    };
    let headings = &outline.headings;
    // The title is of the whole.
    if *own == 0 && headings[1..].iter().all(|heading| heading.level > headings[0].level) {
        return Vec::new();
    }
    let heading = &headings[*own];
    let place = Place::Headings(parents.last().copied());
    let in_heading = scored(heading, section.titled.as_ref());
    let text = in_heading.as_ref().map_or(&*heading.text, |(name, _)| name);
    let name = Fact::new(name_of(text), heading.span);
    let lines = section.fields.iter().filter(|line| SCORES.contains(&line.name.as_str())).filter_map(stated);
    let scores = in_heading.into_iter().map(|(_, score)| score).chain(lines);
    let under = || parents.to_vec();
    scores
        .map(|score| (place, DeclaredCategory { under: under(), ..declared(name.clone(), score, 1) }))
        .collect()
}

/// The name and the figure of a heading such as `Security: 40/100`, `Security (40/100)` or `Security - 40/100`.
fn scored<'a>(heading: &'a Heading, titled: Option<&FieldLine>) -> Option<(&'a str, Fact<Declared>)> {
    let (name, value) = heading.text.rsplit_once([':', '(', '–', '—']).or(heading.text.rsplit_once(" - "))?;
    let is_alone = !value.contains(char::is_alphabetic) && value.contains(['/', '%']);
    let span =
        titled.filter(|line| line.value.value == value.trim()).map_or(heading.span, |line| line.value.span);
    Some((name, Fact::new(figure(value).filter(|_| is_alone)?, span)))
}

/// The score that a line states: a figure, or a word where nothing else can be meant.
fn stated(line: &FieldLine) -> Option<Fact<Declared>> {
    let value = &line.value.value;
    let word = || {
        let is_word =
            !line.plain && !line.listed && !value.contains(|c: char| c.is_whitespace() || c.is_ascii_digit());
        is_word.then(|| Declared::read(value.trim_start_matches(|c: char| !c.is_alphanumeric())))
    };
    Some(Fact::new(figure(value).or_else(word)?, line.value.span))
}

/// What a line such as `**Security:** 8/10` says.
fn of_line(line: &FieldLine, section: usize) -> Option<(Place, DeclaredCategory)> {
    let value = &line.value.value;
    // What only a colon marks is a sentence unless nothing but a figure follows.
    let is_marked = !line.plain || !value.contains(char::is_alphabetic);
    let is_scaled = is_marked && !line.listed && value.contains('/');
    let score = figure(value).filter(|_| is_scaled && !SCORES.contains(&line.name.as_str()))?;
    let name = Fact::new(name_of(&line.name), line.span);
    let score = Fact::new(score, line.value.span);
    Some((Place::Lines(section), declared(name, score, 2)))
}

/// The name of what is scored, without ordinals, icons, and a word that says that it is scored.
pub(super) fn name_of(text: &str) -> String {
    let name = bare(text.trim_start_matches(|c: char| !c.is_alphabetic()));
    let behind = BEHIND.iter().find_map(|word| name.strip_suffix(word));
    behind.map(str::to_owned).unwrap_or(name)
}

/// `least`: as many categories as names beside each other have to be of.
fn declared(category: Fact<String>, score: Fact<Declared>, least: usize) -> DeclaredCategory {
    DeclaredCategory {
        category,
        score: Some(score),
        note: None,
        evidence: Vec::new(),
        in_body: true,
        under: Vec::new(),
        guessed: Some(Guess { group: 0, least }),
        weight: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::outline;

    /// What a body declares: name, score, and as many names as have to be of categories.
    fn read(body: &str) -> Vec<(String, String, usize)> {
        let mut found = Vec::new();
        add_scores(&outline(&format!("# R\n\n{body}\n"), 0), &mut found);
        let one = |declared: DeclaredCategory| {
            let text = declared.score.map(|score| score.value.text).unwrap_or_default();
            (declared.category.value, text, declared.guessed.map_or(0, |guess| guess.least))
        };
        found.into_iter().map(one).collect()
    }

    fn one(name: &str, score: &str, least: usize) -> (String, String, usize) {
        (name.to_owned(), score.to_owned(), least)
    }

    #[test]
    fn headings_with_a_score_state_it() {
        for body in [
            "## Security\n\n**Score:** 40/100",
            "## 2. 🔒 Security\n\n- **Rating**: 40/100 (needs work)",
            "## Security\n\nScore: 40/100",
            "## Security\n\n| Field | Value |\n|---|---|\n| Score | 40/100 |",
            "## Security: 40/100",
            "## **Security** (40/100)",
            "## Security — 40/100 ⚠️",
            "## Security - 40/100",
            "## Security score: 40/100",
        ] {
            assert_eq!(read(body), [one("security", "40/100", 1)], "{body}");
        }
        assert_eq!(read("## Security\n\n**Grade:** B+"), [one("security", "B+", 1)]);
    }

    #[test]
    fn lines_of_names_state_scores() {
        assert_eq!(
            read("## Scores\n\n- **Security:** 8/10\n- Testing score: 7/10"),
            [one("security", "8/10", 2), one("testing", "7/10", 2)]
        );
    }

    #[test]
    fn what_is_no_score_of_a_category_states_nothing() {
        for body in [
            "",
            "**Score:** 40/100",
            "## Security\n\n**Score:** 4",
            "## Testing (24 tests)",
            "## Testing: 85% coverage",
            "## Testing: 24",
            "## Security\n\n**Score:** see below",
            "## Leak\n\n**Severity:** High\n**Score:** 40/100",
            "## Target scores\n\n### Security: 90/100",
            "- **Testing:** 85%",
            "Security: 8/10 tests",
            "## Front end\n\n### Security: 40/100\n\n## Back end\n\n### Security: 60/100",
        ] {
            assert_eq!(read(body), [], "{body}");
        }
        assert_eq!(read("## A\n\n### Security: 40/100\n\n## B\n\n### Security: 4/10").len(), 2);
    }

    #[test]
    fn a_score_of_a_heading_has_its_place() {
        let body = "# R\n\n## Security: 40/100\n";
        let mut found = Vec::new();
        add_scores(&outline(body, 0), &mut found);
        let place = found[0].score.as_ref().map(|score| score.span);
        assert_eq!(place.map(|place| place.slice(body)), Some("40/100"));
    }
}
