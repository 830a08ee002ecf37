//! A page that needs nothing else, with all that there is to tell.

use std::fmt::Write as _;

use super::{Format, Report, address, brief};
use crate::review::sections::{Body, Line, Piece, closing, headline, notices, passed, sections};
use crate::text::{html_attribute, html_text, visible};

pub(super) const FORMAT: Format =
    Format { name: "html", summary: "a page of its own, with everything", render };

fn render(report: &Report<'_>) -> String {
    let headline = escaped(&headline(report));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Readiness: {headline}</title>\n\
         <style>body{{font:1rem/1.5 sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}}\
         table{{border-collapse:collapse}}td,th{{border:1px solid #767676;padding:.25rem .5rem;text-align:left;\
         vertical-align:top}}td.figure,th.figure{{text-align:right}}summary{{font-weight:bold}}</style>\n\
         </head>\n<body>\n<h1>Readiness: {headline}</h1>\n"
    );
    for (title, lines) in notices(report) {
        let _ = writeln!(out, "<h2>{title}</h2>\n<ul>");
        for line in lines {
            let _ = writeln!(out, "<li>{}</li>", escaped(&line));
        }
        out.push_str("</ul>\n");
    }
    if let Some(passed) = passed(report.conditions).filter(|_| report.reasons.is_empty()) {
        let _ = writeln!(out, "<p>{}</p>", escaped(&passed));
    }
    for section in sections(report) {
        let open = if section.open { " open" } else { "" };
        let _ = writeln!(out, "<details{open}><summary>{}</summary>", escaped(&section.title));
        body(report, &section.body, &mut out);
        out.push_str("</details>\n");
    }
    for line in closing(report) {
        let _ = writeln!(out, "<p>{}</p>", escaped(&line));
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn escaped(text: &str) -> String {
    html_text(&visible(&brief(text)))
}

fn body(report: &Report<'_>, body: &Body, out: &mut String) {
    match body {
        Body::List(lines) => {
            let items: Vec<String> =
                lines.iter().map(|line| format!("<li>{}</li>\n", inline(report, line))).collect();
            let _ = writeln!(out, "<ul>\n{}</ul>", items.concat());
        }
        Body::Table { rows, .. } if rows.is_empty() => {}
        Body::Table { head, figures, rows } => {
            let class = |at: usize| if figures.contains(&at) { " class=\"figure\"" } else { "" };
            out.push_str("<table>\n<thead><tr>");
            for (at, name) in head.iter().enumerate() {
                let _ = write!(out, "<th scope=\"col\"{}>{name}</th>", class(at));
            }
            out.push_str("</tr></thead>\n<tbody>\n");
            for row in rows {
                let cells = row.iter().enumerate();
                let cells: Vec<String> = cells
                    .map(|(at, cell)| format!("<td{}>{}</td>", class(at), inline(report, cell)))
                    .collect();
                let _ = writeln!(out, "<tr>{}</tr>", cells.concat());
            }
            out.push_str("</tbody>\n</table>\n");
        }
    }
}

fn inline(report: &Report<'_>, line: &Line) -> String {
    let mut out = String::new();
    for piece in line {
        let words = piece.words();
        match piece {
            Piece::Text(_) => out.push_str(&escaped(&words)),
            Piece::Strong(_) => {
                let _ = write!(out, "<strong>{}</strong>", escaped(&words));
            }
            Piece::File(path, line) => out.push_str(&linked(report, &words, path, *line)),
            Piece::Link(_, path) => out.push_str(&linked(report, &words, path, None)),
        }
    }
    out
}

fn linked(report: &Report<'_>, text: &str, path: &str, line: Option<u32>) -> String {
    let text = escaped(text);
    let Some(address) = address(report, path, line) else { return text };
    format!("<a href=\"{}\">{text}</a>", html_attribute(&address))
}
