//! GitHub Markdown, for documents and comments.

use std::fmt::Write as _;

use super::blocks::{Block, Table, blocks};
use super::{Format, ScoreReport};
use crate::text::markdown_text;

pub(super) const FORMAT: Format =
    Format { name: "markdown", summary: "tables in GitHub Markdown, for documents and comments", render };

fn render(report: &ScoreReport<'_>) -> String {
    let mut out = String::new();
    for (at, block) in blocks(report).iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        // Writing to a text cannot fail.
        let _ = match block {
            Block::Heading(depth, text) => {
                writeln!(out, "{} {}", "#".repeat(usize::from(*depth) + 2), markdown_text(text))
            }
            Block::Line(text) => writeln!(out, "{}", markdown_text(text)),
            Block::List(items) => {
                items.iter().try_for_each(|item| writeln!(out, "- {}", markdown_text(item)))
            }
            Block::Table(table) => grid(table, &mut out),
        };
    }
    out
}

fn grid(table: &Table, out: &mut String) -> std::fmt::Result {
    writeln!(out, "| {} |", table.head.join(" | "))?;
    let rules = (0..table.head.len()).map(|at| if at < table.left { "---" } else { "---:" });
    writeln!(out, "| {} |", rules.collect::<Vec<_>>().join(" | "))?;
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| markdown_text(cell)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}
