//! `project.md`: what a project is, in front matter and a body.

use std::sync::Arc;

use super::assessment::{check_format, read_front_matter};
use super::fields::{Fields, Sink};
use super::limits::Limits;
use super::publication::is_silent;
use super::{FrontMatter, Parsed, outline, split_front_matter};
use crate::diag::Diagnostic;
use crate::model::{Fact, Project, ProjectLink};

/// Parses the description of the project `id` within the limits of its book. The front matter is optional.
pub fn parse_project(
    limits: &Limits,
    path: &Arc<str>,
    id: &str,
    text: &str,
    hash: [u8; 32],
) -> Parsed<Project> {
    let sink = Sink::document(path);
    let mut project = Project { path: Some(Arc::clone(path)), hash: Some(hash), ..Project::bare(id) };
    if let FrontMatter::Missing = split_front_matter(text) {
        project.body = Some(0);
        return match add_body(&mut project, text, 0, limits) {
            None => Parsed { value: Some(project), diagnostics: Vec::new() },
            Some(exceeded) => Parsed { value: None, diagnostics: vec![exceeded] },
        };
    }
    let (node, body) = match read_front_matter(path, text, limits) {
        Ok(found) => found,
        Err(diagnostic) => {
            return Parsed { value: None, diagnostics: vec![*diagnostic] };
        }
    };
    project.body = u32::try_from(body).ok();
    if let Some(exceeded) = add_body(&mut project, &text[body..], body, limits) {
        return Parsed { value: None, diagnostics: vec![exceeded] };
    }
    if let Some(mut fields) = Fields::new(node, "a project's front matter", &sink) {
        check_format(fields.text("format"), &sink);
        if let Some(name) = fields.text("name") {
            project.name = name.value;
        }
        project.owner = fields.text("owner").map(|fact| fact.value);
        project.tier = fields.text("tier").map(|fact| fact.value);
        project.rubric = fields.text("rubric");
        project.tags = fields.texts("tags").into_iter().map(|fact| fact.value).collect();
        project.repository = fields.text("repository").map(|fact| fact.value);
        project.source_root = fields.text("source-root").map(|fact| fact.value);
        project.lifecycle = fields.text("lifecycle").map(|fact| fact.value);
        project.formerly = fields.texts("formerly").into_iter().map(|fact| fact.value).collect();
        let links = fields.texts_by_name("links", "`links`");
        let link =
            |(title, url): (Fact<String>, Fact<String>)| ProjectLink { title: title.value, url: url.value };
        project.links = links.into_iter().map(link).collect();
        fields.take("extra");
        let silent = is_silent(&mut fields, &sink);
        fields.finish();
        if !silent {
            return Parsed { value: None, diagnostics: sink.into_diagnostics() };
        }
    }
    let diagnostics: Vec<Diagnostic> = sink.into_diagnostics();
    Parsed { value: Some(project), diagnostics }
}

/// Adds what the body states, unless it exceeds a limit, which is told.
fn add_body(project: &mut Project, text: &str, base: usize, limits: &Limits) -> Option<Diagnostic> {
    let outline = outline(text, base);
    let exceeded = project.path.as_ref().and_then(|path| outline.extent.exceeds(limits, path));
    if exceeded.is_some() {
        return exceeded;
    }
    project.headings = outline.headings;
    project.anchors = outline.anchors;
    project.body_links = outline.links;
    project.code = outline.code;
    project.suppressions = outline.suppressions;
    None
}
