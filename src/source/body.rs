//! Facts that people write in the body: findings as headings with field lines, category scores as tables,
//! checklists as task items.

use super::fields::{Sink, choose, date};
use super::merge::Places;
use super::outline::{Outline, Section, Table};
use crate::diag::Span;
use crate::model::{
    ChecklistSection, Declared, DeclaredCategory, Fact, Finding, FindingSeverity, FindingStatus, Heading,
};
use crate::text::{mask, slug};

/// A line `**Name:** value` of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldLine {
    /// The name in lower case, without its colon.
    pub name: String,
    /// What follows.
    pub value: Fact<String>,
    /// Where the whole line stands.
    pub span: Span,
}

/// Reads a line from its bold lead and the rest; `None` where there is no colon between them.
pub(super) fn field_line(lead: &str, lead_span: Span, rest: &str, rest_span: Span) -> Option<FieldLine> {
    let lead = lead.trim();
    let (name, value) = match (lead.strip_suffix(':'), rest.trim_start().strip_prefix(':')) {
        (Some(name), _) => (name, rest),
        (None, Some(value)) => (lead, value),
        (None, None) => return None,
    };
    let value = value.trim();
    if value.is_empty() || name.is_empty() {
        return None;
    }
    // The value stands at the end of the rest: a colon and spaces go before it.
    let width = u32::try_from(value.len()).unwrap_or(0).min(rest_span.end - rest_span.start);
    let value_span = Span { start: rest_span.end - width, end: rest_span.end };
    let span = Span { start: lead_span.start, end: rest_span.end };
    Some(FieldLine { name: name.trim().to_lowercase(), value: Fact::new(value.to_owned(), value_span), span })
}

/// Reads a line that is bold as a whole, value and all: `**Overall score: 80/100**`.
pub(super) fn bold_line(text: &str, span: Span) -> Option<FieldLine> {
    let (name, value) = text.split_once(':')?;
    let (name, value) = (name.trim().to_lowercase(), value.trim());
    let width = u32::try_from(value.len()).unwrap_or(0).min(span.end - span.start);
    let value_span = Span { start: span.end - width, end: span.end };
    let is_field = !name.is_empty() && !value.is_empty();
    is_field.then(|| FieldLine { name, value: Fact::new(value.to_owned(), value_span), span })
}

/// The words of a value without what decorates it: icons before it and marks around it.
fn bare(value: &str) -> String {
    value.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// The first word of a value, without decoration.
fn first_word(fact: &Fact<String>) -> Fact<String> {
    let bare = bare(&fact.value);
    let word = bare.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
    Fact::new(word.to_owned(), fact.span)
}

/// Title of a finding's heading: without an ordinal or an icon before it.
fn heading_title(text: &str) -> &str {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !"()`'\"<>".contains(c));
    let ordinal = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    match text[ordinal..].strip_prefix(['.', ')']) {
        Some(rest) if ordinal > 0 && rest.starts_with(' ') => rest.trim(),
        _ => text,
    }
}

/// Findings that are headings with field lines. A heading is one where a severity is stated or the status is
/// one of the four; the document's title is none.
pub(super) fn findings(outline: &Outline, sink: &Sink) -> Vec<(Finding, Places)> {
    let mut found = Vec::new();
    for section in &outline.sections {
        let Some(heading) = section.path.last().map(|index| &outline.headings[*index]) else {
            continue;
        };
        if heading.level > 1
            && let Some(finding) = finding(section, heading, sink)
        {
            found.push(finding);
        }
    }
    found
}

fn finding(section: &Section, heading: &Heading, sink: &Sink) -> Option<(Finding, Places)> {
    let field = |name: &str| section.fields.iter().find(|field| field.name == name).map(|field| &field.value);
    let statuses = FindingStatus::ALL.map(|status| (status.id(), status));
    let severities = FindingSeverity::ALL.map(|severity| (severity.id(), severity));
    let status = field("status").map(first_word);
    let known_status = status.as_ref().filter(|word| statuses.iter().any(|(id, _)| *id == word.value));
    let severity = field("severity").map(first_word);
    if severity.is_none() && known_status.is_none() {
        return None;
    }
    let title = heading_title(&heading.text);
    let text = |name: &str| field(name).map(|fact| fact.value.clone());
    let place = |name: &str| field(name).map_or(heading.span, |fact| fact.span);
    let places = Places {
        priority: place("priority"),
        effort: place("effort"),
        impact: place("impact"),
        owner: place("owner"),
    };
    let finding = Finding {
        id: Fact::new(slug(&mask(title)), heading.span),
        title: title.to_owned(),
        category: field("category").cloned(),
        severity: severity.and_then(|word| choose(&word, "severity", &severities, sink)),
        priority: text("priority"),
        status: status
            .and_then(|word| choose(&word, "status", &statuses, sink))
            .unwrap_or(Fact::new(FindingStatus::Open, heading.span)),
        effort: text("effort"),
        impact: text("impact"),
        owner: text("owner"),
        due: field("due").and_then(|fact| date(fact, "due", sink)),
        evidence: field("evidence").cloned().into_iter().collect(),
        anchor: Some(heading.anchor.clone()),
        span: heading.span,
    };
    Some((finding, places))
}

/// Category scores of tables with a category column and a score column; and the overall scores, where rows
/// are named so.
pub(super) fn scores(outline: &Outline) -> (Vec<DeclaredCategory>, Vec<Fact<Declared>>) {
    let mut categories = Vec::new();
    let mut overall = Vec::new();
    let current = outline.sections.iter().filter(|section| !is_of_another_time(outline, section));
    for table in current.flat_map(|section| &section.tables) {
        let Some((name_column, score_column)) = score_columns(table) else {
            continue;
        };
        for row in &table.rows {
            let (Some(name), Some(score)) = (row.get(name_column), row.get(score_column)) else {
                continue;
            };
            // A cell without a figure, such as `-`, states nothing.
            if !score.value.chars().any(char::is_alphanumeric) {
                continue;
            }
            let declared = Fact::new(Declared::read(&score.value), score.span);
            if ["overall", "total", "overall score"].contains(&bare(&name.value).as_str()) {
                overall.push(declared);
            } else {
                categories.push(DeclaredCategory {
                    category: name.clone(),
                    score: Some(declared),
                    note: None,
                    evidence: Vec::new(),
                    in_body: true,
                });
            }
        }
    }
    (categories, overall)
}

/// Words of a heading below which scores are not those of the assessment.
const OTHER_TIMES: [&str; 12] = [
    "previous",
    "previously",
    "former",
    "target",
    "targets",
    "goal",
    "goals",
    "planned",
    "projected",
    "expected",
    "baseline",
    "history",
];

/// True where a heading says that what stands below it was, or is to be.
pub(super) fn is_of_another_time(outline: &Outline, section: &Section) -> bool {
    section.path.iter().any(|index| {
        let heading = outline.headings[*index].text.to_lowercase();
        let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.clone().any(|word| OTHER_TIMES.contains(&word)) || words.next_back() == Some("before")
    })
}

fn score_columns(table: &Table) -> Option<(usize, usize)> {
    let column = |wanted: &str| table.head.iter().position(|name| bare(name) == wanted);
    Some((column("category")?, column("score")?))
}

/// The sections with task list items.
pub(super) fn checklist(outline: &mut Outline) -> Vec<ChecklistSection> {
    outline
        .sections
        .iter_mut()
        .filter(|section| !section.tasks.is_empty())
        .map(|section| {
            let mut tasks = std::mem::take(&mut section.tasks);
            // Nested items end before the item that holds them; readers count from top to bottom.
            tasks.sort_by_key(|task| task.span);
            ChecklistSection { headings: section.path.clone(), tasks }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::outline;

    #[test]
    fn headings_with_field_lines_are_findings_and_praise_is_none() {
        let body = "# Report\n**Status:** Open\n\n### 2. Structured logging\n**Status:** 🟡 Partial\n**Severity:** Medium - some\n\
                    **Due:** 2026-02-30\n\n### Docker\n**Status:** Excellent\n\n### Typo\n**Severity:** Hihg\n";
        let sink = Sink::document(&"a.md".into());
        let found = findings(&outline(body, 0), &sink);
        let brief: Vec<_> = found
            .iter()
            .map(|(f, _)| {
                (f.id.value.as_str(), f.status.value.id(), f.severity.as_ref().map(|s| s.value.id()))
            })
            .collect();
        assert_eq!(brief, [("structured-logging", "partial", Some("medium")), ("typo", "open", None)]);
        let rules: Vec<_> = sink.into_diagnostics().iter().map(|d| d.rule).collect();
        assert_eq!(rules, ["invalid-date", "unknown-value"]);
    }

    #[test]
    fn a_table_with_categories_and_scores_declares_them() {
        let body = "| Category | Status | Score |\n|---|---|---|\n| Security | ok | 8/10 |\n| **Overall** | ok | **7/10** |\n| Other | ok | - |\n";
        let (categories, overall) = scores(&outline(body, 0));
        assert_eq!(categories.len(), 1);
        assert_eq!(categories[0].category.value, "Security");
        assert_eq!(overall[0].value.text, "7/10");
    }

    #[test]
    fn ordinals_and_icons_are_no_part_of_a_title() {
        assert_eq!(heading_title("2. Structured Logging"), "Structured Logging");
        assert_eq!(heading_title("✅ 10) Caching ✅"), "Caching");
        assert_eq!(heading_title("2024 budget"), "2024 budget");
    }
}
