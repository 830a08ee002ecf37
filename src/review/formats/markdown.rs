//! GitHub Markdown for one comment, which services take only up to a length: where there is more, long sections are
//! shortened from their ends, the least important first, and say how much they left out.

use std::fmt::Write as _;

use super::{Format, Report, address, brief};
use crate::review::sections::{
    Body, LESSER, Line, Piece, Section, closing, headline, notices, passed, sections,
};
use crate::text::{html_text, markdown_text};

pub(super) const FORMAT: Format = Format {
    name: "markdown",
    summary: "one comment for a pull request, never longer than services take",
    render,
};

/// The longest comment, in the units in which services count: 65,536, less room for what they are marked with.
const LONGEST: usize = 65_000;

fn render(report: &Report<'_>) -> String {
    fitted(report, LONGEST)
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The comment in at most so many characters.
fn fitted(report: &Report<'_>, longest: usize) -> String {
    let sections: Vec<Written> = sections(report).iter().map(|section| write(report, section)).collect();
    let whole: Vec<usize> = sections.iter().map(|section| section.rows.len()).collect();
    let text = put_together(report, &sections, &whole);
    if length(&text) <= longest {
        return text;
    }
    let none = vec![0; sections.len()];
    let room = longest.saturating_sub(length(&put_together(report, &sections, &none)));
    cut(&put_together(report, &sections, &share(&sections, room)), longest)
}

/// How many rows of each section there is room for. Half of the room is shared alike, so that what is told in a few lines
/// is not crowded out by what takes many; the rest goes to what matters most.
fn share(sections: &[Written], mut room: usize) -> Vec<usize> {
    let mut taken = vec![0; sections.len()];
    let mut take = |at: usize, until: usize, most: usize, room: &mut usize| {
        let mut left = most.min(*room);
        while let Some(row) = sections[at].rows.get(taken[at]).filter(|_| taken[at] < until) {
            let Some(rest) = left.checked_sub(length(row)) else { break };
            (left, *room) = (rest, *room - length(row));
            taken[at] += 1;
        }
    };
    let alike = room / 2 / sections.len().max(1);
    for at in 0..sections.len() {
        take(at, usize::MAX, alike, &mut room);
    }
    let parts = sections.iter().enumerate().flat_map(|(at, section)| {
        [(section.weight, at, section.weighty), (section.weight.max(LESSER), at, usize::MAX)]
    });
    let mut parts: Vec<(u8, usize, usize)> = parts.collect();
    parts.sort_unstable();
    for (_, at, until) in parts {
        take(at, until, usize::MAX, &mut room);
    }
    taken
}

/// A section with its rows as they are written, so that they can be counted.
struct Written {
    name: &'static str,
    weight: u8,
    weighty: usize,
    head: String,
    rows: Vec<String>,
    tail: &'static str,
}

fn write(report: &Report<'_>, section: &Section) -> Written {
    let mut head = String::new();
    // The verdicts are what the comment is for: nothing stands between them and the reader.
    if section.weight > 0 {
        let open = if section.open { " open" } else { "" };
        // Within an HTML block no Markdown is read.
        let _ = write!(head, "<details{open}><summary>{}</summary>\n\n", html_text(&section.title));
    }
    let rows = match &section.body {
        Body::List(lines) => lines.iter().map(|line| format!("- {}\n", inline(report, line))).collect(),
        Body::Table { rows, .. } if rows.is_empty() => Vec::new(),
        Body::Table { head: names, figures, rows } => {
            let _ = writeln!(head, "| {} |", names.join(" | "));
            let rules: Vec<&str> =
                (0..names.len()).map(|at| if figures.contains(&at) { "---:" } else { "---" }).collect();
            let _ = writeln!(head, "| {} |", rules.join(" | "));
            let row = |row: &Vec<Line>| {
                let cells: Vec<String> = row.iter().map(|cell| inline(report, cell)).collect();
                format!("| {} |\n", cells.join(" | "))
            };
            rows.iter().map(row).collect()
        }
    };
    let tail = if section.weight > 0 { "\n</details>\n" } else { "" };
    Written { name: section.name, weight: section.weight, weighty: section.weighty, head, rows, tail }
}

/// The beginning of a text, in whole lines.
fn cut(text: &str, longest: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        if length(&out) + length(line) + 1 > longest {
            break;
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// The comment with so many rows of each section.
fn put_together(report: &Report<'_>, sections: &[Written], rows: &[usize]) -> String {
    let mut out = format!("### Readiness: {}\n", markdown_text(&headline(report)));
    for (title, lines) in notices(report) {
        let _ = write!(out, "\n**{title}:**\n\n");
        for line in lines {
            let _ = writeln!(out, "- {}", markdown_text(&brief(&line)));
        }
    }
    if let Some(passed) = passed(report.conditions).filter(|_| report.reasons.is_empty()) {
        let _ = writeln!(out, "\n{}", markdown_text(&passed));
    }
    let mut shortened = Vec::new();
    for (section, taken) in sections.iter().zip(rows) {
        out.push('\n');
        out.push_str(&section.head);
        section.rows.iter().take(*taken).for_each(|row| out.push_str(row));
        if let Some(more) = section.rows.len().checked_sub(*taken).filter(|more| *more > 0) {
            let _ = writeln!(out, "\nand {more} more");
            shortened.push(section.name);
        }
        out.push_str(section.tail);
    }
    if !shortened.is_empty() {
        let all = shortened.join(", ");
        let _ = writeln!(
            out,
            "\n**Shortened, so that this comment is not too long:** {all}. `readybook diff --format html` shows all."
        );
    }
    for line in closing(report) {
        let _ = writeln!(out, "\n{}", markdown_text(&brief(&line)));
    }
    out
}

fn inline(report: &Report<'_>, line: &Line) -> String {
    let mut out = String::new();
    for piece in line {
        let words = piece.words();
        match piece {
            // A blank at the edge parts it from its neighbour.
            Piece::Text(text) => {
                let before = if text.starts_with(' ') { " " } else { "" };
                let after = if text.ends_with(' ') && text.trim() != "" { " " } else { "" };
                let _ = write!(out, "{before}{}{after}", markdown_text(&brief(text)));
            }
            Piece::Strong(_) => {
                let _ = write!(out, "**{}**", markdown_text(&brief(&words)));
            }
            Piece::File(path, line) => out.push_str(&linked(report, &words, path, *line)),
            Piece::Link(_, path) => out.push_str(&linked(report, &words, path, None)),
        }
    }
    out
}

fn linked(report: &Report<'_>, text: &str, path: &str, line: Option<u32>) -> String {
    let text = markdown_text(&brief(text));
    address(report, path, line).map_or_else(|| text.clone(), |address| format!("[{text}](<{address}>)"))
}
