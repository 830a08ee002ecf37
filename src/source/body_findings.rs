//! Findings that people write in the body: headings with lines, items or rows that name a severity or a status.

use super::field_lines::FieldLine;
use super::fields::{Sink, choose_word, date};
use super::merge::Places;
use super::outline::{Outline, Section};
use crate::diag::Span;
use crate::model::{
    Counting, Disagreement, Fact, FactSort, Finding, FindingSeverity, FindingStatus, Heading,
};
use crate::text::{mask, slug};

/// Title of a finding's heading: without an ordinal or an icon before it.
fn heading_title(text: &str) -> &str {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !"()`'\"<>".contains(c));
    let ordinal = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    match text[ordinal..].strip_prefix(['.', ')']) {
        Some(rest) if ordinal > 0 && rest.starts_with(' ') => rest.trim(),
        _ => text,
    }
}

/// Findings that are headings with fields, and what two lines of one of them say differently. A heading is one where
/// a severity is stated or the status is one of the four; the document's title is none.
pub(super) fn findings(outline: &Outline, sink: &Sink) -> (Vec<(Finding, Places)>, Vec<Disagreement>) {
    let (mut found, mut twice) = (Vec::new(), Vec::new());
    for section in &outline.sections {
        let Some(at) = section.path.last() else {
            continue;
        };
        let heading = &outline.headings[*at];
        let is_title = heading.level == 1 && *at == 0;
        if let Some((finding, places)) =
            Some(section).filter(|_| !is_title).and_then(|s| read(s, heading, sink))
        {
            twice.extend(said_twice(section, &finding.id.value));
            found.push((finding, places));
        }
    }
    (found, twice)
}

const STATUSES: [(&str, FindingStatus); 4] = [
    ("open", FindingStatus::Open),
    ("partial", FindingStatus::Partial),
    ("accepted", FindingStatus::Accepted),
    ("resolved", FindingStatus::Resolved),
];

const SEVERITIES: [(&str, FindingSeverity); 5] = [
    ("critical", FindingSeverity::Critical),
    ("high", FindingSeverity::High),
    ("medium", FindingSeverity::Medium),
    ("low", FindingSeverity::Low),
    ("info", FindingSeverity::Info),
];

fn read(section: &Section, heading: &Heading, sink: &Sink) -> Option<(Finding, Places)> {
    let (mut status, mut severity) = (None, None);
    for line in &section.fields {
        match line.name.as_str() {
            "status" if status.is_none() => status = one_of(line, &STATUSES),
            "severity" if severity.is_none() => severity = one_of(line, &SEVERITIES),
            _ => {}
        }
    }
    let is_known = |word: &Fact<String>| known(&word.value, &STATUSES).is_some();
    if severity.is_none() && !status.as_ref().is_some_and(is_known) {
        return None;
    }
    let field = |name: &str| section.fields.iter().find(|field| field.name == name).map(|field| &field.value);
    let title = heading_title(&heading.text);
    let text = |name: &str| field(name).map(|fact| fact.value.clone());
    let place = |name: &str| field(name).map_or(heading.span, |fact| fact.span);
    let places = Places { priority: place("priority"), impact: place("impact"), owner: place("owner") };
    let finding = Finding {
        id: Fact::new(slug(&mask(title)), heading.span),
        title: title.to_owned(),
        category: field("category").cloned(),
        severity: severity.and_then(|word| choose_word(&word, "severity", &SEVERITIES, sink)),
        priority: text("priority"),
        status: status
            .and_then(|word| choose_word(&word, "status", &STATUSES, sink))
            .unwrap_or(Fact::new(FindingStatus::Open, heading.span)),
        effort: field("effort").cloned(),
        impact: text("impact"),
        owner: text("owner"),
        due: field("due").and_then(|fact| date(fact, "due", sink)),
        evidence: field("evidence").cloned().into_iter().collect(),
        anchor: Some(heading.anchor.clone()),
        span: heading.span,
    };
    Some((finding, places))
}

fn known<T: Copy>(word: &str, choices: &[(&'static str, T)]) -> Option<T> {
    choices.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, value)| *value)
}

/// The word by which a line states one of a few values: its first, without decoration, where that is one of them;
/// else its first words, which may be a slip of one. A line that only a colon marks is a sentence unless the word
/// stands alone.
fn one_of<T: Copy>(line: &FieldLine, choices: &[(&'static str, T)]) -> Option<Fact<String>> {
    let Fact { value, span } = &line.value;
    let start = value.find(char::is_alphanumeric)?;
    let end_of = |is_part: &dyn Fn(char) -> bool| {
        value[start..].find(|c| !is_part(c)).map_or(value.len(), |end| start + end)
    };
    let word_end = end_of(&|c| c.is_alphanumeric() || c == '-');
    let is_choice = known(&value[start..word_end], choices).is_some();
    let phrase_end = end_of(&|c| c.is_alphanumeric() || c == '-' || c == ' ');
    let phrase = value[start..phrase_end].split(" - ").next().unwrap_or_default().trim_end();
    let alone = phrase.len() == word_end - start;
    if line.plain && !(alone && (is_choice || !line.value.value.contains(' '))) {
        return None;
    }
    let word = if is_choice { &value[start..word_end] } else { phrase };
    let is_verbatim = (span.end - span.start) as usize == value.len();
    let place = if is_verbatim { Span::at(span.start as usize + start, word) } else { *span };
    Some(Fact::new(word.to_owned(), place))
}

/// Facts of a finding that two of its lines state differently.
fn said_twice(section: &Section, id: &str) -> Vec<Disagreement> {
    let mut found = Vec::new();
    let says = |line: &FieldLine| match line.name.as_str() {
        "status" => one_of(line, &STATUSES).filter(|word| known(&word.value, &STATUSES).is_some()),
        "severity" => one_of(line, &SEVERITIES).filter(|word| known(&word.value, &SEVERITIES).is_some()),
        _ => Some(line.value.clone()).filter(|_| !line.plain),
    };
    for what in ["status", "severity", "owner", "due", "priority", "category"] {
        let mut lines = section.fields.iter().filter(|line| line.name == what).filter_map(says);
        let Some(there) = lines.next() else {
            continue;
        };
        let plain = |text: &str| text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
        for here in lines.filter(|here| plain(&here.value) != plain(&there.value)) {
            let sort = if what == "category" { FactSort::Category } else { FactSort::Plain };
            let (what, there) = (format!("the {what} of `{id}`"), there.clone());
            found.push(Disagreement { what, sort, here, there, counting: Counting::Body });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::outline;

    type Brief = (String, &'static str, Option<&'static str>);

    fn brief(body: &str) -> (Vec<Brief>, Vec<&'static str>) {
        let sink = Sink::document(&"a.md".into());
        let (found, _) = findings(&outline(body, 0), &sink);
        let one = |(f, _): &(Finding, Places)| {
            (f.id.value.clone(), f.status.value.id(), f.severity.as_ref().map(|s| s.value.id()))
        };
        (found.iter().map(one).collect(), sink.into_diagnostics().iter().map(|d| d.rule).collect())
    }

    #[test]
    fn headings_with_field_lines_are_findings_and_praise_is_none() {
        let body = "# Report\n**Status:** Open\n\n### 2. Structured logging\n**Status:** 🟡 Partial\n**Severity:** Medium - some\n\
                    **Due:** 2026-02-30\n\n### Docker\n**Status:** Excellent\n\n### Typo\n**Severity:** Hihg\n";
        let (found, rules) = brief(body);
        let expected =
            [("structured-logging".to_owned(), "partial", Some("medium")), ("typo".to_owned(), "open", None)];
        assert_eq!(found, expected);
        assert_eq!(rules, ["invalid-date", "unknown-value"]);
    }

    #[test]
    fn fields_may_be_items_plain_lines_and_tables() {
        for fields in [
            "- **Severity:** Critical\n- **Status:** Partial",
            "* Severity: Critical\n* Status: 🟡 Partial (since May)",
            "1. **Severity**: Critical\n\n2. **Status**: Partial",
            "Severity: Critical\nStatus: Partial - see below",
            "**Severity: Critical**\n**Status: Partial**",
            "**Severity:** Critical | **Status:** Partial",
            "**Severity:** Critical · Status: Partial",
            "**Severity:** Critical\n**Status:** ~~Open~~ Partial",
            "| Severity | Critical |\n|---|---|\n| Status | Partial |",
            "| Field | Value |\n|---|---|\n| **Severity** | 🔴 Critical |\n| Status | Partial |",
            "| Severity | Status | Owner |\n|---|---|---|\n| Critical | Partial | ada |",
            "| Severity | Status |\n|---|---|\n| Critical | Partial |",
        ] {
            let (found, rules) = brief(&format!("# R\n\n## Leak\n\n{fields}\n"));
            assert_eq!(found, [("leak".to_owned(), "partial", Some("critical"))], "{fields}");
            assert_eq!(rules, [""; 0], "{fields}");
        }
        let (found, _) = brief("# R\n\n# Leak\n\n**Severity:** High\n");
        assert_eq!(found.len(), 1, "only the first heading is the title");
    }

    #[test]
    fn what_only_talks_of_severities_is_no_finding() {
        for fine in [
            "Severity: depends on the tenant",
            "Status: open questions remain",
            "Status: see below",
            "- [ ] Severity: High",
            "- a leak\n  - **Severity:** High",
            "| Severity | Count |\n|---|---|\n| Critical | 2 |\n| High | 3 |",
            "| Status | Meaning |\n|---|---|\n| Open | not mended |\n| Resolved | mended |",
            "| Severity | Status | Owner |\n|---|---|---|\n| High | Open | a |\n| Low | Open | b |",
            "```\nSeverity: High\n```",
            "- **Status:** Excellent",
            "~~**Severity:** High~~",
            "The severity is: high",
        ] {
            assert_eq!(brief(&format!("# R\n\n## Leak\n\n{fine}\n")), (vec![], vec![]), "{fine}");
        }
    }

    #[test]
    fn a_word_is_told_as_it_is_written_and_where_it_stands() {
        let body =
            "# R\n\n## A\n**Severity:** High\n**Status:** In progress\n\n## B\n- **Severity:** 🔴 Hihg now\n";
        let sink = Sink::document(&"a.md".into());
        findings(&outline(body, 0), &sink);
        let told: Vec<_> = sink
            .into_diagnostics()
            .into_iter()
            .map(|d| (d.message, d.span.map(|span| span.slice(body).to_owned())))
            .collect();
        let pair = |message: &str, place: &str| (message.to_owned(), Some(place.to_owned()));
        assert_eq!(
            told,
            [
                pair("`In progress` is no status", "In progress"),
                pair("`Hihg now` is no severity", "Hihg now")
            ]
        );
    }

    #[test]
    fn ordinals_and_icons_are_no_part_of_a_title() {
        assert_eq!(heading_title("2. Structured Logging"), "Structured Logging");
        assert_eq!(heading_title("✅ 10) Caching ✅"), "Caching");
        assert_eq!(heading_title("2024 budget"), "2024 budget");
    }
}
