//! GitHub Markdown for one comment, which services take only up to a length: what does not fit is left out in whole
//! sections, the least important first, with a line that says so.

use std::fmt::Write as _;

use super::{Format, Report, address, brief};
use crate::review::sections::{Body, Line, Piece, Section, closing, headline, notices, passed, sections};
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
    let mut sections = sections(report);
    let mut dropped: Vec<&str> = Vec::new();
    loop {
        let text = whole(report, &sections, &dropped);
        if length(&text) <= longest {
            return text;
        }
        let worst = sections.iter().enumerate().filter(|(_, s)| s.weight > 0).max_by_key(|(_, s)| s.weight);
        if let Some((at, _)) = worst {
            dropped.push(sections.remove(at).name);
            continue;
        }
        // What is left is shortened from its end: the worst stands first.
        match sections.first_mut().map(|section| &mut section.body) {
            Some(Body::Table { rows, .. }) if rows.len() > 1 => rows.truncate(rows.len() / 2),
            _ => return cut(&text, longest),
        }
        if !dropped.contains(&"some of the verdicts") {
            dropped.push("some of the verdicts");
        }
    }
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

fn whole(report: &Report<'_>, sections: &[Section], dropped: &[&str]) -> String {
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
    for section in sections {
        out.push('\n');
        // The verdicts are what the comment is for: nothing stands between them and the reader.
        if section.weight == 0 {
            body(report, &section.body, &mut out);
            continue;
        }
        let open = if section.open { " open" } else { "" };
        // Within an HTML block no Markdown is read.
        let title = html_text(&section.title);
        let _ = write!(out, "<details{open}><summary>{title}</summary>\n\n");
        body(report, &section.body, &mut out);
        out.push_str("\n</details>\n");
    }
    if !dropped.is_empty() {
        let all = dropped.join(", ");
        let _ = writeln!(
            out,
            "\n**Left out, so that this comment is not too long:** {all}. `readybook diff --format html` shows all."
        );
    }
    for line in closing(report) {
        let _ = writeln!(out, "\n{}", markdown_text(&brief(&line)));
    }
    out
}

fn body(report: &Report<'_>, body: &Body, out: &mut String) {
    match body {
        Body::List(lines) => {
            for line in lines {
                let _ = writeln!(out, "- {}", inline(report, line));
            }
        }
        Body::Table { rows, .. } if rows.is_empty() => {}
        Body::Table { head, figures, rows } => {
            let _ = writeln!(out, "| {} |", head.join(" | "));
            let rules: Vec<&str> =
                (0..head.len()).map(|at| if figures.contains(&at) { "---:" } else { "---" }).collect();
            let _ = writeln!(out, "| {} |", rules.join(" | "));
            for row in rows {
                let cells: Vec<String> = row.iter().map(|cell| inline(report, cell)).collect();
                let _ = writeln!(out, "| {} |", cells.join(" | "));
            }
        }
    }
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
