//! Findings that people write in the body: headings with lines, items or rows that name a severity or a status.

use super::dates::in_line;
use super::field_lines::FieldLine;
use super::fields::{Sink, choose_word, date};
use super::finding_words::{SEVERITIES, STATUSES, known, one_of, states};
use super::merge::Places;
use super::outline::{Outline, Section};
use crate::model::{Counting, Disagreement, Fact, FactSort, Finding, FindingStatus, Heading};
use crate::text::{letters, mask, slug};

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

fn read(section: &Section, heading: &Heading, sink: &Sink) -> Option<(Finding, Places)> {
    let (mut status, mut severity) = (None, None);
    for line in own(section) {
        match line.name.as_str() {
            "status" if status.is_none() => status = one_of(line, &STATUSES),
            "severity" if severity.is_none() => severity = one_of(line, &SEVERITIES),
            _ => {}
        }
    }
    let is_known = |word: &Fact<String>| states(&word.value, &STATUSES);
    if severity.is_none() && !status.as_ref().is_some_and(is_known) {
        return None;
    }
    let field = |name: &str| own(section).find(|field| field.name == name).map(|field| &field.value);
    let title = heading_title(&heading.text);
    if !title.contains(char::is_alphanumeric) {
        sink.push(
            sink.error("missing-field", heading.span, "no `id` can be made from a heading without letters")
                .why("waivers and later releases refer to a finding by its id")
                .help("name the finding in its heading"),
        );
    }
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
        due: field("due").and_then(|fact| match in_line(&fact.value) {
            Some(day) => Some(Fact::new(day, fact.span)),
            None => date(fact, "due", sink),
        }),
        evidence: field("evidence").cloned().into_iter().collect(),
        anchor: Some(heading.anchor.to_string()),
        span: heading.span,
    };
    Some((finding, places))
}

/// The lines that may state facts of a finding.
fn own(section: &Section) -> impl Iterator<Item = &FieldLine> {
    section.fields.iter().filter(|line| !line.listed)
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
        let mut lines = own(section).filter(|line| line.name == what).filter_map(says);
        let Some(there) = lines.next() else {
            continue;
        };
        let is_same_day =
            |here: &str| what == "due" && in_line(here).is_some_and(|day| in_line(&there.value) == Some(day));
        let differs = |here: &Fact<String>| letters(&here.value) != letters(&there.value);
        for here in lines.filter(|here| differs(here) && !is_same_day(&here.value)) {
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
            "Severity: Critical, High and Medium findings are fixed before a launch.",
            "Severity: Low to High",
            "Status: open questions remain",
            "Status: see below",
            "- [ ] Severity: High",
            "- a leak\n  - **Severity:** High",
            "| Severity | Count |\n|---|---|\n| Critical | 2 |\n| High | 3 |",
            "| Severity | Count |\n|---|---|\n| Critical | 0 |",
            "| Severity | Open | Closed |\n|---|---|---|\n| Critical | 0 | 3 |",
            "| Severity | Status | Count |\n|---|---|---|\n| Critical | Open | 0 |",
            "| Severity | Title |\n|---|---|\n| Critical | None found |",
            "| Severity | Meaning |\n|---|---|\n| Critical | Must be fixed |",
            "| Severity | Critical |\n|---|---|\n| Count | 3 |",
            "| Term | Meaning |\n|---|---|\n| Severity | Low or high |\n| Status | Open or not |",
            "| Status | Meaning |\n|---|---|\n| Open | not mended |\n| Resolved | mended |",
            "| Severity | Status | Owner |\n|---|---|---|\n| High | Open | a |\n| Low | Open | b |",
            "```\nSeverity: High\n```",
            "- **Status:** Excellent",
            "~~**Severity:** High~~",
            "The severity is: high",
            "**Severity:** 3 critical, 4 high",
            "**Severity:** 🔴 3 × Critical",
            "- **Severity:** Critical: 3, High: 4",
            "**Severity:** Critical (3) and High (4)",
            "**Status:** 2 open, 5 resolved",
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
    fn a_value_that_is_taken_back_is_told_and_not_cut() {
        let told = |line: &str| {
            let sink = Sink::document(&"a.md".into());
            let body = format!("# R\n\n## A\n{line}\n");
            let (found, _) = findings(&outline(&body, 0), &sink);
            let status = found.first().map(|(finding, _)| finding.status.value.id());
            let told: Vec<_> =
                sink.into_diagnostics().into_iter().map(|d| (d.message, d.help, d.fix)).collect();
            (status, told)
        };
        for (line, says) in [
            (
                "**Status:** Resolved, but the key was not revoked",
                "`Resolved, but the key was not revoked` is no status",
            ),
            ("**Status:** resolved?", "`resolved?` is no status"),
            ("**Status:** Resolved - but not checked", "`Resolved - but not checked` is no status"),
            ("Status: resolved?", "`resolved?` is no status"),
            ("**Severity:** Low to High", "`Low to High` is no severity"),
            ("**Severity:** Low/Medium", "`Low/Medium` is no severity"),
            ("**Severity:** Low–High", "`Low–High` is no severity"),
            ("**Severity:** 🟡 Low & High", "`Low & High` is no severity"),
        ] {
            let (status, told) = told(line);
            assert_eq!(status, Some("open"), "{line}");
            let [(message, Some(help), None)] = told.as_slice() else {
                panic!("{line}: {told:?}");
            };
            assert_eq!(message, says);
            assert!(
                help.starts_with("write the word alone: one of ") && help.ends_with("or behind ` - `"),
                "{help}"
            );
        }
        for (line, says) in [
            ("**Severity:** High\n**Status:** Won't fix", "`Won't fix` is no status"),
            ("**Severity:** N/A", "`N/A` is no severity"),
        ] {
            assert_eq!(told(line).1[0].0, says);
        }
        for fine in [
            "Resolved in 1.2",
            "Resolved (but see the notes)",
            "Resolved: 3",
            "Resolved - to be checked again",
            "✅ Resolved.",
            "Resolved: the key is revoked",
            "[Resolved](a/b.md)",
        ] {
            assert_eq!(told(&format!("**Status:** {fine}")), (Some("resolved"), vec![]), "{fine}");
        }
    }

    #[test]
    fn a_table_of_something_else_states_nothing_of_the_finding() {
        for table in [
            "| Category | Score |\n|---|---|\n| Security | 80 |",
            "| Owner | Task |\n|---|---|\n| ada | Write it |",
            "| Due | Task |\n|---|---|\n| soon | Write it |",
            "| Term | Meaning |\n|---|---|\n| Severity | how bad it is |\n| Status | where it stands |",
        ] {
            let sink = Sink::document(&"a.md".into());
            let body = format!("# R\n\n## A\n\n**Severity:** Low\n\n{table}\n");
            let (found, twice) = findings(&outline(&body, 0), &sink);
            let finding = &found[0].0;
            assert_eq!(
                (&finding.category, &finding.owner, finding.due.is_some()),
                (&None, &None, false),
                "{table}"
            );
            assert_eq!((twice.len(), sink.into_diagnostics().len()), (0, 0), "{table}");
        }
    }

    #[test]
    fn a_due_day_is_read_as_every_date_of_the_body_is() {
        let due = |line: &str| {
            let sink = Sink::document(&"a.md".into());
            let (found, twice) =
                findings(&outline(&format!("# R\n\n## A\n**Severity:** Low\n{line}\n"), 0), &sink);
            let told = sink.into_diagnostics().len() + twice.len();
            (found[0].0.due.as_ref().map(|due| due.value.to_string()), told)
        };
        for line in [
            "2026-10-25",
            "October 25, 2026",
            "25 Oct 2026 (Sunday)",
            "25.10.2026 (was May)",
            "2026-10-25\n**Due:** Oct 25, 2026",
        ] {
            assert_eq!(due(&format!("**Due:** {line}")), (Some("2026-10-25".to_owned()), 0), "{line}");
        }
        for wrong in ["05/10/2026", "2026-02-30", "soon"] {
            assert_eq!(due(&format!("**Due:** {wrong}")), (None, 1), "{wrong}");
        }
    }

    #[test]
    fn ordinals_and_icons_are_no_part_of_a_title() {
        assert_eq!(heading_title("2. Structured Logging"), "Structured Logging");
        assert_eq!(heading_title("✅ 10) Caching ✅"), "Caching");
        assert_eq!(heading_title("2024 budget"), "2024 budget");
    }
}
