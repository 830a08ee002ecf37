//! One line for each thing that changed, for terminals and grep.

use super::{Format, Report, brief};
use crate::review::sections::{Body, Line, Piece, closing, headline, notices, sections};
use crate::text::{mask, visible};

pub(super) const FORMAT: Format = Format { name: "short", summary: "one line for each change", render };

fn render(report: &Report<'_>) -> String {
    let mut lines = vec![headline(report)];
    for (title, of) in notices(report) {
        lines.extend(of.iter().map(|line| format!("{}: {line}", title.to_lowercase())));
    }
    for section in sections(report) {
        let rows: Vec<String> = match &section.body {
            Body::List(rows) => rows.iter().map(plain).collect(),
            Body::Table { rows, .. } => rows
                .iter()
                .map(|row| {
                    row.iter().map(plain).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(": ")
                })
                .collect(),
        };
        lines.extend(rows.into_iter().map(|row| format!("{}: {row}", section.name)));
    }
    lines.extend(closing(report));
    let shown: Vec<String> = lines.iter().map(|line| visible(&mask(line)).into_owned()).collect();
    shown.join("\n") + "\n"
}

fn plain(line: &Line) -> String {
    let pieces = line.iter().map(|piece| match piece {
        // A path is of use only as a whole.
        Piece::File(..) => piece.words().into_owned(),
        _ => brief(&piece.words()),
    });
    pieces.collect()
}
