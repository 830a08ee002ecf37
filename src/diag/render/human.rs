//! The compiler's view: excerpt with underline, other places, why it matters, how to mend it; a closing line.

use std::cmp::Reverse;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use rayon::prelude::*;

use super::located::{AT_ONCE, Indexes, together};
use super::{Format, Style, Texts, tally};
use crate::diag::{Diagnostic, Label, LineIndex, Severity, Span};
use crate::text::visible;

pub(super) const FORMAT: Format = Format {
    name: "human",
    reads_lines: true,
    summary: "excerpts with what is wrong, why and how to mend it",
    render,
};

/// Excerpts longer than this many bytes a line would fill the terminal with one line.
const LONGEST_LINE: usize = 400;

/// Stands where a line is cut.
const CUT: &str = "…";

fn render(diagnostics: &[Diagnostic], texts: Texts<'_>, style: Style<'_>) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut files: Vec<&[Diagnostic]> = diagnostics.chunk_by(|a, b| a.path == b.path).collect();
    files.sort_by_key(|same_file| Reverse(same_file.iter().map(|d| (d.kind, d.severity)).max()));
    let of_some = |some: &[&[Diagnostic]]| {
        let mut out = String::new();
        together(some, texts, |same_file, indexes| {
            for diagnostic in same_file {
                out.push_str(&one(diagnostic, indexes, style, &renderer));
                out.push_str("\n\n");
            }
        });
        out
    };
    let mut out: String = files.par_chunks(AT_ONCE).map(of_some).collect();
    if !diagnostics.is_empty() {
        out.push_str(&tally(diagnostics));
        out.push('\n');
    }
    out
}

fn one(d: &Diagnostic, indexes: &Indexes<'_>, style: Style<'_>, renderer: &Renderer) -> String {
    let own = indexes.of(&d.path);
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let path = visible(&style.path(&d.path)).into_owned();
    let mut columns = Columns::default();
    let mut group = level.primary_title(visible(&d.message)).id(d.rule).elements(Vec::<Element<'_>>::new());
    let beside = |label: &&Label| {
        label.path == d.path && own.zip(d.span).is_some_and(|(index, span)| one_line(index, span, label.span))
    };
    match (d.span, own) {
        (Some(span), Some(index)) => {
            let excerpt = Excerpt::around(index, span);
            columns.correct(&path, &excerpt, index, span);
            let primary = AnnotationKind::Primary.span(excerpt.place(index, span));
            let others = d.labels.iter().filter(beside).map(|label| {
                let at = excerpt.place(index, label.span);
                AnnotationKind::Context.span(at).label(visible(&label.message))
            });
            let annotations: Vec<Annotation<'_>> = std::iter::once(primary).chain(others).collect();
            group = group.element(excerpt.into_snippet(path).annotations(annotations));
        }
        _ => group = group.element(Origin::path(path)),
    }
    for label in d.labels.iter().filter(|label| !beside(label)) {
        if let Some(index) = indexes.of(&label.path) {
            let path = visible(&style.path(&label.path)).into_owned();
            let excerpt = Excerpt::around(index, label.span);
            columns.correct(&path, &excerpt, index, label.span);
            let mark = AnnotationKind::Context.span(excerpt.place(index, label.span));
            let mark = mark.label(visible(&label.message).into_owned());
            group = group.element(excerpt.into_snippet(path).annotation(mark));
        }
    }
    if let Some(why) = &d.why {
        group = group.element(Level::NOTE.message(visible(why)));
    }
    if let Some(help) = &d.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    columns.in_text(renderer.render(&[group]))
}

/// A line of a text, or the part of a long one that matters, with everything in it made visible.
struct Excerpt {
    text: String,
    /// Number of the line, from 1.
    line: u32,
    /// What of the text it shows.
    shown: Range<usize>,
    /// Length of what stands before it.
    lead: usize,
}

impl Excerpt {
    /// The line that a span begins on. A span over several lines is shown on its first.
    fn around(index: &LineIndex<'_>, span: Span) -> Excerpt {
        let text = index.text();
        let (line, whole) = index.line(span.start);
        let mark = if whole.start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let whole = whole.start + mark..whole.end.max(whole.start + mark);
        let start = floor_boundary(text, span.start as usize).clamp(whole.start, whole.end);
        let from = if start - whole.start > LONGEST_LINE {
            floor_boundary(text, start - LONGEST_LINE / 2)
        } else {
            whole.start
        };
        let to = if whole.end - from > LONGEST_LINE {
            floor_boundary(text, from + LONGEST_LINE)
        } else {
            whole.end
        };
        let lead = if from > whole.start { CUT } else { "" };
        let tail = if to < whole.end { CUT } else { "" };
        let part = visible(text.get(from..to).unwrap_or_default());
        Excerpt { text: format!("{lead}{part}{tail}"), line, shown: from..to, lead: lead.len() }
    }

    /// Where in it a span of the whole text is.
    fn place(&self, index: &LineIndex<'_>, span: Span) -> Range<usize> {
        let text = index.text();
        let start = floor_boundary(text, span.start as usize).clamp(self.shown.start, self.shown.end);
        let end = floor_boundary(text, span.end as usize).clamp(start, self.shown.end);
        let length = |part: Range<usize>| visible(text.get(part).unwrap_or_default()).len();
        let from = self.lead + length(self.shown.start..start);
        from..from + length(start..end)
    }

    fn into_snippet<'a>(self, path: String) -> Snippet<'a, Annotation<'a>> {
        Snippet::source(self.text).line_start(self.line as usize).path(path)
    }
}

/// Columns of headers that have to be corrected: they are counted in the excerpt, which may be cut and have
/// characters written out.
#[derive(Default)]
struct Columns(Vec<(String, String)>);

impl Columns {
    fn correct(&mut self, path: &str, excerpt: &Excerpt, index: &LineIndex<'_>, span: Span) {
        let place = excerpt.place(index, span);
        let counted = excerpt.text.get(..place.start).unwrap_or_default().chars().count() + 1;
        let column = index.position(span.start).column;
        self.0.push((
            format!("{path}:{}:{counted}", excerpt.line),
            format!("{path}:{}:{column}", excerpt.line),
        ));
    }

    /// The text with its columns corrected, each header in its turn. The first line is the message's.
    fn in_text(&self, text: String) -> String {
        if self.0.iter().all(|(counted, column)| counted == column) {
            return text;
        }
        let mut at = text.find('\n').unwrap_or(0);
        let mut out = text.get(..at).unwrap_or_default().to_owned();
        for (counted, column) in &self.0 {
            let rest = text.get(at..).unwrap_or_default();
            if let Some(found) = rest.find(counted) {
                out.push_str(&rest[..found]);
                out.push_str(column);
                at += found + counted.len();
            }
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }
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
            (format.render)(&all, &|_| None, Style { colour: true, ..Style::default() });
        }
        insta::assert_snapshot!(render(&all[..1], &texts, Style::default()));
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_place() {
        let text = format!("{}X{}", "é".repeat(2000), "é".repeat(2000));
        let place = Span::new(4000, 4001);
        let index = LineIndex::new(&text);
        let excerpt = Excerpt::around(&index, place);
        assert_eq!(&excerpt.text[excerpt.place(&index, place)], "X");
        assert!(excerpt.text.starts_with("…é") && excerpt.text.ends_with("é…"), "{}", excerpt.text);
        assert!(excerpt.text.len() <= LONGEST_LINE + 2 * CUT.len());
        assert_eq!(excerpt.place(&index, Span::new(0, 1)), 3..3, "what is cut off is at its edge");
    }

    /// What is rendered for a place in a text, with a label at another.
    fn shown(text: &str, at: &str, label: &str, colour: bool) -> String {
        let path: Arc<str> = "content/a/1.0.md".into();
        let span = |part: &str| Span::at(text.find(part).unwrap(), part);
        let d = Diagnostic::error("x", &path, "content/a/1.0.md:1:1").at(span(at)).label(
            &path,
            span(label),
            "other",
        );
        render(&[d], &|_| Some(text.to_owned()), Style { colour, ..Style::default() })
    }

    #[test]
    fn what_nobody_sees_is_seen_and_columns_are_those_of_the_file() {
        let text = "\u{feff}a\u{200b}\u{202e}\u{85}\t\u{1b}[31mX b Y\nline \u{e0041}Z\n";
        let out = shown(text, "X", "Y", false);
        assert!(out.contains("1 | a<U+200B><U+202E><U+0085> <U+001B>[31mX b Y\n"), "{out}");
        assert!(out.starts_with("error[x]: content/a/1.0.md:1:1\n --> content/a/1.0.md:1:11\n"), "{out}");
        let marks = out.lines().find(|line| line.contains('^')).unwrap();
        let line = out.lines().find(|line| line.contains("X b Y")).unwrap();
        assert_eq!((marks.find('^'), marks.find('-')), (line.find('X'), line.find('Y')), "{out}");
        let below = shown(text, "X", "Z", true);
        assert!(below.contains("content/a/1.0.md:2:7") && below.contains("line <U+E0041>Z"), "{below}");
    }

    #[test]
    fn files_stand_with_the_worst_first() {
        let of = |path: &str, severity| Diagnostic::new("x", severity, &path.into(), "m");
        let mut all = vec![
            of("a.md", Severity::Warning),
            of("b.md", Severity::Note),
            of("c.md", Severity::Warning),
            of("c.md", Severity::Error),
            Diagnostic::structural("x", &"d.md".into(), "m"),
        ];
        Diagnostic::sort(&mut all);
        let out = render(&all, &|_| None, Style::default());
        let files: Vec<&str> = out.lines().filter_map(|line| line.trim().strip_prefix("--> ")).collect();
        assert_eq!(files, ["d.md", "c.md", "c.md", "a.md", "b.md"], "{out}");
    }
}
