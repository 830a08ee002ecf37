//! The compiler's view: excerpt with underline, other places, why it matters, how to mend it; a closing line.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{Format, Style, Texts, tally};
use crate::diag::{Diagnostic, Severity, Span};
use crate::text::visible;

pub(super) const FORMAT: Format =
    Format { name: "human", summary: "excerpts with what is wrong, why and how to mend it", render };

/// Excerpts longer than this many bytes a line would fill the terminal with one line.
const LONGEST_LINE: usize = 400;

fn render(diagnostics: &[Diagnostic], texts: Texts<'_>, style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for same_file in diagnostics.chunk_by(|a, b| a.path == b.path) {
        let text = texts(&same_file[0].path);
        for diagnostic in same_file {
            out.push_str(&renderer.render(&[group(diagnostic, text.as_deref(), texts)]));
            out.push_str("\n\n");
        }
    }
    if !diagnostics.is_empty() {
        out.push_str(&tally(diagnostics));
        out.push('\n');
    }
    out
}

fn group<'a>(d: &'a Diagnostic, text: Option<&'a str>, texts: Texts<'_>) -> Group<'a> {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let path = visible(&d.path).into_owned();
    let mut group = level.primary_title(visible(&d.message)).id(d.rule).elements(Vec::<Element<'a>>::new());
    match (d.span, text) {
        (Some(span), Some(text)) => {
            let (excerpt, first_line, at) = excerpt(text, span);
            let mut snippet = Snippet::source(excerpt)
                .line_start(first_line)
                .path(path)
                .annotation(AnnotationKind::Primary.span(at));
            for label in d.labels.iter().filter(|label| label.path == d.path && fits(text, span, label.span))
            {
                let (_, _, at) = excerpt_of(text, span, label.span);
                snippet = snippet.annotation(AnnotationKind::Context.span(at).label(visible(&label.message)));
            }
            group = group.element(snippet);
        }
        _ => group = group.element(Origin::path(path)),
    }
    for label in &d.labels {
        let own = label.path == d.path;
        if own && text.zip(d.span).is_some_and(|(text, span)| fits(text, span, label.span)) {
            continue;
        }
        let other = if own { text.map(str::to_owned) } else { texts(&label.path) };
        if let Some(other) = other {
            let (excerpt, first_line, at) = excerpt(&other, label.span);
            group = group.element(
                Snippet::source(excerpt.to_owned())
                    .line_start(first_line)
                    .path(visible(&label.path).into_owned())
                    .annotation(AnnotationKind::Context.span(at).label(visible(&label.message).into_owned())),
            );
        }
    }
    if let Some(why) = &d.why {
        group = group.element(Level::NOTE.message(visible(why)));
    }
    if let Some(help) = &d.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    group
}

/// The line of `span` in `text`: its text, its number from 1, and where the span is in it. A span over
/// several lines is shown on its first.
fn excerpt(text: &str, span: Span) -> (&str, usize, std::ops::Range<usize>) {
    excerpt_of(text, span, span)
}

fn excerpt_of(text: &str, line_of: Span, span: Span) -> (&str, usize, std::ops::Range<usize>) {
    let start = floor_boundary(text, line_of.start as usize);
    let is_end = |c: char| c == '\n' || c == '\r';
    let from = text[..start].rfind(is_end).map_or(0, |at| at + 1);
    let to = text[start..].find(is_end).map_or(text.len(), |at| start + at);
    let from =
        if start - from > LONGEST_LINE { floor_boundary(text, start - LONGEST_LINE / 2) } else { from };
    let to = if to - from > LONGEST_LINE { floor_boundary(text, from + LONGEST_LINE) } else { to };
    let line = crate::diag::LineIndex::new(text).position(line_of.start).line as usize;
    let at = floor_boundary(text, span.start as usize).clamp(from, to) - from;
    let end = floor_boundary(text, span.end as usize).clamp(from + at, to) - from;
    (&text[from..to], line, at..end)
}

/// True where both spans begin on one line.
fn fits(text: &str, a: Span, b: Span) -> bool {
    let (from, to) = (a.start.min(b.start) as usize, a.start.max(b.start) as usize);
    !text.get(from..to).unwrap_or("\n").contains(['\n', '\r'])
}

fn floor_boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::render::FORMATS;
    use std::sync::Arc;

    fn sample() -> Diagnostic {
        let path: Arc<str> = "content/a/1.0.md".into();
        Diagnostic::error("unknown-key", &path, "unknown key `sevrity`")
            .at(Span::new(6, 13))
            .why("unknown keys are refused so that a typing error never drops a fact")
            .help("did you mean `severity`?")
            .label(&path, Span::new(0, 3), "in this mapping")
    }

    #[test]
    fn every_format_writes_the_same_diagnostic_and_survives_spans_that_do_not_fit() {
        let texts = |_: &str| Some("abc:\n sevrity: high\n".to_owned());
        let mut all = vec![sample(), sample().at(Span::new(5000, 6000))];
        Diagnostic::sort(&mut all);
        for format in FORMATS {
            let out = (format.render)(&all, &texts, Style::default());
            assert!(out.contains("unknown-key"), "{}: {out}", format.name);
            (format.render)(&all, &|_| None, Style { colour: true });
        }
        insta::assert_snapshot!(render(&all[..1], &texts, Style::default()));
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_place() {
        let text = format!("{}X{}", "é".repeat(2000), "é".repeat(2000));
        let (line, number, at) = excerpt(&text, Span::new(4000, 4001));
        assert_eq!((&line[at], number), ("X", 1));
        assert!(line.len() <= LONGEST_LINE);
    }
}
