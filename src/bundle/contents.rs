//! What an archive holds: for each assessment one page that stands alone, its source with the files that it names, its
//! facts as JSON, its rubric; the ledgers with their ends; and the hashes of all of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use super::Member;
use super::alone::{Alone, main_of};
use super::readme::readme;
use super::sums::sums;
use crate::compile::{Files, FirstDay, Options, ReadError, Survey, rubric_files};
use crate::export::data;
use crate::ledger::{Ledger, ledger_path, project_of_ledger};
use crate::model::Assessment;
use crate::portfolio::{Assessed, Series};
use crate::render::{Page, document_page, file_page, score_page};
use crate::text::link::{Destination, destination};
use crate::text::{uri_path, visible};

/// What goes into an archive.
#[derive(Clone, Copy, Debug)]
pub enum Choice<'a> {
    /// All assessments of the book.
    All,
    /// Those of a project.
    Project(&'a str),
    /// One: project and release.
    Release(&'a str, &'a str),
}

/// Names of places of the arithmetic begin so, where it is part of the page of its assessment.
const ARITHMETIC: &str = "arithmetic:";
const HEADS_FILE: &str = "ledger-heads.txt";
const README_FILE: &str = "README.txt";

type Members = BTreeMap<String, Vec<u8>>;

/// The files of an archive, ordered by path. `pages` are the site of the same book. The error says what keeps it from
/// being made.
pub fn contents(
    files: &dyn Files,
    survey: &Survey,
    pages: &[Page],
    choice: Choice<'_>,
    options: Options,
) -> Result<Vec<Member>, String> {
    let chosen = chosen(survey, choice, options)?;
    // What a page says of earlier releases depends on their days too.
    let beside = chosen.iter().flat_map(|(series, _)| &series.releases).map(|one| &one.assessment);
    for assessment in beside.filter(|one| options.publishes(one)) {
        if let Some(why) = FirstDay::lost(files, assessment) {
            return Err(format!("nothing is archived: {}: {why}", assessment.id));
        }
    }
    let site = Site { files, pages: pages.iter().map(|page| (&*page.path, page)).collect() };
    let archive = Archive {
        survey,
        attached: site.attachments(),
        ids: chosen.iter().map(|(_, one)| page_of(&one.assessment)).collect(),
        site,
    };
    let mut members = Members::new();
    for (series, one) in &chosen {
        archive.add(series, one, &mut members)?;
    }
    let projects: BTreeMap<&str, &Series> =
        chosen.iter().map(|(series, _)| (series.project.id.as_str(), *series)).collect();
    let heads = archive.ledgers(&projects, options, &mut members)?;
    let has_ledger = members.keys().any(|path| project_of_ledger(path).is_some());
    members.insert(README_FILE.to_owned(), readme(!heads.is_empty(), has_ledger).into_bytes());
    if !heads.is_empty() {
        members.insert(HEADS_FILE.to_owned(), heads.into_bytes());
    }
    let mut members: Vec<Member> = members.into_iter().map(|(path, bytes)| Member { path, bytes }).collect();
    members.push(sums(&members)?);
    no_collision(&members)?;
    members.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(members)
}

/// The error names a file that stands where a folder of others has to be: nobody could unpack both. Names that differ
/// only by case are one name on some systems.
fn no_collision(members: &[Member]) -> Result<(), String> {
    let files: BTreeMap<String, &str> =
        members.iter().map(|member| (member.path.to_lowercase(), member.path.as_str())).collect();
    for Member { path, .. } in members {
        let folded = path.to_lowercase();
        let mut folders = folded.match_indices('/').map(|(end, _)| &folded[..end]);
        if let Some(file) = folders.find_map(|folder| files.get(folder)) {
            return Err(format!(
                "nothing is archived: the archive has a file {file}, and {path} would stand in a folder of the same name, so that it could not be unpacked: rename the project"
            ));
        }
    }
    Ok(())
}

type Chosen<'a> = Vec<(&'a Series, &'a Arc<Assessed>)>;

fn chosen<'a>(survey: &'a Survey, choice: Choice<'_>, options: Options) -> Result<Chosen<'a>, String> {
    let portfolio = &survey.portfolio;
    let of = |series: &'a Series| series.releases.iter().map(move |one| (series, one));
    let all: Chosen<'_> = match choice {
        Choice::All => portfolio.projects.iter().flat_map(of).collect(),
        Choice::Project(project) => of(portfolio.project(project)?).collect(),
        Choice::Release(project, release) => {
            let series = portfolio.project(project)?;
            vec![(series, series.release(release)?)]
        }
    };
    let published: Chosen<'_> =
        all.iter().filter(|(_, one)| options.publishes(&one.assessment)).copied().collect();
    match (published.is_empty(), all.first()) {
        (false, _) => Ok(published),
        (true, Some((_, one))) => {
            let option = if one.assessment.draft { "a draft: `--drafts`" } else { "internal: `--internal`" };
            Err(format!("nothing is archived: {} is {option} takes it in", one.assessment.id))
        }
        (true, None) => Err("nothing is archived: the book has no assessment".to_owned()),
    }
}

/// Where the page of an assessment stands in an archive.
fn page_of(assessment: &Assessment) -> (String, String) {
    let id = &assessment.id;
    (document_page(&id.project, &id.release), format!("{}/{}.html", id.project, id.release))
}

/// The site of the book.
struct Site<'a> {
    files: &'a dyn Files,
    pages: BTreeMap<&'a str, &'a Page>,
}

impl Site<'_> {
    fn make(&self, path: &str) -> Result<Vec<u8>, String> {
        let page = self.pages.get(path).ok_or_else(|| format!("the site has no page {path}"))?;
        let read = |source: &crate::render::SourceRef| {
            let bytes = self.files.read(&source.path);
            bytes.map_err(|why| format!("{} cannot be read: {why}", source.path))
        };
        let source = page.source.as_deref().map(read).transpose()?;
        page.make(source.as_deref()).map(Cow::into_owned).map_err(|error| error.to_string())
    }

    fn html(&self, path: &str) -> Result<String, String> {
        String::from_utf8(self.make(path)?).map_err(|_| format!("{path} is not UTF-8"))
    }

    /// Files of the book that reports name, by their paths in the site.
    fn attachments(&self) -> BTreeMap<String, Arc<str>> {
        let copied = self.pages.values().filter_map(|page| page.source.as_ref());
        let copied = copied.filter(|source| source.hash.is_none());
        copied.map(|source| (file_page(&source.path), Arc::clone(&source.path))).collect()
    }
}

struct Archive<'a> {
    survey: &'a Survey,
    site: Site<'a>,
    attached: BTreeMap<String, Arc<str>>,
    /// Where pages of the site stand in the archive.
    ids: BTreeMap<String, String>,
}

impl Archive<'_> {
    fn add(&self, series: &Series, one: &Assessed, members: &mut Members) -> Result<(), String> {
        let assessment = &one.assessment;
        let id = &assessment.id;
        let named = self.named(assessment)?;
        let (own, place) = page_of(assessment);
        let html = self.alone(&own, &score_page(&id.project, &id.release));
        members.insert(place, html.map_err(|why| format!("{}: {why}", assessment.path))?.into_bytes());
        let sources = named.iter().chain([&assessment.path]).chain(&series.project.path);
        for path in sources.collect::<BTreeSet<_>>() {
            let bytes = self.site.files.read(path);
            members.insert(path.to_string(), bytes.map_err(|why| format!("{path} cannot be read: {why}"))?);
        }
        let facts = data::assessment_path(&id.project, &id.release);
        for path in [facts, data::schema_path("assessment")] {
            let bytes = self.site.make(&path)?;
            members.insert(path, bytes);
        }
        for rubric in rubric_files(self.site.files, &one.rubric, &self.survey.rubrics)? {
            members.insert(rubric.path.to_string(), rubric.bytes);
        }
        Ok(())
    }

    /// Files that a report names. The error names an image that is not there.
    fn named(&self, assessment: &Assessment) -> Result<BTreeSet<Arc<str>>, String> {
        let known: BTreeSet<Arc<str>> = self.attached.values().cloned().collect();
        let mut named = BTreeSet::new();
        for link in &assessment.links {
            match destination(&link.target, &assessment.path, &|_| false, &known) {
                Destination::File(path) => {
                    named.insert(Arc::from(path));
                }
                Destination::Elsewhere if link.image => {
                    return Err(format!(
                        "{} shows the image {}, which is not below content/: put it there, or take it out of the report",
                        assessment.path,
                        visible(&link.target)
                    ));
                }
                Destination::Missing(path) if link.image => {
                    return Err(format!(
                        "{} shows the image {}, which is not in the book: add it, or take it out of the report",
                        assessment.path,
                        visible(&path)
                    ));
                }
                _ => {}
            }
        }
        Ok(named)
    }

    /// The page of an assessment with its arithmetic.
    fn alone(&self, own: &str, score: &str) -> Result<String, String> {
        let file = |path: &str| self.site.make(path).ok();
        let link = |path: &str, anchor: Option<&str>| self.link(own, score, path, anchor);
        let part = Alone { page: score, file: &file, link: &link, prefix: ARITHMETIC };
        let arithmetic = part.page(&self.site.html(score)?, "")?;
        let more = main_of(&arithmetic).unwrap_or_default();
        Alone { page: own, file: &file, link: &link, prefix: "" }.page(&self.site.html(own)?, more)
    }

    /// Where a link to a place of the site leads in the archive; `None` where nothing of it is left.
    fn link(&self, own: &str, score: &str, path: &str, anchor: Option<&str>) -> Option<String> {
        if path == own {
            return Some(format!("#{}", anchor.unwrap_or("page:main")));
        }
        if path == score {
            return Some(format!("#{ARITHMETIC}{}", anchor.unwrap_or("page:arithmetic")));
        }
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        if let Some(other) = self.ids.get(path) {
            return Some(format!("../{}{anchor}", uri_path(other)));
        }
        if let Some(source) = self.attached.get(path) {
            return Some(format!("../{}{anchor}", uri_path(source)));
        }
        let base = self.survey.config.base_url.as_deref()?;
        Some(format!("{base}{}{anchor}", uri_path(path)))
    }

    /// The ends of the ledgers of some projects. A ledger itself goes in where each release that it names
    /// is a document that is not kept out.
    fn ledgers(
        &self,
        projects: &BTreeMap<&str, &Series>,
        options: Options,
        members: &mut Members,
    ) -> Result<String, String> {
        let mut heads = String::new();
        for (project, series) in projects {
            let path: Arc<str> = ledger_path(project).into();
            let bytes = match self.site.files.read(&path) {
                Ok(bytes) => bytes,
                Err(ReadError::Missing) => continue,
                Err(why) => return Err(format!("{path} cannot be read: {why}")),
            };
            let ledger = Ledger::read(&path, &bytes);
            if !ledger.is_whole() {
                return Err(format!(
                    "{path} is broken: `readybook verify {project}` says where; mend it first"
                ));
            }
            let Some(head) = ledger.head() else { continue };
            writeln!(heads, "{head}  {path}").map_err(|error| error.to_string())?;
            let published = |release: &str| {
                let mut releases = series.releases.iter().map(|one| &one.assessment);
                releases.any(|one| one.id.release == release && options.publishes(one))
            };
            if ledger.names_only(published) {
                members.insert(path.to_string(), bytes);
            }
        }
        Ok(heads)
    }
}
