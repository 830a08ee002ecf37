//! Facts to an assessment: front matter before the body as it was. What a person has to decide is marked as a
//! question; what has no place in the front matter is kept under `extra:`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Facts;
use super::front::Front;
use super::model::{Severity, Status};
use super::scores::Scale;
use crate::book::{Category, Rubric};
use crate::model::{valid_project, valid_release};
use crate::source::FORMAT;
use crate::text::{in_ascii, mask, slug};

/// Longest id that is made from a title, in characters.
const LONGEST_ID: usize = 60;

/// The release of a report that states none.
pub const UNVERSIONED: &str = "unversioned";

/// What a document is called, where the command line says so.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Id of the project.
    pub project: Option<String>,
    /// Name of the release.
    pub release: Option<String>,
    /// The day, as YYYY-MM-DD.
    pub date: Option<String>,
    /// Name of the release where the report states none, and others of its project state none either.
    pub among: Option<String>,
    /// Id of the project where the one that its name gives is that of another name, and that name.
    pub apart: Option<(String, String)>,
    /// Today, as YYYY-MM-DD: a report is not of a later day.
    pub today: Option<String>,
}

/// An assessment made from a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Id of the project.
    pub project: String,
    /// Name of the release.
    pub release: String,
    /// The whole text.
    pub text: String,
    /// What a person has to decide.
    pub questions: Vec<String>,
    /// Names of categories that the rubric does not have.
    pub without_place: Vec<String>,
}

/// Makes the assessment. `stem` is the file's name without its ending, for a report that names no project.
pub fn document(facts: &Facts, front: &Front<'_>, stem: &str, wishes: &Wishes, rubric: &Rubric) -> Document {
    let mut questions = Vec::new();
    let named = facts.project.as_ref().and_then(|project| project_id(&project.value));
    let mut ask = |key: &str, question: Option<String>| {
        let Some(question) = question else {
            return String::new();
        };
        let comment = format!("   # QUESTION: {}", commented(&question));
        questions.push(format!("{key}: {question}"));
        comment
    };
    let apart = wishes.apart.as_ref();
    let chosen = wishes.project.clone().or_else(|| apart.map(|(id, _)| id.clone())).or(named);
    let shared = apart.map(|(_, other)| {
        format!("the name gives the same id as {other}, which another report names; is this another project?")
    });
    let unsure = shared.or_else(|| {
        chosen.is_none().then(|| match &facts.project {
            Some(found) => {
                format!(
                    "no id can be made of the name that the report gives, {}; is this the right one?",
                    found.value
                )
            }
            None => "the report does not name it; is this the right id?".to_owned(),
        })
    });
    let project = chosen.or_else(|| project_id(stem)).unwrap_or_else(|| "imported".to_owned());
    let project_asked = ask("project", unsure);
    let stated = wishes.release.clone().or_else(|| stated_release(facts));
    let unsure = stated.is_none().then_some(wishes.among.as_ref()).flatten().map(|_| {
        "this report and others of its project state no version; is this the right name?".to_owned()
    });
    let release = stated.or_else(|| wishes.among.clone()).unwrap_or_else(|| UNVERSIONED.to_owned());
    let release_asked = ask("release", unsure);
    let date = wishes.date.clone().or_else(|| facts.date.as_ref().map(|date| date.value.clone()));
    let date_asked = ask("date", date_question(facts, date.as_deref(), wishes));
    let mut out = String::from("---\n");
    let mut line = |text: &str| {
        let _ = writeln!(out, "{text}");
    };
    line(&format!("format: {FORMAT}"));
    line(&format!("project: {project}{project_asked}"));
    line(&format!("release: {}{release_asked}", quoted(&release)));
    line(&format!("date: {}{date_asked}", date.as_deref().unwrap_or("unknown")));
    if let Some(title) = &facts.title {
        line(&format!("title: {}", quoted(&title.value)));
    }
    if let Some(verdict) = &facts.verdict {
        line(&format!("verdict: {}{}", verdict.value.id(), doubted(facts, "verdict", &mut questions)));
    }
    if let Some(score) = facts.overall.as_ref().filter(|score| score.scale != Scale::Word) {
        line(&format!("score: {}{}", score.written, doubted(facts, "overall", &mut questions)));
    }
    line("body: prose   # the facts of the report stand here; its text is kept as it was");
    let without_place = categories(facts, rubric, &mut questions, &mut line);
    findings(facts, rubric, &mut line);
    extra(facts, front, &without_place, &mut line);
    line("---");
    let body = front.body;
    if let Some(end) = line_end(body).filter(|end| *end != "\n") {
        out = out.replace('\n', end);
    }
    out.push_str(body);
    let without_place = without_place.into_iter().map(|(name, _)| name).collect();
    Document { project, release, text: out, questions, without_place }
}

/// What the date leaves open: there is none, there are two, or its day has not come yet.
fn date_question(facts: &Facts, date: Option<&str>, wishes: &Wishes) -> Option<String> {
    let doubt = facts.doubts.iter().find(|doubt| doubt.fact == "date");
    match (date, doubt) {
        (None, Some(doubt)) => {
            Some(format!("the report can mean {}; which one?", doubt.readings.join(" or ")))
        }
        (None, None) => Some("the report does not say its day; when was it made?".to_owned()),
        (Some(date), Some(doubt)) if wishes.date.is_none() => {
            let other = doubt.readings.iter().find(|reading| *reading != date);
            other.map(|other| format!("line {} says {other}; which one holds?", doubt.line))
        }
        (Some(date), _) => {
            // Days of this form are in the order of their texts.
            let ahead = wishes.today.as_deref().is_some_and(|today| date > today);
            ahead.then(|| format!("{date} has not come yet; when was the report made?"))
        }
    }
}

/// The name of the release that a report states.
fn stated_release(facts: &Facts) -> Option<String> {
    facts.release.as_ref().and_then(|release| release_name(&release.value))
}

/// A text as a comment: one line of what YAML takes as it is.
fn commented(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}') {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// A question after a value that can be read in two ways.
fn doubted(facts: &Facts, fact: &str, questions: &mut Vec<String>) -> String {
    let Some(doubt) = facts.doubts.iter().find(|doubt| doubt.fact == fact) else {
        return String::new();
    };
    let question = format!("line {} says {}", doubt.line, doubt.readings.last().map_or("", String::as_str));
    questions.push(format!("{fact}: {question}; which one holds?"));
    format!("   # QUESTION: {question}; which one holds?")
}

/// The category of the rubric that a name is of, in any language.
fn place<'r>(name: &str, facts: &Facts, rubric: &'r Rubric) -> Option<&'r Category> {
    let known = rubric.category_named(name).or_else(|| rubric.category_of_heading(name));
    known.or_else(|| facts.areas.get(name).and_then(|id| rubric.category_named(id)))
}

/// Categories of the rubric; gives those that it does not have.
fn categories(
    facts: &Facts,
    rubric: &Rubric,
    questions: &mut Vec<String>,
    line: &mut impl FnMut(&str),
) -> Vec<(String, String)> {
    let (mut known, mut others, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for category in &facts.categories {
        let written = category.score.written.clone();
        match place(&category.name, facts, rubric) {
            Some(found) if seen.insert(found.id.clone()) => {
                let doubt = facts.doubts.iter().find(|doubt| doubt.is_of_category(&category.name));
                let asked = doubt.map_or(String::new(), |doubt| {
                    let other = doubt.readings.last().map_or("", String::as_str);
                    let question = format!("line {} says {other}; which one holds?", doubt.line);
                    questions.push(format!("category {}: {question}", found.id));
                    format!("   # QUESTION: {}", commented(&question))
                });
                known.push((found.id.clone(), written + &asked));
            }
            _ => others.push((category.name.clone(), written)),
        }
    }
    if !known.is_empty() {
        line("categories:");
        for (id, score) in &known {
            line(&format!("  {id}: {score}"));
        }
    }
    others
}

fn findings(facts: &Facts, rubric: &Rubric, line: &mut impl FnMut(&str)) {
    let found = &facts.findings;
    if !found.is_empty() {
        line("findings:");
    }
    let mut ids = BTreeSet::new();
    for (number, finding) in found.iter().enumerate() {
        let id = unique(&finding.title, number, &mut ids);
        let mut parts = vec![format!("id: {}", quoted(&id)), format!("title: {}", quoted(&finding.title))];
        let category = finding.category.as_ref().and_then(|name| place(name, facts, rubric));
        parts.extend(category.map(|category| format!("category: {}", category.id)));
        // A priority says when, not how bad: it stays one.
        match (&finding.priority, finding.severity) {
            (Some(priority), _) => parts.push(format!("priority: {}", quoted(priority))),
            (None, Some(severity)) => parts.push(format!("severity: {}", Severity::id(severity))),
            (None, None) => {}
        }
        parts.push(format!("status: {}", finding.status.unwrap_or(Status::Open).id()));
        line(&format!("  - {{ {} }}", parts.join(", ")));
    }
}

/// What the front matter has no key for.
fn extra(facts: &Facts, front: &Front<'_>, others: &[(String, String)], line: &mut impl FnMut(&str)) {
    let named = facts.project.as_ref();
    let worded = facts.overall.as_ref().filter(|score| score.scale == Scale::Word);
    if others.is_empty() && front.foreign.is_none() && named.is_none() && worded.is_none() {
        return;
    }
    line("extra:");
    if let Some(project) = named {
        line(&format!("  project-name: {}", quoted(&project.value)));
    }
    if let Some(score) = worded {
        line(&format!("  score: {}   # a word is no number of points", quoted(&score.written)));
    }
    let mut seen = BTreeSet::new();
    let others: Vec<(String, String)> = others
        .iter()
        .map(|(name, score)| (quoted(name), quoted(score)))
        .filter(|(name, _)| name.len() <= LONGEST_KEY && seen.insert(name.clone()))
        .collect();
    if !others.is_empty() {
        line("  categories:   # scores for which the rubric has no category");
        for (name, score) in others {
            line(&format!("    {name}: {score}"));
        }
    }
    if let Some(foreign) = front.foreign {
        line(&format!("  front-matter: {}", quoted(foreign)));
    }
}

/// An id for a finding, unlike those before it.
fn unique(title: &str, number: usize, ids: &mut BTreeSet<String>) -> String {
    // Ids become anchors and names in lists: no secret that a title quotes may be in one.
    let short: String = slug(&mask(title)).chars().take(LONGEST_ID).collect();
    let joined = short.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let base = if joined.is_empty() { format!("finding-{}", number + 1) } else { joined };
    let mut id = base.clone();
    let mut n = number + 1;
    while !ids.insert(id.clone()) {
        id = format!("{base}-{n}");
        n += 1;
    }
    id
}

/// Bytes of a name that YAML takes for the key of a line: 1,024 characters with its quotes (YAML 1.2.2, 7.4.2). A longer one is
/// no name of an area, and stays in the text.
const LONGEST_KEY: usize = 1000;

/// A text as a YAML scalar that means just this text. JSON leaves some characters as they are that YAML takes escaped
/// only.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    for c in serde_json::Value::from(text).to_string().chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            _ => quoted.push(c),
        }
    }
    quoted
}

/// A name as the id of a project; nothing where no letter of it can be in one.
fn project_id(name: &str) -> Option<String> {
    let ascii: String = in_ascii(name)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let id = ascii.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    // A name of which most is lost is no name.
    let kept = id.chars().filter(char::is_ascii_alphanumeric).count();
    let all = name.chars().filter(|c| c.is_alphanumeric()).count();
    (kept * 2 >= all && valid_project(&id).is_ok()).then_some(id)
}

/// Names for releases of one project that state none: the days of the reports, or else the names of their files. Each
/// report is its day and its file's name without the ending.
pub fn names_among(reports: &[(Option<&str>, &str)]) -> Vec<String> {
    let alone = |date: &str| reports.iter().filter(|(other, _)| *other == Some(date)).count() == 1;
    let name = |(date, stem): &(Option<&str>, &str)| match date.filter(|date| alone(date)) {
        Some(date) => date.to_owned(),
        None => project_id(stem).unwrap_or_else(|| UNVERSIONED.to_owned()),
    };
    reports.iter().map(name).collect()
}

/// A version as the name of a release.
fn release_name(version: &str) -> Option<String> {
    let number =
        version.strip_prefix(['v', 'V']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let name = number.unwrap_or(version).trim().replace(' ', "-");
    let taken = name.eq_ignore_ascii_case("project");
    (valid_release(&name).is_ok() && !taken).then_some(name)
}

/// How the first line of a text ends.
fn line_end(text: &str) -> Option<&'static str> {
    let at = text.find(['\n', '\r'])?;
    let rest = &text[at..];
    Some(if rest.starts_with("\r\n") {
        "\r\n"
    } else if rest.starts_with('\r') {
        "\r"
    } else {
        "\n"
    })
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_scalar_holds_what_yaml_forbids() {
        assert_eq!(quoted("a\u{81}\u{7f} \u{fffe} \"ü\""), r#""a\u0081\u007f \ufffe \"ü\"""#);
    }
}
