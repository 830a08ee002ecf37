//! How pages look: templates and assets by name, as a value. The default theme is part of the program; a
//! theme of the book replaces it file by file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ErrorKind, Tera};

use super::spoken::spoken;
use super::theme_mistakes::{Template, mistakes};
use super::{Fingerprint, Words, say, theme_version, words_check};
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
    "assets/paper.css",
    "assets/search.js",
    "assets/site.js",
    "assets/style.css",
    "assets/table.js",
    "assets/theme.js",
    "templates/archive-rows.html",
    "templates/archive.html",
    "templates/assessment.html",
    "templates/base.html",
    "templates/category.html",
    "templates/check.html",
    "templates/compare.html",
    "templates/components.html",
    "templates/difference.html",
    "templates/findings-rows.html",
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
    "templates/waivers-rows.html",
    "templates/waivers.html",
    "theme.toml",
    "words/de.toml",
    "words/en.toml",
];

/// A theme that pages can be made with.
#[derive(Clone)]
pub struct Templates {
    pub(super) tera: Tera,
    /// The words of the interface.
    pub(super) words: Arc<Words>,
}

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

    /// The templates and the words of that language, ready to render; diagnostics with file and place where they cannot be
    /// read.
    pub fn compile(&self, language: &str) -> Result<Templates, Vec<Diagnostic>> {
        let mut found = self.version();
        found.append(&mut self.unused());
        let words = self.words(language).map(Arc::new).map_err(|mut wrong| found.append(&mut wrong));
        let mut templates: Vec<Template<'_>> = Vec::new();
        for (path, bytes) in &self.files {
            let Some(name) = path.strip_prefix("templates/") else {
                continue;
            };
            match std::str::from_utf8(bytes) {
                Ok(text) => templates.push(Template { name, text, own: self.is_own(path) }),
                Err(error) => found.push(
                    Diagnostic::setup("not-utf8", &self.path_of(name), "this template is not UTF-8")
                        .at(Span::new(error.valid_up_to(), error.valid_up_to() + 1))
                        .help("save it as UTF-8"),
                ),
            }
        }
        let mut tera = Tera::new();
        if let Ok(words) = &words {
            say::register(&mut tera, words);
        }
        let whole = words.as_ref().ok().map(|words| {
            // Mistakes in the theme's own templates are told with their columns.
            let texts = templates.iter().map(|one| {
                let text = if one.own { Cow::Borrowed(one.text) } else { spoken(one.text, words) };
                (one.name, text)
            });
            let texts: Vec<(&str, Cow<'_, str>)> = texts.collect();
            tera.add_raw_templates(texts.iter().map(|(name, text)| (*name, &**text)))
        });
        let added = match whole {
            Some(Ok(())) => Ok(()),
            _ => tera.add_raw_templates(templates.iter().map(|one| (one.name, one.text))),
        };
        let of_all = match (added, words) {
            (Ok(()), Ok(words)) if found.is_empty() => return Ok(Templates { tera, words }),
            (added, _) => added.err(),
        };
        // Each alone, so that every template's mistakes are told, not only those of the first.
        let path_of = |name: &str| self.path_of(name);
        for Template { name, text, .. } in &templates {
            if let Err(error) = Tera::new().add_raw_template(name, text)
                && let ErrorKind::SyntaxError(_) = error.kind()
            {
                found.append(&mut mistakes(&error, &templates, &path_of));
            }
        }
        if let Some(error) = of_all.filter(|_| found.is_empty()) {
            found = mistakes(&error, &templates, &path_of);
        }
        Err(found)
    }

    /// The book has the file; else it is the default theme's.
    fn is_own(&self, path: &str) -> bool {
        let embedded = EMBEDDED.iter().find(|(known, _)| *known == path);
        self.files.get(path).is_some_and(|bytes| embedded.is_none_or(|(_, known)| known != bytes))
    }

    /// The texts of files below a folder; what is not UTF-8 is left out.
    fn texts<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files.iter().filter_map(move |(path, bytes)| {
            Some((path.strip_prefix(folder)?, std::str::from_utf8(bytes).ok()?))
        })
    }

    /// Templates of the book that take no other's place, and that no other asks for: a slip of the name, mostly.
    fn unused(&self) -> Vec<Diagnostic> {
        let known: Vec<&str> =
            EMBEDDED.iter().filter_map(|(path, _)| path.strip_prefix("templates/")).collect();
        let named = |name: &str| {
            self.texts("templates/").any(|(other, text)| {
                other != name && [format!("\"{name}\""), format!("'{name}'")].iter().any(|n| text.contains(n))
            })
        };
        self.texts("templates/")
            .filter(|(name, text)| !known.contains(name) && !text.contains("{% component ") && !named(name))
            .map(|(name, _)| {
                Diagnostic::setup("unused-template", &self.path_of(name), "no page is made with this template")
                    .why("it has the name of no template of the default theme, and no other template includes or extends it")
                    .one_of(name, &known)
            })
            .collect()
    }

    /// What is wrong with the version that the theme says it is written for.
    fn version(&self) -> Vec<Diagnostic> {
        let file = theme_version::FILE;
        let Some(bytes) = self.files.get(file) else { return Vec::new() };
        let path: Arc<str> = format!("themes/{}/{file}", self.name).into();
        theme_version::check(&path, &String::from_utf8_lossy(bytes))
    }

    /// The language that the interface speaks: that one where there are words of it, or of its first part, else English.
    pub(crate) fn spoken<'a>(&self, language: &'a str) -> &'a str {
        let has_words = |language: &str| {
            let (_, own, embedded) = self.words_of(language);
            own.or(embedded).is_some()
        };
        if of_language(language).any(has_words) { language } else { ENGLISH }
    }

    /// The file of words of a language: its path, the theme's own, and that of the default theme.
    fn words_of(&self, language: &str) -> (String, Option<&[u8]>, Option<&'static [u8]>) {
        let file = format!("words/{language}.toml");
        let own = self.files.get(&file).map(Vec::as_slice);
        let embedded = EMBEDDED.iter().find(|(path, _)| *path == file).map(|(_, bytes)| *bytes);
        (file, own, embedded)
    }

    /// The words of the interface in a language, such as `de-CH`, else of its first part, else in English; the
    /// theme's own before those of the default theme.
    pub(crate) fn words(&self, language: &str) -> Result<Words, Vec<Diagnostic>> {
        let mut words = Words::default();
        for language in of_language(language).chain([ENGLISH]) {
            let (file, own, embedded) = self.words_of(language);
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
                if Some(bytes) == own && embedded != own {
                    words_check::check(&path, text, &|word| self.mentions(word))?;
                }
                words = words.or(Words::parse(&path, text)?);
            }
        }
        Ok(words)
    }

    fn path_of(&self, template: &str) -> Arc<str> {
        format!("themes/{}/templates/{template}", self.name).into()
    }

    /// Some template or script of the theme has that text between quotes.
    fn mentions(&self, text: &str) -> bool {
        let files = self.texts("templates/").chain(self.texts("assets/"));
        let quoted = ['"', '\'', '`'].map(|mark| format!("{mark}{text}{mark}"));
        files.into_iter().any(|(_, file)| quoted.iter().any(|quoted| file.contains(quoted.as_str())))
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

/// The language that everything can be said in.
const ENGLISH: &str = "en";

/// A language such as `de-CH`, and its first part.
fn of_language(language: &str) -> impl Iterator<Item = &str> {
    [language].into_iter().chain(language.split_once('-').map(|(first, _)| first))
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
        let found = theme.compile("en").err().unwrap();
        let brief: Vec<_> = found.iter().map(|d| (&*d.path, d.rule, d.span.map(|s| s.start))).collect();
        assert_eq!(brief[0], ("themes/mine/templates/base.html", "broken-template", Some(7)));
        assert_eq!((brief[1].0, brief.len()), ("themes/mine/templates/matrix.html", 2));
    }
}
