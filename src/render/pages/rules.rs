//! The rules that documents are held to: a list, and a page for each.

use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::check::rules::RULES;
use crate::check::{catalogue, page};
use crate::diag::render::RuleDoc;
use crate::render::link::rule_page;
use crate::render::{Page, Renderer};
use crate::source::outline;

pub(super) const KIND: PageKind = PageKind { name: "rules", plan };

/// What `rules.html` is given.
#[derive(Serialize)]
struct ListView {
    /// Rules that a book can set.
    rules: Vec<RuleView>,
    /// What reading itself reports.
    form: Vec<RuleView>,
}

#[derive(Serialize)]
struct RuleView {
    id: &'static str,
    /// `allow`, `warn` or `deny` as this book has it; `always` for what reading reports.
    level: &'static str,
    summary: String,
    /// Its page, from the root.
    href: String,
}

/// What `rule.html` is given.
#[derive(Serialize)]
struct View {
    id: &'static str,
    level: &'static str,
    /// Its page as HTML.
    body: String,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let list = "rules/index.html";
    let own = Arc::clone(renderer);
    let mut pages = vec![Page::new(list, renderer.fingerprint(KIND.name, ["list".as_bytes()]), move || {
        own.template("rules.html", list, &list_view(&own))
    })];
    pages.extend(catalogue().into_iter().map(|doc| one(renderer, doc)));
    pages
}

fn one(renderer: &Arc<Renderer>, doc: RuleDoc) -> Page {
    let path = rule_page(doc.id);
    let fingerprint = renderer.fingerprint(KIND.name, [doc.id.as_bytes()]);
    let (renderer, own) = (Arc::clone(renderer), path.clone());
    Page::new(path, fingerprint, move || {
        let text = page(doc.id).unwrap_or_default();
        let headings = outline(&text, 0).headings;
        let body = renderer.body(&text, &headings, doc.id, "", &own);
        renderer.template("rule.html", &own, &View { id: doc.id, level: level(&renderer, doc), body })
    })
}

fn level(renderer: &Renderer, doc: RuleDoc) -> &'static str {
    let Some(rule) = RULES.iter().find(|rule| rule.id == doc.id) else {
        return "always";
    };
    let set = renderer.input.config.rules.get(rule.id).and_then(|setting| setting.level);
    set.unwrap_or(rule.level).word()
}

fn list_view(renderer: &Renderer) -> ListView {
    let view = |doc: RuleDoc| RuleView {
        id: doc.id,
        level: level(renderer, doc),
        // Keys are marked as in Markdown, which this is not.
        summary: doc.summary.replace('`', ""),
        href: rule_page(doc.id),
    };
    let (rules, form): (Vec<RuleView>, Vec<RuleView>) =
        catalogue().into_iter().map(view).partition(|rule| rule.level != "always");
    ListView { rules, form }
}
