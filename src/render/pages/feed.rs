//! An Atom feed of new and changed assessments, where it is known where the site is published.

use std::cmp::Reverse;
use std::fmt::Write;
use std::sync::Arc;

use super::PageKind;
use crate::model::Date;
use crate::portfolio::{Assessed, Series};
use crate::render::link::document_page;
use crate::render::{Fingerprint, Page, Renderer};
use crate::text::xml;

pub(super) const KIND: PageKind = PageKind { name: "feed", plan };

/// Assessments in the feed at most.
const ENTRIES: usize = 50;

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    if renderer.input.config.base_url.is_none() {
        return Vec::new();
    }
    // An entry tells its document by its hash, and the days that its history knows.
    let releases = renderer.input.portfolio.projects.iter().flat_map(|series| &series.releases);
    let parts: Vec<Vec<u8>> = releases
        .flat_map(|one| [renderer.document_of(one), format!("{:?}", updated(one)).into_bytes()])
        .collect();
    let fingerprint = renderer.fingerprint_of_all(KIND.name, parts.iter().map(Vec::as_slice));
    let renderer = Arc::clone(renderer);
    vec![Page::new("feed.xml", fingerprint, move || Ok(feed(&renderer).into_bytes()))]
}

/// The last day of which something is known to have happened to an assessment: its date, the commits that last changed
/// what it states, where the history was asked, and the day on which a correction of it was sealed.
fn updated(assessed: &Assessed) -> Option<Date> {
    let origin = assessed.assessment.origin.as_deref();
    let claims =
        origin.into_iter().flat_map(|origin| &origin.claims).filter_map(|claim| claim.commit.as_ref());
    let commits = origin.and_then(|origin| origin.commit.as_ref()).into_iter().chain(claims);
    let corrected = assessed.seal.as_ref().filter(|seal| seal.reason.is_some()).map(|seal| seal.on.as_str());
    let told = commits.map(|commit| commit.date.as_str()).chain(corrected);
    told.filter_map(|day| day.parse().ok()).chain(assessed.assessment.date.known()).max()
}

/// An entry is named by its page and the hash of its document: one that was changed is a new entry. Times are days that
/// the book and its history tell of, since a site does not know when it is built.
fn feed(renderer: &Renderer) -> String {
    let all = renderer.input.portfolio.projects.iter();
    let dated = |series| move |one: &'_ Arc<Assessed>| Some((updated(one)?, series, Arc::clone(one)));
    let mut entries: Vec<(Date, &Series, Arc<Assessed>)> =
        all.flat_map(|series| series.releases.iter().filter_map(dated(series))).collect();
    entries.sort_by(|(a, _, one), (b, _, other)| {
        Reverse(a).cmp(&Reverse(b)).then_with(|| one.assessment.id.cmp(&other.assessment.id))
    });
    let updated = entries.first().map_or_else(|| "1970-01-01".to_owned(), |(date, _, _)| date.to_string());
    let (title, home) =
        (line(&renderer.input.config.title), line(&renderer.address("index.html").unwrap_or_default()));
    let own = line(&renderer.address("feed.xml").unwrap_or_default());
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{title}</title>\n\
         <id>{home}</id>\n<link href=\"{home}\"/>\n<link rel=\"self\" href=\"{own}\"/>\n<updated>{updated}T00:00:00Z</updated>\n\
         <author><name>{title}</name></author>\n"
    );
    for (date, series, assessed) in entries.into_iter().take(ENTRIES) {
        let (assessment, card) = (&assessed.assessment, &assessed.card);
        let id = &assessment.id;
        let address = line(&renderer.address(&document_page(&id.project, &id.release)).unwrap_or_default());
        let hash: String = Fingerprint(assessment.hash).to_string().chars().take(12).collect();
        let verdict = renderer.words.word(&format!("verdict.{}", card.verdict.id())).to_owned();
        let score = card.points.score().truncated(1);
        let name = format!("{} {}: {verdict}, {score}", series.project.name, id.release);
        let published = assessment.date.known();
        let published =
            published.map_or(String::new(), |day| format!("<published>{day}T00:00:00Z</published>\n"));
        let caps: Vec<String> = card.caps.iter().map(|cap| renderer.words.cap(&cap.reason)).collect();
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "<entry>\n<title>{}</title>\n<id>{address}#{hash}</id>\n<link href=\"{address}\"/>\n<updated>{date}T00:00:00Z</updated>\n{published}\
             <summary>{}</summary>\n</entry>\n",
            line(&name),
            line(&caps.join("; "))
        );
    }
    out.push_str("</feed>\n");
    out
}

/// A line of text: what is no letter is space.
fn line(text: &str) -> String {
    xml(&text.replace(char::is_control, " "))
}
