//! For people, in a terminal.

use comfy_table::{CellAlignment, ContentArrangement, Table as Grid, presets};

use super::blocks::{Block, Table, blocks};
use super::{Format, ScoreReport};
use crate::text::visible;

pub(super) const FORMAT: Format =
    Format { name: "human", summary: "tables for people in a terminal", render };

fn render(report: &ScoreReport<'_>) -> String {
    let mut out = String::new();
    for (at, block) in blocks(report).iter().enumerate() {
        let gap = at > 0 && !matches!(block, Block::List(_));
        out.push_str(if gap { "\n" } else { "" });
        match block {
            Block::Heading(_, text) | Block::Line(text) => {
                out.push_str(&visible(text));
                out.push('\n');
            }
            Block::List(items) => {
                for item in items {
                    out.push_str("  ");
                    out.push_str(&visible(item));
                    out.push('\n');
                }
            }
            Block::Table(table) => out.push_str(&grid(table)),
        }
    }
    out
}

fn grid(table: &Table) -> String {
    let mut grid = Grid::new();
    grid.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    grid.set_header(table.head.iter().map(|head| (*head).to_owned()));
    for row in &table.rows {
        grid.add_row(row.iter().map(|cell| visible(cell).into_owned()));
    }
    for (at, column) in grid.column_iter_mut().enumerate() {
        column.set_padding((u16::from(at > 0), 1));
        if at >= table.left {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let lines: Vec<String> = grid.lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n") + "\n"
}
