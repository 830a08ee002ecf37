//! How pages look: templates and assets by name, as a value. The default theme is part of the program; a
//! theme of the book replaces it file by file.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ErrorKind, Tera};

use super::{Fingerprint, Words, say, theme_version};
use crate::diag::{Diagnostic, Span};

/// The files of the embedded theme: those below `themes/default/`.
macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../themes/default/", $path)))),*]
    };
}

const EMBEDDED: &[(&str, &[u8])] = embedded![
    "assets/compare.js",
    "assets/find.js",
    "assets/icon.svg",
    "assets/search.js",
    "assets/site.js",
    "assets/style.css",
    "assets/table.js",
    "assets/theme.js",
    "templates/archive.html",
    "templates/assessment.html",
    "templates/base.html",
    "templates/category.html",
    "templates/check.html",
    "templates/compare.html",
    "templates/components.html",
    "templates/difference.html",
    "templates/findings.html",
    "templates/matrix-rows.html",
    "templates/matrix.html",
    "templates/not-found.html",
    "templates/portfolio-rows.html",
    "templates/portfolio.html",
    "templates/problems.html",
    "templates/project.html",
    "templates/rubric.html",
    "templates/rule.html",
    "templates/rules.html",
    "templates/score.html",
    "templates/search.html",
    "templates/waivers.html",
    "theme.toml",
    "words/de.toml",
    "words/en.toml",
];

/// A theme: the embedded files, and over them those of the book.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Its name.
    pub name: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl Theme {
    /// The default theme.
    pub fn embedded() -> Theme {
        let files = EMBEDDED.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
        Theme { name: "default".to_owned(), files }
    }

    /// Path and bytes of each file of the default theme, ordered by path.
    pub fn defaults() -> impl Iterator<Item = (&'static str, &'static [u8])> {
        EMBEDDED.iter().copied()
    }

    /// The default theme with files of the book over it: paths relative to the theme's folder, such as
    /// `templates/base.html`.
    pub fn with_files(name: &str, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Theme {
        let mut theme = Theme { name: name.to_owned(), ..Theme::embedded() };
        theme.files.extend(files);
        theme
    }

    /// Hash of all its files.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.files.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes.as_slice()]))
    }

    /// Name and bytes of each asset, such as `style.css`.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("assets/")?, bytes.as_slice())))
    }

    /// The templates, ready to render; diagnostics with file and place where they do not parse.
    pub(crate) fn compile(&self, language: &str) -> Result<(Tera, Arc<Words>), Vec<Diagnostic>> {
        let mut found = self.version();
        let words = self.words(language).map(Arc::new).map_err(|mut wrong| found.append(&mut wrong));
        let mut templates: Vec<(&str, &str)> = Vec::new();
        for (path, bytes) in &self.files {
            let Some(name) = path.strip_prefix("templates/") else {
                continue;
            };
            match std::str::from_utf8(bytes) {
                Ok(text) => templates.push((name, text)),
                Err(error) => found.push(
                    Diagnostic::setup("not-utf8", &self.path_of(name), "this template is not UTF-8")
                        .at(Span::new(error.valid_up_to(), error.valid_up_to() + 1))
                        .help("save it as UTF-8"),
                ),
            }
        }
        // Each alone first, so that every template's mistakes are told, not only those of the first.
        for (name, text) in &templates {
            if let Err(error) = Tera::new().add_raw_template(name, text)
                && let ErrorKind::SyntaxError(_) = error.kind()
            {
                found.push(self.diagnostic(&error));
            }
        }
        let words = match words {
            Ok(words) if found.is_empty() => words,
            _ => return Err(found),
        };
        let mut tera = Tera::new();
        say::register(&mut tera, &words);
        tera.add_raw_templates(templates).map_err(|error| vec![self.diagnostic(&error)])?;
        Ok((tera, words))
    }

    /// What is wrong with the version that the theme says it is written for.
    fn version(&self) -> Vec<Diagnostic> {
        let file = theme_version::FILE;
        let Some(bytes) = self.files.get(file) else { return Vec::new() };
        let path: Arc<str> = format!("themes/{}/{file}", self.name).into();
        theme_version::check(&path, &String::from_utf8_lossy(bytes))
    }

    /// The words of the interface in a language, such as `de-CH`, else of its first part, else in English; the
    /// theme's own before those of the default theme.
    pub(crate) fn words(&self, language: &str) -> Result<Words, Vec<Diagnostic>> {
        let mut languages = vec![language];
        languages.extend(language.split_once('-').map(|(first, _)| first));
        languages.push("en");
        let mut words = Words::default();
        for language in languages {
            let file = format!("words/{language}.toml");
            let own = self.files.get(&file).map(Vec::as_slice);
            let embedded = EMBEDDED.iter().find(|(path, _)| *path == file).map(|(_, bytes)| *bytes);
            for bytes in own.into_iter().chain(embedded.filter(|bytes| Some(*bytes) != own)) {
                let path: Arc<str> = format!("themes/{}/{file}", self.name).into();
                let text = std::str::from_utf8(bytes).map_err(|error| {
                    let at = error.valid_up_to();
                    vec![
                        Diagnostic::setup("not-utf8", &path, "this file of words is not UTF-8")
                            .at(Span::new(at, at + 1))
                            .help("save it as UTF-8"),
                    ]
                })?;
                words = words.or(Words::parse(&path, text)?);
            }
        }
        Ok(words)
    }

    fn path_of(&self, template: &str) -> Arc<str> {
        format!("themes/{}/templates/{template}", self.name).into()
    }

    fn diagnostic(&self, error: &tera::Error) -> Diagnostic {
        let help = "mend the template, written in the language of Tera 2, or remove it: the default theme's file then takes its place";
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let message = format!("this template does not parse: {}", report.message());
                Diagnostic::setup("broken-template", &self.path_of(report.filename()), message)
                    .at(Span::from(report.span().range.clone()))
                    .help(help)
            }
            other => {
                let folder: Arc<str> = format!("themes/{}/templates", self.name).into();
                Diagnostic::setup("broken-template", &folder, other.to_string()).help(help)
            }
        }
    }

    /// A rendering error in one line, with file, line and column where there are any.
    pub(super) fn describe(&self, error: &tera::Error) -> String {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let span = report.span();
                let path = self.path_of(report.filename());
                format!("{path}:{}:{}: {}", span.start_line, span.start_col + 1, report.message())
            }
            other => format!("themes/{}: {other}", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test looks at the theme's folder")]
    fn every_file_of_the_default_theme_is_embedded() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        let mut on_disk = vec!["theme.toml".to_owned()];
        for folder in ["assets", "templates", "words"] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                on_disk.push(format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy()));
            }
        }
        on_disk.sort();
        let listed: Vec<&str> = EMBEDDED.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, on_disk);
    }

    #[test]
    fn every_broken_template_is_named_with_its_place() {
        let file = |name: &str, text: &str| (format!("templates/{name}"), text.as_bytes().to_vec());
        let theme =
            Theme::with_files("mine", [file("base.html", "<p>\n{{ x"), file("matrix.html", "{% if %}")]);
        let found = theme.compile("en").unwrap_err();
        let brief: Vec<_> = found.iter().map(|d| (&*d.path, d.rule, d.span.map(|s| s.start))).collect();
        assert_eq!(brief[0], ("themes/mine/templates/base.html", "broken-template", Some(7)));
        assert_eq!((brief[1].0, brief.len()), ("themes/mine/templates/matrix.html", 2));
    }
}
