//! What pages share: compiled templates, the highlighter, and everything that the site is made from.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::highlight::Highlighter;
use super::link;
use super::markdown::{self, Body, Href};
use super::recent::Recent;
use super::release_parts::ReleaseParts;
use super::scorecard_view::ScorecardView;
use super::shared::Shared;
use super::theme_version::CONTEXT_VERSION;
use super::view::RubricLink;
use super::{Fingerprint, SiteInput, Templates, Words};
use crate::model::{Heading, Link};
use crate::portfolio::{Assessed, Latest};
use crate::source::Limit;
use crate::text::link::{Destination, destination};

/// What pages share.
pub struct Renderer {
    /// Everything that the site is made from.
    pub input: SiteInput,
    tera: Tera,
    /// The words of the interface.
    pub words: Arc<Words>,
    highlighter: Highlighter,
    /// Part of every page's fingerprint: program, theme, configuration.
    common: Fingerprint,
    parts: ReleaseParts,
    /// As templates are given them: the report shows a summary, the page of the arithmetic all of it.
    scorecards: Recent<[usize; 2], Value>,
    /// What the latest assessments answer and find, once a page asks for it.
    latest: OnceLock<Vec<Latest>>,
    /// What pages of a kind are all made from.
    shared: Shared,
    /// Places of the assessments in the portfolio, by the paths of their documents.
    documents: BTreeMap<Arc<str>, [usize; 2]>,
}

/// What every page tells of the site.
#[derive(Serialize)]
struct Site<'a> {
    /// Of the book.
    title: &'a str,
    /// Of the book, where book.toml has one.
    description: Option<&'a str>,
    /// Such as `en` or `de-CH`.
    language: &'a str,
    /// The language of the interface: that one, or `en` where it has no words.
    spoken: &'a str,
    /// Where it is published, with a `/` at its end, if that is known.
    base_url: Option<&'a str>,
    /// Hosts from which images may be shown.
    image_hosts: &'a [String],
    /// Name and version of the program.
    tool: String,
    /// Its name.
    theme: &'a str,
    /// The version of what templates are given.
    context: u32,
    /// Number of projects.
    projects: usize,
    /// Number of assessments.
    assessments: usize,
    /// The rubrics in use.
    rubrics: Vec<RubricLink>,
    /// Documents that are broken and left out.
    problems: usize,
}

impl Renderer {
    /// Prepares what pages share.
    pub fn new(input: SiteInput) -> Renderer {
        let Templates { mut tera, words } = (*input.templates).clone();
        let site = Site {
            title: &input.config.title,
            description: input.config.description.as_deref(),
            language: &input.config.language,
            spoken: input.theme.spoken(&input.config.language),
            base_url: input.config.base_url.as_deref(),
            image_hosts: &input.config.image_hosts,
            tool: format!("readybook {}", crate::VERSION),
            theme: &input.theme.name,
            context: CONTEXT_VERSION,
            projects: input.portfolio.projects.len(),
            assessments: input.portfolio.assessments(),
            rubrics: input.rubrics.iter().map(|rubric| RubricLink::of(rubric)).collect(),
            problems: input.problems.len(),
        };
        tera.global_context().insert("site", &site);
        let counts = format!("{} {} {}", site.projects, site.assessments, site.problems);
        let theme = input.theme.fingerprint();
        let rubrics = input.rubrics.iter().map(|rubric| rubric.hash.as_bytes());
        let own = [crate::VERSION.as_bytes(), &theme.0, &input.config_hash, counts.as_bytes()];
        let common = Fingerprint::of(own.into_iter().chain(rubrics));
        let places = input.portfolio.projects.iter().enumerate().flat_map(|(project, series)| {
            let releases = series.releases.iter().enumerate();
            releases.map(move |(at, one)| (Arc::clone(&one.assessment.path), [project, at]))
        });
        let documents = places.collect();
        let parts = ReleaseParts::of(&input.portfolio);
        Renderer {
            tera,
            words,
            parts,
            scorecards: Recent::default(),
            latest: OnceLock::new(),
            shared: Shared::default(),
            highlighter: Highlighter::new(),
            common,
            documents,
            input,
        }
    }

    /// The fingerprint of a page of that kind, made from those parts and what all pages share.
    pub fn fingerprint<'a>(
        &'a self,
        kind: &'a str,
        parts: impl IntoIterator<Item = &'a [u8]>,
    ) -> Fingerprint {
        Fingerprint::of([kind.as_bytes(), &self.common.0].into_iter().chain(parts))
    }

    /// The fingerprint of a page about all projects: made from what all documents state, and from those parts.
    pub fn fingerprint_of_all<'a>(
        &'a self,
        kind: &'a str,
        parts: impl IntoIterator<Item = &'a [u8]>,
    ) -> Fingerprint {
        self.fingerprint(kind, [self.parts.all.0.as_slice()].into_iter().chain(parts))
    }

    /// The fingerprint of a page about some projects, which are named by their places in the portfolio: made from what
    /// their documents state, and from those parts.
    pub fn fingerprint_of_projects<'a>(
        &'a self,
        kind: &'a str,
        projects: impl IntoIterator<Item = usize>,
        parts: impl IntoIterator<Item = &'a [u8]>,
    ) -> Fingerprint {
        let projects = projects.into_iter().map(|at| self.parts.projects[at].0.as_slice());
        self.fingerprint(kind, parts.into_iter().chain(projects))
    }

    /// What a release's figures are made from, as a part of a fingerprint: not its prose.
    pub fn figures_of(&self, release: &Assessed) -> Vec<u8> {
        self.parts.figures(release)
    }

    /// What a page is made from that shows the document of a release or what is wrong with it, as a part of a fingerprint.
    pub fn document_of(&self, release: &Assessed) -> Vec<u8> {
        self.parts.document(release)
    }

    /// What the latest assessment of each project answers and finds, in the portfolio's order.
    pub fn latest(&self) -> &[Latest] {
        self.latest.get_or_init(|| Latest::of_all(&self.input.portfolio))
    }

    /// What all pages of a kind are made from: a value for each type, made for the first page that asks. It is made on one
    /// thread.
    pub fn shared<T: Any + Send + Sync>(&self, make: impl Fn() -> T) -> Arc<T> {
        self.shared.get(make)
    }

    /// Renders a template. `page` is the page's path, from which links find the root.
    pub fn template<T: Serialize>(&self, name: &str, page: &str, view: &T) -> Result<Vec<u8>, String> {
        self.template_at(name, page, &link::root_of(page), view)
    }

    /// Renders a template whose links begin with `root`.
    pub fn template_at<T: Serialize>(
        &self,
        name: &str,
        page: &str,
        root: &str,
        view: &T,
    ) -> Result<Vec<u8>, String> {
        self.render(name, page, root, self.context(view)?)
    }

    /// Renders a template that is given the scorecard of a release too: that of a project, by their places.
    pub fn template_with_scorecard<T: Serialize>(
        &self,
        name: &str,
        page: &str,
        view: &T,
        [project, at]: [usize; 2],
    ) -> Result<Vec<u8>, String> {
        let mut context = self.context(view)?;
        let scorecard = self.scorecards.take_or_make([project, at], || {
            let assessed = &self.input.portfolio.projects[project].releases[at];
            let view = ScorecardView::of(assessed, &self.input.config, &self.words);
            Value::try_from_serializable(&view).map_err(|error| self.input.theme.describe(&error))
        })?;
        context.insert_value("scorecard", scorecard);
        self.render(name, page, &link::root_of(page), context)
    }

    fn context<T: Serialize>(&self, view: &T) -> Result<Context, String> {
        Context::from_serialize(view).map_err(|error| self.input.theme.describe(&error))
    }

    fn render(&self, name: &str, page: &str, root: &str, mut context: Context) -> Result<Vec<u8>, String> {
        context.insert("root", root);
        context.insert("address", &self.address(page));
        context.insert("path", page);
        let mut out = Vec::with_capacity(16 * 1024);
        let describe = |error| self.input.theme.describe(&error);
        self.tera.render_to(name, &context, &mut out).map_err(describe)?;
        Ok(out)
    }

    /// Where a page is published; `None` where nobody said where the site is.
    pub fn address(&self, page: &str) -> Option<String> {
        let base = self.input.config.base_url.as_deref()?;
        let page = page
            .strip_suffix("index.html")
            .filter(|folder| folder.is_empty() || folder.ends_with('/'))
            .unwrap_or(page);
        Some(format!("{base}{}", crate::text::uri_path(page)))
    }

    /// A Markdown body of the document at `source` as HTML for the page at `page`.
    pub fn body(
        &self,
        markdown: &str,
        headings: &[Heading],
        title: &str,
        source: &str,
        page: &str,
    ) -> String {
        let root = link::root_of(page);
        let documents = |path: &str| self.page_of(path).is_some();
        let link = |target: &str| match destination(target, source, &documents, &self.input.files) {
            Destination::Web(url) => Href::To(url),
            Destination::Anchor(anchor) => Href::To(format!("#{}", crate::text::uri_path(&anchor))),
            Destination::Document(path, anchor) => match self.page_of(&path) {
                Some(target) => {
                    let anchor = anchor
                        .map(|anchor| format!("#{}", crate::text::uri_path(&anchor)))
                        .unwrap_or_default();
                    Href::To(format!("{root}{}{anchor}", crate::text::uri_path(&target)))
                }
                None => Href::None,
            },
            Destination::File(path) => {
                Href::To(format!("{root}{}", crate::text::uri_path(&link::file_page(&path))))
            }
            Destination::Missing(_) | Destination::Elsewhere | Destination::Refused => Href::None,
        };
        markdown::render(&Body {
            markdown,
            headings,
            title,
            link: &link,
            image_hosts: &self.input.config.image_hosts,
            html_elements: self.input.config.limits.get(Limit::HtmlElements),
            highlighter: &self.highlighter,
            words: &self.words,
        })
    }

    /// The page of a document of the book.
    fn page_of(&self, path: &str) -> Option<String> {
        if let Some([project, at]) = self.documents.get(path) {
            let id = &self.input.portfolio.projects[*project].releases[*at].assessment.id;
            return Some(link::document_page(&id.project, &id.release));
        }
        let project = path.strip_prefix("content/")?.strip_suffix("/project.md")?;
        let known = self.input.portfolio.projects.iter().any(|series| series.project.id == project);
        known.then(|| link::project_page(project))
    }

    /// The files of the book that a document's links lead to.
    pub fn files_of<'a>(&'a self, links: &'a [Link], source: &'a str) -> impl Iterator<Item = String> + 'a {
        self.destinations(links, source).filter_map(|destination| match destination {
            Destination::File(path) => Some(path),
            _ => None,
        })
    }

    /// Where each link of a document leads within the site, as a part of a fingerprint: a document or a file may come and go
    /// without a change of the one that links to it.
    pub fn led_to(&self, links: &[Link], source: &str) -> Vec<u8> {
        let page = |destination| match destination {
            Destination::File(path) => path,
            Destination::Document(path, _) => self.page_of(&path).unwrap_or_default(),
            _ => String::new(),
        };
        let pages: Vec<String> = self.destinations(links, source).map(page).collect();
        pages.join("\n").into_bytes()
    }

    fn destinations<'a>(
        &'a self,
        links: &'a [Link],
        source: &'a str,
    ) -> impl Iterator<Item = Destination> + 'a {
        let documents = |path: &str| self.page_of(path).is_some();
        links.iter().map(move |link| destination(&link.target, source, &documents, &self.input.files))
    }
}
