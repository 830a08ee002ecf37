//! The compiler's view: excerpt with underline, other places, why it matters, how to mend it; a closing line.

use annotate_snippets::renderer::DecorStyle;
use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::located::{Indexes, by_file};
use super::{Format, Style, Texts, tally};
use crate::diag::{Diagnostic, LineIndex, Severity, Span};
use crate::text::visible;

pub(super) const FORMAT: Format =
    Format { name: "human", summary: "excerpts with what is wrong, why and how to mend it", render };

/// Excerpts longer than this many bytes a line would fill the terminal with one line.
const LONGEST_LINE: usize = 400;

fn render(diagnostics: &[Diagnostic], texts: Texts<'_>, style: Style<'_>) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    by_file(diagnostics, texts, |same_file, indexes| {
        for diagnostic in same_file {
            out.push_str(&renderer.render(&[group(diagnostic, indexes)]));
            out.push_str("\n\n");
        }
    });
    if !diagnostics.is_empty() {
        out.push_str(&tally(diagnostics));
        out.push('\n');
    }
    out
}

fn group<'a>(d: &'a Diagnostic, indexes: &Indexes<'a>) -> Group<'a> {
    let own = indexes.of(&d.path);
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let path = visible(&d.path).into_owned();
    let mut group = level.primary_title(visible(&d.message)).id(d.rule).elements(Vec::<Element<'a>>::new());
    match (d.span, own) {
        (Some(span), Some(index)) => {
            let mut snippet =
                excerpt(index, span, span).into_snippet(path, |at| AnnotationKind::Primary.span(at));
            for label in
                d.labels.iter().filter(|label| label.path == d.path && one_line(index, span, label.span))
            {
                let at = excerpt(index, span, label.span).at;
                snippet = snippet.annotation(AnnotationKind::Context.span(at).label(visible(&label.message)));
            }
            group = group.element(snippet);
        }
        _ => group = group.element(Origin::path(path)),
    }
    for label in &d.labels {
        let shown = label.path == d.path
            && own.zip(d.span).is_some_and(|(index, span)| one_line(index, span, label.span));
        if let Some(index) = indexes.of(&label.path).filter(|_| !shown) {
            let excerpt = excerpt(index, label.span, label.span);
            let message = visible(&label.message).into_owned();
            group = group.element(excerpt.into_snippet(visible(&label.path).into_owned(), |at| {
                AnnotationKind::Context.span(at).label(message)
            }));
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

/// A line of a text, or the part of a long one that matters, with the place to underline in it.
struct Excerpt<'a> {
    text: Cow<'a, str>,
    /// Number of the line, from 1.
    line: usize,
    at: Range<usize>,
}

impl<'a> Excerpt<'a> {
    fn into_snippet(
        self,
        path: String,
        mark: impl FnOnce(Range<usize>) -> Annotation<'a>,
    ) -> Snippet<'a, Annotation<'a>> {
        Snippet::source(self.text).line_start(self.line).path(path).annotation(mark(self.at))
    }
}

/// The line that `line_of` begins on, with the place of `span` in it. A span over several lines is shown on
/// its first.
fn excerpt<'a>(index: &LineIndex<'a>, line_of: Span, span: Span) -> Excerpt<'a> {
    let text = index.text();
    let (line, whole) = index.line(line_of.start);
    let start = floor_boundary(text, line_of.start as usize).clamp(whole.start, whole.end);
    let from = if start - whole.start > LONGEST_LINE {
        floor_boundary(text, start - LONGEST_LINE / 2)
    } else {
        whole.start
    };
    let to =
        if whole.end - from > LONGEST_LINE { floor_boundary(text, from + LONGEST_LINE) } else { whole.end };
    let at = floor_boundary(text, span.start as usize).clamp(from, to) - from;
    let end = floor_boundary(text, span.end as usize).clamp(from + at, to) - from;
    Excerpt { text: Cow::Borrowed(text.get(from..to).unwrap_or_default()), line: line as usize, at: at..end }
}

/// True where both spans begin on one line.
fn one_line(index: &LineIndex<'_>, a: Span, b: Span) -> bool {
    index.line(a.start).0 == index.line(b.start).0
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
            (format.render)(&all, &|_| None, Style { colour: true, rules: &[] });
        }
        insta::assert_snapshot!(render(&all[..1], &texts, Style::default()));
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_place() {
        let text = format!("{}X{}", "é".repeat(2000), "é".repeat(2000));
        let place = Span::new(4000, 4001);
        let Excerpt { text: cut, line, at } = excerpt(&LineIndex::new(&text), place, place);
        assert_eq!((&cut[at], line), ("X", 1));
        assert!(cut.len() <= LONGEST_LINE);
    }
}
