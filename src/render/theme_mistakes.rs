//! What the template engine says of templates that it cannot take, as diagnostics with file and place.

use std::sync::Arc;

use tera::ErrorKind;

use crate::diag::{Diagnostic, Span};
use crate::text::nearest;

const HELP: &str = "mend the template, written in the language of Tera 2, or remove it: the default theme's file then takes its place";

/// A template as the engine was given it.
pub(super) struct Template<'a> {
    /// Its name, such as `base.html`.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The book has it; else it is the default theme's.
    pub own: bool,
}

/// Every mistake that an error of the engine tells of. `path_of` is where a template of that name stands.
pub(super) fn mistakes(
    error: &tera::Error,
    templates: &[Template<'_>],
    path_of: &dyn Fn(&str) -> Arc<str>,
) -> Vec<Diagnostic> {
    let told = Told { templates, path_of };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let message = format!("this template does not parse: {}", report.message());
            let found = Diagnostic::setup("broken-template", &path_of(report.filename()), message);
            vec![found.at(Span::from(report.span().range.clone())).help(HELP)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("this template extends `{parent}`, and there is no such template");
            vec![told.naming(current, "extends", parent, message)]
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let by = inheritance_chain.first().map_or(tpl.as_str(), String::as_str);
            vec![told.naming(tpl, "extends", by, format!("this template extends itself, by way of `{by}`"))]
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let by = include_chain.iter().rev().nth(1).map_or(tpl.as_str(), String::as_str);
            vec![told.naming(by, "include", tpl, format!("`{tpl}` is included within itself"))]
        }
        ErrorKind::Msg(text) => told.reports(text),
        other => vec![told.somewhere(&other.to_string())],
    }
}

struct Told<'a> {
    templates: &'a [Template<'a>],
    path_of: &'a dyn Fn(&str) -> Arc<str>,
}

impl Told<'_> {
    fn template(&self, name: &str) -> Option<&Template<'_>> {
        self.templates.iter().find(|template| template.name == name)
    }

    /// A mistake where a template names another one in such a statement.
    fn naming(&self, template: &str, statement: &str, named: &str, message: String) -> Diagnostic {
        let others = self.templates.iter().map(|template| template.name).filter(|name| *name != named);
        let help = match nearest(named, others) {
            Some(near) if self.template(named).is_none() => format!("did you mean `{near}`?"),
            _ => HELP.to_owned(),
        };
        let found = Diagnostic::setup("broken-template", &(self.path_of)(template), message).help(help);
        let text = self.template(template).map_or("", |template| template.text);
        let stands = text.match_indices(statement).find_map(|(at, _)| {
            let from = at + statement.len();
            let start = from + text.get(from..)?.find(|c: char| !c.is_whitespace())?;
            let quoted = text.get(start..)?.strip_prefix(['"', '\''])?.starts_with(named);
            quoted.then(|| Span::new(start, start + named.len() + 2))
        });
        match stands {
            Some(span) => found.at(span),
            None => found,
        }
    }

    /// The engine checks what templates ask of each other all at once, and tells it as text: reports with a headline,
    /// a place, and an excerpt.
    fn reports(&self, text: &str) -> Vec<Diagnostic> {
        let lines: Vec<&str> = text.lines().collect();
        let mut found: Vec<Diagnostic> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let place = lines.get(at + 1).and_then(|next| next.trim_start().strip_prefix("--> "));
            let (Some(message), Some(place)) = (line.strip_prefix("error: "), place) else { continue };
            let mut parts = place.rsplitn(3, ':');
            let column = parts.next().and_then(|column| column.parse::<usize>().ok());
            let line = parts.next().and_then(|line| line.parse::<usize>().ok());
            let (Some(column), Some(line), Some(name)) = (column, line, parts.next()) else { continue };
            let width = lines.get(at + 4).map_or(1, |line| line.matches('^').count().max(1));
            let one = self.report(message, name, line, column, width);
            // What one file of the book lacks, many of the default theme may ask for.
            if one.span.is_some()
                || !found.iter().any(|known| known.path == one.path && known.message == one.message)
            {
                found.push(one);
            }
        }
        if found.is_empty() { vec![self.twice(text)] } else { found }
    }

    fn report(&self, message: &str, name: &str, line: usize, column: usize, width: usize) -> Diagnostic {
        let message = sentence(message);
        match self.template(name) {
            Some(template) if template.own => {
                let start: usize = template.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
                let text = template.text.get(start..).unwrap_or_default();
                let byte = |chars: usize| text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at);
                let span = Span::new(start + byte(column - 1), start + byte(column - 1 + width));
                Diagnostic::setup("broken-template", &(self.path_of)(name), message).at(span).help(HELP)
            }
            // A template of the default theme is whole: a file of the book took something away from it.
            _ => {
                let culprit = if message.contains("block") { "base.html" } else { "components.html" };
                let own = self.template(culprit).is_some_and(|template| template.own);
                if !own {
                    return self.somewhere(&format!("{message}, in `{name}`"));
                }
                Diagnostic::setup("broken-template", &(self.path_of)(culprit), message)
                    .why(format!("templates of the default theme need it, such as `{name}`"))
                    .help("take it over from the default theme's file, or eject the templates that need it, and change them")
            }
        }
    }

    /// A component that two templates define; else a mistake that has no place.
    fn twice(&self, text: &str) -> Diagnostic {
        let named: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
        if let [component, names @ ..] = named.as_slice()
            && let Some(own) = names.iter().filter_map(|name| self.template(name)).find(|one| one.own)
            && let Some(at) = own.text.find(&format!("component {component}"))
        {
            let at = at + "component ".len();
            return Diagnostic::setup("broken-template", &(self.path_of)(own.name), sentence(text))
                .at(Span::new(at, at + component.len()))
                .help("give it a name of its own, or change the template that has it already");
        }
        self.somewhere(text)
    }

    fn somewhere(&self, message: &str) -> Diagnostic {
        let base = (self.path_of)("");
        let folder: Arc<str> = base.trim_end_matches('/').into();
        Diagnostic::setup("broken-template", &folder, sentence(message)).help(HELP)
    }
}

/// What the engine says as messages begin here.
fn sentence(text: &str) -> String {
    let words = [
        ("Unknown filter", "there is no filter"),
        ("Unknown test", "there is no test"),
        ("Unknown function", "there is no function"),
        ("Unknown component", "there is no component"),
        ("Unknown template", "there is no template"),
        ("Block", "the block"),
        ("Component", "the component"),
    ];
    let plain = words.iter().find_map(|(theirs, ours)| Some(format!("{ours}{}", text.strip_prefix(theirs)?)));
    plain.unwrap_or_else(|| text.to_owned())
}
