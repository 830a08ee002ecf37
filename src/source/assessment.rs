//! One document: its front matter and its body, read into an assessment.

use std::sync::Arc;

use super::body::{checklist, statuses};
use super::fields::{Fields, Sink};
use super::limits::{Limit, Limits};
use super::publication::publication;
use super::stated::FrontPlaces;
use super::totals::totals;
use super::tree::Node;
use super::words::passages;
use super::{
    FrontMatter, Outline, Parsed, answers, body_findings, merge, outline, people, score_sections,
    score_tables, split_front_matter, stated, yaml,
};
use crate::diag::{Diagnostic, Span};
use crate::model::{
    Assessment, AssessmentId, Details, Fact, FindingCounts, Packed, ReleaseDate, Verdict, valid_project,
    valid_release,
};

/// The version of the document language that this program reads.
pub const FORMAT: u32 = 1;

/// Longest part of a line, in bytes, that a mistake in YAML is underlined over.
const LONGEST_UNDERLINE: usize = 60;

/// True where a document's front matter can be read, whatever it says and a book bounds.
pub fn front_matter_reads(text: &str) -> bool {
    read_front_matter(&"".into(), text, &Limits::most()).is_ok()
}

/// Finds and reads the front matter; gives its tree and where the body begins.
pub(super) fn read_front_matter(
    path: &Arc<str>,
    text: &str,
    limits: &Limits,
) -> Result<(Node, usize), Box<Diagnostic>> {
    let structural = |rule, message: &str| Diagnostic::structural(rule, path, message);
    let start = Span::new(0, text.lines().next().map_or(0, str::len));
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(Box::new(
            structural("empty-document", "this file is empty")
                .why("an assessment without content can be neither identified nor scored")
                .help("write an assessment into it (`readybook new` gives a template), or remove the file"),
        ));
    }
    let (yaml_span, body) = match split_front_matter(text) {
        FrontMatter::Found { yaml, body } => (yaml, body),
        FrontMatter::Missing if text.trim_start_matches('\u{feff}').starts_with("---") => {
            let at = text.find("---").unwrap_or(0);
            let line = text[at..].split(['\n', '\r']).next().unwrap_or_default();
            return Err(Box::new(
                structural("missing-front-matter", "the first line holds more than `---`")
                    .at(Span::at(at, &line[..line.floor_char_boundary(LONGEST_UNDERLINE.min(line.len()))]))
                    .why("only a line `---` alone begins front matter, so that no fact below it is read")
                    .help("leave nothing but `---` in the first line, neither a remark nor a character that nobody sees"),
            ));
        }
        FrontMatter::Missing if text.trim_start_matches('\u{feff}').trim_start().starts_with("---") => {
            let at = text.find("---").unwrap_or(0);
            return Err(Box::new(
                structural("missing-front-matter", "the front matter begins after the first line")
                    .at(Span::new(at, at + 3))
                    .why("what stands anywhere else is a line across the page, and no fact below it is read")
                    .help("remove what stands before this line, empty lines and spaces too"),
            ));
        }
        FrontMatter::Missing => {
            return Err(Box::new(
                structural("missing-front-matter", "this document does not begin with front matter")
                    .at(start)
                    .why("front matter states what is assessed, when, and with what result; only then can it be compared")
                    .help("put a line `---`, `format: 1` and a line `---` before everything else"),
            ));
        }
        FrontMatter::Unclosed => {
            return Err(Box::new(
                structural("malformed-front-matter", "the front matter that begins here is never closed")
                    .at(start)
                    .why("nothing of a document can be trusted whose front matter cannot be read")
                    .help("put a line `---` after the last key"),
            ));
        }
    };
    let source = yaml_span.slice(text);
    if source.len() > limits.size(Limit::FrontMatterSize) {
        let message = format!("the front matter has {}", limits.more_than(Limit::FrontMatterSize, ""));
        return Err(Box::new(
            structural("malformed-front-matter", &message)
                .at(start)
                .help("move prose into the body; front matter holds facts only"),
        ));
    }
    let base = yaml_span.start as usize;
    let node = yaml::parse(source, base, limits).map_err(|error| {
        let at = base + error.at.unwrap_or(0);
        let line_end = text[at..].find(['\n', '\r']).map_or(text.len(), |end| at + end);
        let line_end = text.floor_char_boundary(line_end.min(at + LONGEST_UNDERLINE));
        let mut diagnostic = structural(
            "malformed-front-matter",
            &format!("the front matter cannot be read: {}", error.message),
        )
        .at(Span::new(at, line_end))
        .why("nothing of a document can be trusted whose front matter cannot be read")
        .help(error.help);
        for at in error.more {
            let word = source[at..].split([':', '\n', '\r']).next().unwrap_or_default();
            diagnostic.also(Span::at(base + at, word), "this key occurs a second time, too");
        }
        Box::new(diagnostic)
    })?;
    Ok((node, body))
}

/// Parses the document of a release within the limits of its book: `project` is its folder's name, `stem` its file's name
/// without `.md`.
pub fn parse_assessment(
    limits: &Limits,
    path: &Arc<str>,
    project: &str,
    stem: &str,
    text: &str,
    hash: [u8; 32],
) -> Parsed<Assessment> {
    let (node, body_at) = match read_front_matter(path, text, limits) {
        Ok(found) => found,
        Err(diagnostic) => {
            return Parsed { value: None, diagnostics: vec![*diagnostic] };
        }
    };
    let sink = Sink::document(path);
    let Some(mut fields) = Fields::new(node, "the front matter", &sink) else {
        let diagnostics = sink.into_diagnostics().into_iter();
        return Parsed { value: None, diagnostics: diagnostics.map(structural).collect() };
    };
    check_format(fields.required_text("format"), &sink);
    let id = identity(&mut fields, project, stem, &sink);
    let date = date(&mut fields, &sink);
    let front = FrontPlaces {
        release: fields.place("release"),
        project: fields.place("project"),
        owner: fields.place("owner"),
        environment: fields.place("environment"),
        commit: fields.place("commit"),
        title: fields.place("title"),
    };
    let publication = publication(&mut fields, &sink);
    let (findings, places): (Vec<_>, Vec<_>) = answers::findings(&mut fields, &sink).into_iter().unzip();
    let categories = answers::categories(&mut fields, &sink);
    let checks = answers::checks(&mut fields, &sink);
    let details = Details { categories, checks, findings, ..Details::default() };
    let assessment = Assessment {
        id: id.clone().unwrap_or(AssessmentId { project: project.to_owned(), release: stem.to_owned() }),
        path: Arc::clone(path),
        hash,
        facts_hash: [0; 32],
        title: fields.text("title").map(|title| title.value).unwrap_or_default(),
        date: date.as_ref().map_or(ReleaseDate::Unknown, |date| date.value),
        date_span: date.map(|date| date.span),
        date_inferred: fields.boolean("date-inferred", false),
        verdict: fields.choice("verdict", &Verdict::ALL.map(|verdict| (verdict.id(), verdict))),
        score: fields.text("score").map(answers::read_score),
        rubric: fields.text("rubric"),
        environment: fields.text("environment").map(|fact| fact.value),
        owner: fields.text("owner").map(|fact| fact.value),
        authors: fields.texts("authors"),
        reviewers: fields.texts("reviewers"),
        signoff: people::signoff(&mut fields, &sink),
        commit: fields.text("commit").map(|fact| fact.value),
        supersedes: fields.text("supersedes"),
        draft: publication.draft,
        visibility: publication.visibility,
        finding_count: 0,
        open_findings: FindingCounts::default(),
        details: Packed::of(&Details::default()),
        waivers: answers::waivers(&mut fields, &sink),
        objectives: people::objectives(&mut fields, &sink),
        limits: people::limits(&mut fields, &sink),
        actions: people::actions(&mut fields, &sink),
        links: Vec::new(),
        body: u32::try_from(body_at).unwrap_or(u32::MAX),
        prose: fields.choice("body", &[("facts", false), ("prose", true)]).is_some_and(|fact| fact.value),
        origin: None,
    };
    fields.take("extra");
    fields.finish();
    let outline = outline(&text[body_at..], body_at);
    if let Some(exceeded) = outline.extent.exceeds(limits, path) {
        sink.push(exceeded);
        return Parsed { value: None, diagnostics: sink.into_diagnostics() };
    }
    let assessment = with_body((assessment, details), &places, &front, outline, &sink);
    Parsed { value: id.map(|_| assessment), diagnostics: sink.into_diagnostics() }
}

fn structural(diagnostic: Diagnostic) -> Diagnostic {
    Diagnostic { kind: crate::diag::Kind::Structural, ..diagnostic }
}

/// Refuses any format but the one that is read.
pub(super) fn check_format(format: Option<Fact<String>>, sink: &Sink) {
    if let Some(format) = format.filter(|format| format.value != FORMAT.to_string()) {
        sink.push(unknown_format(sink.path(), &format, FORMAT as usize));
    }
}

/// A document of a format that is not the one that is read.
pub(super) fn unknown_format(path: &Arc<str>, format: &Fact<String>, read: usize) -> Diagnostic {
    let is_newer = format.value.parse::<usize>().is_ok_and(|number| number > read);
    let message = format!("this document is of format {}; this program reads format {read}", format.value);
    Diagnostic::structural("unknown-format", path, message)
        .at(format.span)
        .why("read as another format, its facts could mean something else")
        .help(match is_newer {
            true => "use a newer readybook, which reads that format".to_owned(),
            false => format!("write `format: {read}`"),
        })
}

/// Project and release; `None`, with a structural diagnostic, where they cannot be told.
fn identity(fields: &mut Fields<'_>, folder: &str, stem: &str, sink: &Sink) -> Option<AssessmentId> {
    let mut known = true;
    if let Some(stated) = fields.text("project")
        && stated.value != folder
    {
        let message = format!("`project: {}` stands in the folder `{folder}`", stated.value);
        sink.push(
            structural(sink.error("project-mismatch", stated.span, message))
                .why(
                    "the folder says which project a document belongs to; two answers make one of them wrong",
                )
                .help(format!(
                    "write `project: {folder}`, leave the line out, or move the file into `{}/`",
                    stated.value
                )),
        );
        known = false;
    }
    let release = fields.text("release");
    let span = release.as_ref().map(|fact| fact.span);
    let name = release.map_or(stem.to_owned(), |fact| fact.value);
    if let Err(why) = valid_release(&name) {
        let message = format!("`{name}` cannot name a release: {why}");
        let diagnostic = Diagnostic::structural("invalid-id", sink.path(), message)
            .why("the name becomes a folder of the site and part of its addresses")
            .help("use letters, digits, `.`, `-`, `_` and `+`, such as 1.4.0 or 2026-01");
        sink.push(match span {
            Some(span) => diagnostic.at(span),
            None => diagnostic.help("rename the file, or add `release: …` to its front matter"),
        });
        known = false;
    }
    if let Err(why) = valid_project(folder) {
        let message = format!("`{folder}` cannot name a project: {why}");
        sink.push(
            Diagnostic::structural("invalid-id", sink.path(), message)
                .why("the name becomes a folder of the site and part of its addresses")
                .help("rename the folder: letters, digits, `.`, `-` and `_`"),
        );
        known = false;
    }
    known.then(|| AssessmentId { project: folder.to_owned(), release: name })
}

/// What is said of a document without a date.
pub const UNDATED: &str = "the front matter does not say when the assessment was made";

fn date(fields: &mut Fields<'_>, sink: &Sink) -> Option<Fact<ReleaseDate>> {
    let span = fields.span();
    if fields.has("date") {
        let stated = fields.text("date")?;
        if stated.value == "unknown" {
            return Some(Fact::new(ReleaseDate::Unknown, stated.span));
        }
        return super::fields::date(&stated, "date", sink).map(|date| date.map(ReleaseDate::Known));
    }
    fields.take("date");
    let line = Span::new(span.start as usize, span.start as usize);
    sink.push(
        sink.error("missing-field", line, UNDATED)
            .why("releases are ordered, trends drawn and ages counted by date")
            .help("add `date: 2026-01-21` with its day, or `date: unknown` where nobody knows it"),
    );
    None
}

/// Adds what the body states. `places` are those of the front matter's findings, `front` those of other facts.
fn with_body(
    (mut assessment, mut details): (Assessment, Details),
    places: &[merge::Places],
    front: &FrontPlaces,
    mut outline: Outline,
    sink: &Sink,
) -> Assessment {
    if assessment.title.is_empty() {
        let first =
            outline.headings.first().map(|heading| heading.text.to_string()).filter(|text| !text.is_empty());
        assessment.title = first.unwrap_or_else(|| assessment.id.to_string());
    }
    // A report that was imported keeps its text: reading facts from it again would state them twice.
    if !assessment.prose {
        let (findings, twice) = body_findings::findings(&outline, sink);
        merge::add_findings(&mut details, places, findings);
        details.disagreements.extend(twice);
        let (mut categories, overall) = score_tables::scores(&outline);
        score_sections::add_scores(&outline, &mut categories);
        details.categories.extend(categories);
        merge::add_overall(&mut assessment, overall, &mut details.disagreements);
        stated::compare(&mut assessment, &outline, front, &mut details.disagreements);
        details.totals = totals(&outline);
        details.statuses = statuses(&outline, &details.findings);
    }
    details.passages = passages(&outline.sections);
    details.checklist = checklist(&mut outline);
    details.headings = outline.headings;
    details.anchors = outline.anchors;
    details.code = outline.code;
    details.suppressions = outline.suppressions;
    assessment.links = outline.links;
    assessment.links.shrink_to_fit();
    assessment.finding_count = u32::try_from(details.findings.len()).unwrap_or(u32::MAX);
    assessment.open_findings = FindingCounts::open(&details.findings);
    assessment.facts_hash = assessment.hash_of_facts(&details);
    assessment.details = Packed::of(&details);
    assessment
}
