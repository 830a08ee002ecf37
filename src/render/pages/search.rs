//! Search: its page, the index, and the text of each document for what a result shows.

use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::book::Rubric;
use crate::model::Project;
use crate::portfolio::{Assessed, Series};
use crate::render::link::{document_page, project_page, rubric_page};
use crate::render::search::{Block, Place, Terms, blocks, of_assessment, of_project, of_rubric};
use crate::render::{Fingerprint, Page, Renderer, SourceRef};
use crate::text::uri_path;

pub(super) const KIND: PageKind = PageKind { name: "search", plan };

/// What `search.html` is given.
#[derive(Serialize)]
struct View {
    /// Number of documents that are searched.
    documents: usize,
}

/// A document of the index.
struct Document {
    /// Where its text is, below `search/` and without `.js`.
    key: String,
    subject: Subject,
    /// Hash of all that its words come from.
    fingerprint: Fingerprint,
    terms: Arc<Terms>,
}

enum Subject {
    Report(Arc<Project>, Arc<Assessed>),
    Project(Arc<Project>),
    Rubric(Arc<Rubric>),
}

/// What a result shows of a document.
#[derive(Serialize)]
struct Text<'a> {
    title: &'a str,
    /// Its page, from the root.
    href: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    project: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    release: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// Kind, title, address (seen from the page of the document) and text of each.
    places: Vec<(&'static str, String, String, String)>,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let documents = Arc::new(documents(renderer));
    let terms: Vec<&Terms> = documents.iter().map(|document| &*document.terms).collect();
    let blocks = blocks(&terms);
    let mut pages = vec![page(renderer, documents.len()), index(&blocks)];
    for (at, block) in blocks.into_iter().enumerate() {
        pages.extend(files(at, block, &documents));
    }
    pages.extend((0..documents.len()).map(|at| text(at, &documents)));
    pages
}

/// What is looked for most comes first: rubrics, projects with their latest release, then older and older ones.
fn documents(renderer: &Renderer) -> Vec<Document> {
    let input = &renderer.input;
    let mut all: Vec<Document> = input.rubrics.iter().map(rubric).collect();
    let known = |path: &str| input.terms.get(path).cloned();
    all.extend(input.portfolio.projects.iter().map(|series| {
        let project = &series.project;
        let terms = project.path.as_deref().and_then(known);
        let terms = terms.unwrap_or_else(|| Arc::new(Terms::of(&of_project(project, ""))));
        let parts = [project.id.as_bytes(), project.hash.as_ref().map_or(&[][..], |hash| hash)];
        Document {
            key: format!("projects/{}", project.id),
            fingerprint: fingerprint("project", parts),
            subject: Subject::Project(Arc::clone(project)),
            terms,
        }
    }));
    let deepest = input.portfolio.projects.iter().map(|series| series.releases.len()).max().unwrap_or(0);
    for depth in 1..=deepest {
        let of_depth = |series: &Series| {
            let assessed = series.releases.get(series.releases.len().checked_sub(depth)?)?;
            Some(report(series, assessed, known(&assessed.assessment.path)?))
        };
        all.extend(input.portfolio.projects.iter().filter_map(of_depth));
    }
    all
}

fn rubric(rubric: &Arc<Rubric>) -> Document {
    Document {
        key: format!("rubrics/{}-{}", rubric.id, rubric.version),
        fingerprint: fingerprint("rubric", [rubric.hash.as_bytes()]),
        terms: Arc::new(Terms::of(&of_rubric(rubric))),
        subject: Subject::Rubric(Arc::clone(rubric)),
    }
}

fn report(series: &Series, assessed: &Arc<Assessed>, terms: Arc<Terms>) -> Document {
    let (id, project) = (&assessed.assessment.id, &series.project);
    let date = assessed.assessment.date.known().map(|date| date.to_string()).unwrap_or_default();
    let parts = [
        id.project.as_bytes(),
        id.release.as_bytes(),
        &assessed.assessment.hash,
        project.name.as_bytes(),
        date.as_bytes(),
    ];
    Document {
        key: format!("reports/{}/{}", id.project, id.release),
        fingerprint: fingerprint("report", parts),
        subject: Subject::Report(Arc::clone(project), Arc::clone(assessed)),
        terms,
    }
}

fn fingerprint<'a>(kind: &'a str, parts: impl IntoIterator<Item = &'a [u8]>) -> Fingerprint {
    let own = [KIND.name.as_bytes(), crate::VERSION.as_bytes(), kind.as_bytes()];
    Fingerprint::of(own.into_iter().chain(parts))
}

fn page(renderer: &Arc<Renderer>, documents: usize) -> Page {
    let path = "search.html";
    let fingerprint = renderer.fingerprint(KIND.name, [documents.to_string().as_bytes()]);
    let renderer = Arc::clone(renderer);
    Page::new(path, fingerprint, move || renderer.template("search.html", path, &View { documents }))
}

/// How many documents and files each block has.
fn index(blocks: &[Block]) -> Page {
    let sizes: Vec<_> = blocks.iter().map(|block| (block.documents.len(), block.shards)).collect();
    let script = format!("readybook.index({});\n", json(&sizes).unwrap_or_default());
    Page::held("search/index.js", script)
}

/// The files of a block: the names of its documents, and its words.
fn files(at: usize, block: Block, documents: &Arc<Vec<Document>>) -> Vec<Page> {
    let own = &documents[block.documents.clone()];
    let parts: Vec<u8> = own.iter().flat_map(|document| document.fingerprint.0).collect();
    let number = format!("{at} {}", block.shards);
    let keys: Vec<&str> = own.iter().map(|document| document.key.as_str()).collect();
    let names = format!("readybook.block({at},{});\n", json(&keys).unwrap_or_default());
    let names = Page::held(format!("search/{at}/names.js"), names);
    let shards = block.shards;
    let block = Arc::new(block);
    let file = |shard: usize| {
        let fingerprint = fingerprint("words", [number.as_bytes(), shard.to_string().as_bytes(), &parts]);
        let (block, documents) = (Arc::clone(&block), Arc::clone(documents));
        Page::new(format!("search/{at}/{shard}.js"), fingerprint, move || {
            let terms: Vec<&Terms> = documents.iter().map(|document| &*document.terms).collect();
            Ok(block.script(at, shard, &terms).into_bytes())
        })
    };
    (0..shards).map(file).chain([names]).collect()
}

/// The text of a document, loaded when it is among the results.
fn text(at: usize, documents: &Arc<Vec<Document>>) -> Page {
    let document = &documents[at];
    let source = match &document.subject {
        Subject::Report(_, assessed) => {
            let assessment = &assessed.assessment;
            Some(SourceRef { path: Arc::clone(&assessment.path), hash: Some(assessment.hash) })
        }
        Subject::Project(project) => {
            project.path.as_ref().map(|path| SourceRef { path: Arc::clone(path), hash: project.hash })
        }
        Subject::Rubric(_) => None,
    };
    let (path, fingerprint) = (format!("search/{}.js", document.key), document.fingerprint);
    let documents = Arc::clone(documents);
    let make = move |bytes: &[u8]| {
        let document = &documents[at];
        let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
        let key = json(&document.key)?;
        Ok(format!("readybook.document({key},{});\n", json(&document.subject.text(text))?).into_bytes())
    };
    match source {
        Some(source) => Page::with_source(path, fingerprint, source, make),
        None => Page::new(path, fingerprint, move || make(&[])),
    }
}

impl Subject {
    fn text(&self, text: &str) -> Text<'_> {
        let flat = |places: Vec<Place>| {
            places
                .into_iter()
                .map(|place| {
                    let address = place.address();
                    (place.kind, place.title, address, place.text)
                })
                .collect()
        };
        match self {
            Subject::Report(project, assessed) => {
                let assessment = &assessed.assessment;
                let id = &assessment.id;
                Text {
                    title: &assessment.title,
                    href: uri_path(&document_page(&id.project, &id.release)),
                    project: Some(&project.name),
                    release: Some(&id.release),
                    date: assessment.date.known().map(|date| date.to_string()),
                    places: flat(of_assessment(assessment, &assessment.details.open(), text)),
                }
            }
            Subject::Project(project) => Text {
                title: &project.name,
                href: uri_path(&project_page(&project.id)),
                project: Some(&project.name),
                release: None,
                date: None,
                places: flat(of_project(project, text)),
            },
            Subject::Rubric(rubric) => Text {
                title: &rubric.title,
                href: uri_path(&rubric_page(&rubric.id, rubric.version)),
                project: None,
                release: None,
                date: None,
                places: flat(of_rubric(rubric)),
            },
        }
    }
}

fn json<T: Serialize>(value: &T) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}
