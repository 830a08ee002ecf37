//! An assessment: the report, beside its contents and its scorecard with the arithmetic.

use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::ledger::ledger_path;
use crate::model::{Assessment, CheckAnswer, Details, Finding, Heading, Waived};
use crate::portfolio::{Assessed, Series, live_waiver};
use crate::render::diagnostics_view::{DiagnosticView, diagnostics};
use crate::render::evidence_view::{EvidenceView, Supporting};
use crate::render::history_view::HistoryView;
use crate::render::link::{SCORE_FILE, difference_page, document_page};
use crate::render::view::{ProjectView, ReleaseView, finding_anchor};
use crate::render::{Fingerprint, Page, Renderer, SourceRef};
use crate::text::uri_path;

pub(super) const KIND: PageKind = PageKind { name: "assessment", plan };

/// What `assessment.html` is given, with the scorecard.
#[derive(Serialize)]
struct View<'a> {
    project: ProjectView,
    assessment: ReleaseView,
    /// The page of the arithmetic, which stands beside this one.
    arithmetic: &'static str,
    /// What supports checks and categories.
    evidence: Vec<EvidenceRow>,
    /// Where the document can be edited.
    edit: Option<String>,
    owner: Option<&'a str>,
    authors: Vec<&'a str>,
    reviewers: Vec<&'a str>,
    signoff: Vec<SignoffView<'a>>,
    commit: Option<&'a str>,
    supersedes: Option<&'a str>,
    /// Path of the document in the book.
    source: &'a str,
    /// SHA-256 of the document.
    hash: String,
    seal: Option<SealView<'a>>,
    /// What the git history says of it, where it was asked.
    history: Option<HistoryView<'a>>,
    /// Ticked items of the checklists.
    done: usize,
    /// All items of the checklists.
    tasks: usize,
    checklists: Vec<ChecklistView<'a>>,
    findings: Vec<FindingView<'a>>,
    /// What is stated of some finding.
    columns: Columns,
    waivers: Vec<WaiverView<'a>>,
    objectives: Vec<[Option<&'a str>; 3]>,
    limits: Vec<[Option<&'a str>; 3]>,
    actions: Vec<ActionView<'a>>,
    diagnostics: Vec<DiagnosticView<'a>>,
    contents: Vec<ContentsView<'a>>,
    /// The report as HTML.
    body: String,
    previous: Option<ReleaseLink>,
    next: Option<ReleaseLink>,
}

/// How the document stands to its seal.
#[derive(Serialize)]
struct SealView<'a> {
    on: &'a str,
    by: Option<&'a str>,
    /// Path of the ledger in the book.
    ledger: String,
    line: usize,
    hash: &'a str,
    /// Why the seal was corrected, if it was.
    reason: Option<&'a str>,
    /// Document and rubric are what was sealed.
    intact: bool,
}

/// A check or a category with what supports it.
#[derive(Serialize)]
struct EvidenceRow {
    title: String,
    evidence: Vec<EvidenceView>,
}

#[derive(Serialize)]
struct SignoffView<'a> {
    name: Option<&'a str>,
    role: Option<&'a str>,
    date: Option<String>,
    decision: &'a str,
}

#[derive(Serialize)]
struct ChecklistView<'a> {
    title: &'a str,
    anchor: &'a str,
    done: usize,
    tasks: usize,
}

#[derive(Serialize)]
struct FindingView<'a> {
    anchor: String,
    /// Anchor of its heading in the report.
    heading: Option<&'a str>,
    title: &'a str,
    /// Title of its category.
    category: Option<String>,
    severity: Option<&'static str>,
    status: &'static str,
    open: bool,
    /// The last day of the waiver that covers it on the day as of which the assessment is judged.
    waived_until: Option<String>,
    priority: Option<&'a str>,
    effort: Option<&'a str>,
    impact: Option<&'a str>,
    owner: Option<&'a str>,
    due: Option<String>,
    evidence: Vec<EvidenceView>,
}

#[derive(Default, Serialize)]
struct Columns {
    priority: bool,
    effort: bool,
    owner: bool,
    due: bool,
    /// Impact or evidence.
    impact: bool,
}

impl Columns {
    fn of(findings: &[FindingView<'_>]) -> Columns {
        let some = |has: fn(&FindingView<'_>) -> bool| findings.iter().any(has);
        Columns {
            priority: some(|one| one.priority.is_some()),
            effort: some(|one| one.effort.is_some()),
            owner: some(|one| one.owner.is_some()),
            due: some(|one| one.due.is_some()),
            impact: some(|one| one.impact.is_some() || !one.evidence.is_empty()),
        }
    }
}

#[derive(Serialize)]
struct WaiverView<'a> {
    /// `finding` or `check`.
    kind: &'static str,
    id: &'a str,
    reason: Option<&'a str>,
    approved_by: Option<&'a str>,
    expires: Option<String>,
    /// It holds on the day as of which the assessment is judged.
    live: bool,
}

#[derive(Serialize)]
struct ActionView<'a> {
    when: Option<&'a str>,
    what: &'a str,
    done: bool,
}

#[derive(Serialize)]
struct ContentsView<'a> {
    /// 1 for the top of the list.
    level: u8,
    text: &'a str,
    anchor: &'a str,
}

#[derive(Serialize)]
struct ReleaseLink {
    release: String,
    /// Its page, from the root.
    href: String,
    /// The page of what changed between it and this one, from the root.
    difference: String,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let projects = &renderer.input.portfolio.projects;
    let all = projects.iter().enumerate();
    all.flat_map(|(project, series)| (0..series.releases.len()).map(move |at| (project, at)))
        .map(|(project, at)| page(renderer, project, at))
        .collect()
}

fn page(renderer: &Arc<Renderer>, project: usize, at: usize) -> Page {
    let series = &renderer.input.portfolio.projects[project];
    let assessed = &series.releases[at];
    let id = &assessed.assessment.id;
    let path = document_page(&id.project, &id.release);
    let source =
        SourceRef { path: Arc::clone(&assessed.assessment.path), hash: Some(assessed.assessment.hash) };
    let renderer = Arc::clone(renderer);
    let fingerprint = fingerprint(&renderer, series, at);
    Page::with_source(path, fingerprint, source, move |bytes| {
        let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
        let series = &renderer.input.portfolio.projects[project];
        let Assessment { id, details, .. } = &*series.releases[at].assessment;
        let own = document_page(&id.project, &id.release);
        let details = details.open();
        let view = view((series, at), (&details, text), &own, &renderer);
        renderer.template_with_scorecard("assessment.html", &own, &view, [project, at])
    })
}

fn fingerprint(renderer: &Renderer, series: &Series, at: usize) -> Fingerprint {
    let neighbour = |at: Option<usize>| {
        at.and_then(|at| series.releases.get(at))
            .map(|one| one.assessment.id.release.clone())
            .unwrap_or_default()
    };
    let assessment = &series.releases[at].assessment;
    let parts = [
        renderer.document_of(&series.releases[at]),
        series.project.hash.unwrap_or_default().to_vec(),
        series.owner().unwrap_or_default().as_bytes().to_vec(),
        neighbour(at.checked_sub(1)).into_bytes(),
        neighbour(Some(at + 1)).into_bytes(),
        renderer.led_to(&assessment.links, &assessment.path),
        format!("{:?}", assessment.origin).into_bytes(),
    ];
    renderer.fingerprint(KIND.name, parts.iter().map(Vec::as_slice))
}

fn view<'a>(
    (series, at): (&'a Series, usize),
    (details, text): (&'a Details, &str),
    page: &str,
    renderer: &'a Renderer,
) -> View<'a> {
    let assessed: &Assessed = &series.releases[at];
    let assessment = &assessed.assessment;
    let markdown = text.get(assessment.body as usize..).unwrap_or_default();
    let neighbour = |other: Option<usize>| {
        let id = &series.releases.get(other?)?.assessment.id;
        let own = &assessment.id.release;
        let (old, new) = if other < Some(at) { (&id.release, own) } else { (own, &id.release) };
        Some(ReleaseLink {
            release: id.release.clone(),
            href: uri_path(&document_page(&id.project, &id.release)),
            difference: uri_path(&difference_page(&id.project, old, new)),
        })
    };
    let (done, tasks) = details.progress();
    let supporting = Supporting::of(assessed, &renderer.input.config);
    let findings = findings(assessed, details, &supporting);
    let texts =
        |facts: &'a [crate::model::Fact<String>]| facts.iter().map(|fact| fact.value.as_str()).collect();
    View {
        project: ProjectView::of(series),
        assessment: ReleaseView::of(assessed, &renderer.words),
        arithmetic: SCORE_FILE,
        evidence: evidence(assessed, details, &supporting),
        edit: renderer
            .input
            .config
            .edit_url
            .as_ref()
            .filter(|_| assessment.origin.as_ref().is_none_or(|origin| !origin.past))
            .map(|url| url.replace("{path}", &uri_path(&assessment.path))),
        owner: assessment.owner.as_deref(),
        authors: texts(&assessment.authors),
        reviewers: texts(&assessment.reviewers),
        signoff: signoff(assessment),
        commit: assessment.commit.as_deref(),
        supersedes: assessment.supersedes.as_ref().map(|fact| fact.value.as_str()),
        source: assessment.origin.as_ref().map_or(&*assessment.path, |origin| &*origin.document),
        hash: Fingerprint(assessment.hash).to_string(),
        seal: assessed.seal.as_ref().map(|seal| SealView {
            on: &seal.on,
            by: seal.by.as_deref(),
            ledger: ledger_path(&assessment.id.project),
            line: seal.line,
            hash: &seal.hash,
            reason: seal.reason.as_deref(),
            intact: seal.intact,
        }),
        history: assessment.origin.as_deref().map(HistoryView::of),
        done,
        tasks,
        checklists: checklists(details),
        columns: Columns::of(&findings),
        findings,
        waivers: waivers(assessed),
        objectives: assessment
            .objectives
            .iter()
            .map(|one| [Some(one.scenario.as_str()), one.rto.as_deref(), one.rpo.as_deref()])
            .collect(),
        limits: assessment
            .limits
            .iter()
            .map(|one| [Some(one.service.as_str()), one.cpu.as_deref(), one.memory.as_deref()])
            .collect(),
        actions: assessment
            .actions
            .iter()
            .map(|action| ActionView { when: action.when.as_deref(), what: &action.what, done: action.done })
            .collect(),
        diagnostics: diagnostics(assessed, text),
        contents: contents(&details.headings, &assessment.title),
        body: renderer.body(markdown, &details.headings, &assessment.title, &assessment.path, page),
        previous: neighbour(at.checked_sub(1)),
        next: neighbour(Some(at + 1)),
    }
}

fn signoff(assessment: &Assessment) -> Vec<SignoffView<'_>> {
    let view = |one: &'_ crate::model::Signoff| one.date.as_ref().map(|date| date.value.to_string());
    assessment
        .signoff
        .iter()
        .map(|one| SignoffView {
            name: one.name.as_deref(),
            role: one.role.as_deref(),
            date: view(one),
            decision: &one.decision,
        })
        .collect()
}

fn checklists(details: &Details) -> Vec<ChecklistView<'_>> {
    let view = |section: &'_ crate::model::ChecklistSection| {
        let heading = details.leading_to(section.heading).next();
        (heading, section.tasks.iter().filter(|task| task.done).count(), section.tasks.len())
    };
    details
        .checklist
        .iter()
        .map(view)
        .map(|(heading, done, tasks)| ChecklistView {
            title: heading.map_or("Tasks", |heading| &*heading.text),
            anchor: heading.map_or("page:report", |heading| &*heading.anchor),
            done,
            tasks,
        })
        .collect()
}

/// Open ones first, the worst first among them; otherwise in the order of the document.
fn findings<'a>(
    assessed: &'a Assessed,
    details: &'a Details,
    supporting: &Supporting<'_>,
) -> Vec<FindingView<'a>> {
    let mut all: Vec<&Finding> = details.findings.iter().collect();
    all.sort_by_key(|f| {
        (!f.is_open(), std::cmp::Reverse(f.severity.as_ref().map(|severity| severity.value)))
    });
    all.into_iter().map(|finding| finding_view(finding, assessed, supporting)).collect()
}

fn finding_view<'a>(
    finding: &'a Finding,
    assessed: &'a Assessed,
    supporting: &Supporting<'_>,
) -> FindingView<'a> {
    let category = finding.category.as_ref().map(|name| {
        let known = assessed.rubric.category_named(&name.value);
        known.map_or_else(|| name.value.clone(), |category| category.title.clone())
    });
    FindingView {
        anchor: finding_anchor(&finding.id.value),
        heading: finding.anchor.as_deref(),
        title: &finding.title,
        category,
        severity: finding.severity.as_ref().map(|severity| severity.value.id()),
        status: finding.status.value.id(),
        open: finding.is_open(),
        waived_until: live_waiver(assessed, &finding.id.value, assessed.card.as_of)
            .map(|until| until.to_string()),
        priority: finding.priority.as_deref(),
        effort: finding.effort.as_ref().map(|effort| effort.value.as_str()),
        impact: finding.impact.as_deref(),
        owner: finding.owner.as_deref(),
        due: finding.due.as_ref().map(|due| due.value.to_string()),
        evidence: finding.evidence.iter().map(|fact| supporting.view(&fact.value)).collect(),
    }
}

fn waivers(assessed: &Assessed) -> Vec<WaiverView<'_>> {
    let view = |waiver: &'_ crate::model::Waiver| waiver.is_live(assessed.card.as_of);
    assessed
        .assessment
        .waivers
        .iter()
        .map(|waiver| {
            let (kind, id) = match &waiver.of.value {
                Waived::Finding(id) => ("finding", id),
                Waived::Check(id) => ("check", id),
            };
            WaiverView {
                kind,
                id,
                reason: waiver.reason.as_deref(),
                approved_by: waiver.approved_by.as_ref().map(|fact| fact.value.as_str()),
                expires: waiver.expires.as_ref().map(|date| date.value.to_string()),
                live: view(waiver),
            }
        })
        .collect()
}

/// What supports checks, in the rubric's order, and then categories.
fn evidence(assessed: &Assessed, details: &Details, supporting: &Supporting<'_>) -> Vec<EvidenceRow> {
    let row = |title: &str, texts: &mut dyn Iterator<Item = &str>| {
        let evidence: Vec<EvidenceView> = texts.map(|text| supporting.view(text)).collect();
        (!evidence.is_empty()).then(|| EvidenceRow { title: title.to_owned(), evidence })
    };
    let checks = assessed.card.items().filter_map(|item| {
        let mut evidence = details.answer(&item.check.id).into_iter().flat_map(CheckAnswer::evidence);
        row(&item.check.title, &mut evidence)
    });
    let categories = assessed.rubric.declared_by(details).into_iter().filter_map(|category| {
        let name = &category.category.value;
        let title = assessed.rubric.category_named(name).map_or(name, |known| &known.title);
        row(title, &mut category.evidence.iter().map(|fact| fact.value.as_str()))
    });
    checks.chain(categories).collect()
}

/// Headings of the first three levels; the first one is left out where it is the title.
fn contents<'a>(headings: &'a [Heading], title: &str) -> Vec<ContentsView<'a>> {
    let first = headings.first().filter(|heading| heading.level == 1 && *heading.text == *title);
    let listed = headings.iter().skip(usize::from(first.is_some())).filter(|heading| heading.level <= 3);
    listed
        .map(|heading| ContentsView {
            level: heading.level.max(2) - 1,
            text: &heading.text,
            anchor: &heading.anchor,
        })
        .collect()
}
