//! What a search can find, as text: the sections of a report, its findings and answers, a project, the checks of
//! a rubric.

use std::sync::Arc;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde::Serialize;

use crate::book::Rubric;
use crate::model::{Assessment, Details, Heading, Project, Waived};
use crate::render::link::SCORE_FILE;
use crate::render::view::{check_anchor, finding_anchor};
use crate::source::options;
use crate::text::uri_path;

/// A part of a page that a search can find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    /// `report`, `finding`, `check` or `project`.
    pub kind: &'static str,
    /// What it is called; its words count for more.
    pub title: String,
    /// Where it is on its page; empty for the page itself.
    pub anchor: String,
    /// Its page, beside that of the document; empty for that page itself.
    pub page: &'static str,
    /// What stands there, without markup.
    pub text: String,
}

impl Place {
    fn new(kind: &'static str, title: impl Into<String>, anchor: impl Into<String>) -> Place {
        Place { kind, title: title.into(), anchor: anchor.into(), page: "", text: String::new() }
    }

    /// Where it is, seen from the page of its document; empty for that page itself.
    pub fn address(&self) -> String {
        if self.anchor.is_empty() {
            return self.page.to_owned();
        }
        format!("{}#{}", self.page, uri_path(&self.anchor))
    }

    fn add(&mut self, text: &str) {
        if !self.text.is_empty() && !text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }

    /// Adds what does not stand there yet.
    fn add_new(&mut self, text: &str) {
        if !self.text.contains(text) {
            self.add(text);
        }
    }

    /// Adds why something is accepted, and by whom.
    fn add_waivers(&mut self, assessment: &Assessment, of: &Waived) {
        for waiver in assessment.waivers.iter().filter(|waiver| waiver.of.value == *of) {
            self.add_new(waiver.reason.as_deref().unwrap_or_default());
            self.add_new(waiver.approved_by.as_ref().map_or("", |by| &by.value));
        }
    }
}

/// The places of a report whose whole text this is.
pub(crate) fn of_assessment(assessment: &Assessment, details: &Details, text: &str) -> Vec<Place> {
    let mut first = Place::new("report", &assessment.title, "");
    let id = &assessment.id;
    for word in [&*id.project, &*id.release]
        .into_iter()
        .chain(assessment.owner.as_deref())
        .chain(assessment.environment.as_deref())
    {
        first.add(word);
    }
    let body = text.get(assessment.body as usize..).unwrap_or_default();
    for category in &details.categories {
        first.add(category.note.as_deref().unwrap_or_default());
        for text in &category.evidence {
            first.add_new(&text.value);
        }
    }
    let mut places = of_body(first, &details.headings, &assessment.title, body);
    for finding in &details.findings {
        let section = finding
            .anchor
            .as_ref()
            .and_then(|anchor| places.iter().position(|place| place.anchor == *anchor));
        let own = Place::new("finding", &finding.title, finding_anchor(&finding.id.value));
        let at = section.unwrap_or_else(|| {
            places.push(own);
            places.len() - 1
        });
        let Some(place) = places.get_mut(at) else { continue };
        place.kind = "finding";
        for text in [&finding.impact, &finding.owner].into_iter().flatten().chain([&finding.id.value]) {
            place.add_new(text);
        }
        for text in &finding.evidence {
            place.add_new(&text.value);
        }
        let of = Waived::Finding(finding.id.value.clone());
        place.add_waivers(assessment, &of);
    }
    for answer in &details.checks {
        let mut place = Place::new("check", &answer.check.value, check_anchor(&answer.check.value));
        place.page = SCORE_FILE;
        place.add(answer.note.as_deref().unwrap_or_default());
        for text in &answer.evidence {
            place.add_new(&text.value);
        }
        place.add_waivers(assessment, &Waived::Check(answer.check.value.clone()));
        if !place.text.is_empty() {
            places.push(place);
        }
    }
    places
}

/// The places of a project; `text` is that of its `project.md`.
pub(crate) fn of_project(project: &Project, text: &str) -> Vec<Place> {
    let mut first = Place::new("project", &project.name, "");
    first.add(&project.id);
    for word in project.owner.iter().chain(&project.tags).chain(&project.lifecycle).chain(&project.formerly) {
        first.add(word);
    }
    let body = project.body.and_then(|from| text.get(from as usize..)).unwrap_or_default();
    let mut places = of_body(first, &project.headings, &project.name, body);
    for place in &mut places {
        place.kind = "project";
    }
    places
}

/// The checks of a rubric.
pub(crate) fn of_rubric(rubric: &Rubric) -> Vec<Place> {
    let check = |check: &Arc<crate::book::Check>| {
        let mut place = Place::new("check", &check.title, check_anchor(&check.id));
        for text in [&*check.id, &check.why, &check.how] {
            place.add(text);
        }
        place
    };
    rubric.checks.iter().map(check).collect()
}

/// Cuts a Markdown body at its headings. A first heading that repeats the title is no place of its own.
fn of_body(first: Place, headings: &[Heading], title: &str, body: &str) -> Vec<Place> {
    let mut places = vec![first];
    let mut seen = 0;
    let mut in_heading = false;
    let mut text = String::new();
    for event in Parser::new_ext(body, options()) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                close(&mut places, &mut text);
                let heading = headings.get(seen);
                seen += 1;
                in_heading = true;
                let is_title = seen == 1 && heading.is_some_and(|h| h.level == 1 && *h.text == *title);
                if let Some(heading) = heading.filter(|_| !is_title) {
                    places.push(Place::new("report", &*heading.text, &*heading.anchor));
                }
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Text(piece) | Event::Code(piece) if !in_heading => text.push_str(&piece),
            // Words of different blocks are not one word; those of emphasis and links are.
            Event::End(tag) if is_inline(tag) => {}
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !in_heading => text.push(' '),
            _ => {}
        }
    }
    close(&mut places, &mut text);
    places
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

fn close(places: &mut [Place], text: &mut String) {
    if let Some(place) = places.last_mut() {
        text.split_whitespace().for_each(|word| place.add(word));
    }
    text.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::outline;

    #[test]
    fn a_body_is_cut_at_its_headings_without_markup() {
        let body = "# Report\n\nBefore *all*.\n\n## One `x`\n\n- [x] task\n- **two**\n\n| a | b |\n|---|---|\n| c | d |\n\n```sh\nrun it\n```\n<!-- hidden -->\n\n## Two\n";
        let headings = outline(body, 0).headings;
        let places = of_body(Place::new("report", "Report", ""), &headings, "Report", body);
        let brief: Vec<_> =
            places.iter().map(|place| (&*place.title, &*place.anchor, &*place.text)).collect();
        assert_eq!(
            brief,
            [
                ("Report", "", "Before all."),
                ("One x", "one-x", "task two a b c d run it"),
                ("Two", "two", "")
            ]
        );
    }
}
