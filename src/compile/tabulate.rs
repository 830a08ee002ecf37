//! The projects of a book, each handed over as soon as it is judged: who makes rows of them keeps none.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::assess::{assess, assessed, judge, look_at};
use super::documents::Documents;
use super::judge::{Book, Parsed, Under};
use super::memo::Known;
use super::{Files, Options, finish, forget_past, free_beside, hidden, projects, read_book};
use crate::diag::{Diagnostic, Kind};
use crate::export::tables::Projects;
use crate::portfolio::{Portfolio, Series};

/// What was made of the published part of a book.
pub struct Tabulated<T> {
    /// That.
    pub made: T,
    /// How many assessments there are.
    pub assessments: usize,
    /// What cannot be read, and is left out.
    pub left_out: Vec<Diagnostic>,
}

/// Makes something of the published projects of a book. The error is what keeps all of them from being trusted.
pub fn tabulate<T>(
    files: &dyn Files,
    options: Options,
    tables: impl FnOnce(&dyn Projects) -> T,
) -> Result<Tabulated<T>, Vec<Diagnostic>> {
    let read = read_book(files)?;
    let mut found = read.diagnostics;
    let (config, rubrics) = (read.config, read.rubrics);
    let mut documents = Documents::read(files, &config, &Known::new(), false, &mut found);
    let parsed = std::mem::take(&mut documents.assessments);
    let under = Under::own(&rubrics, &config);
    let (made, assessments);
    if hidden::is_none(&documents, &parsed, options) {
        let (book, of_book) = look_at(files, &parsed, &documents, under, options);
        found.extend(of_book);
        let judging = Judging { book, parsed: &parsed, count: AtomicUsize::new(0), found: Mutex::default() };
        made = tables(&judging);
        assessments = judging.count.into_inner();
        found.extend(judging.found.into_inner().unwrap_or_else(PoisonError::into_inner));
        free_beside(parsed);
    } else {
        let (assessed, of_documents) = assess(files, parsed, &documents, under, options, None);
        found.extend(of_documents);
        let published =
            assessed.into_iter().filter(|one| options.publishes(&one.assessment)).collect::<Vec<_>>();
        let portfolio = Portfolio::new(&projects(&published, &documents), published);
        made = tables(&portfolio);
        assessments = portfolio.assessments();
    }
    forget_past(files, &mut found);
    found.retain(|one| one.kind == Kind::Structural);
    finish(&mut found);
    Ok(Tabulated { made, assessments, left_out: found })
}

/// A book all of which is published, judged as it is handed over.
struct Judging<'a> {
    book: Book<'a>,
    parsed: &'a [Parsed],
    count: AtomicUsize,
    found: Mutex<Vec<Diagnostic>>,
}

impl Judging<'_> {
    fn tell(&self, found: impl Iterator<Item = Diagnostic>) {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
    }
}

impl Projects for Judging<'_> {
    fn each(&self, one: &(dyn Fn(usize, &Series) + Sync)) {
        let id = |(assessment, _): &'_ Parsed| assessment.id.project.clone();
        let mut ids: Vec<String> = self.parsed.iter().map(id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut of_seals = Vec::new();
        judge(&self.book, self.parsed, &mut of_seals, |releases| {
            let judged = self.book.judge(releases, None);
            let found = judged.iter().flat_map(|judged| &judged.found);
            self.tell(found.filter(|found| found.kind == Kind::Structural).cloned());
            let all: Vec<_> = releases
                .iter()
                .zip(judged)
                .map(|(((assessment, _), _), judged)| assessed(assessment.clone(), judged, None))
                .collect();
            self.count.fetch_add(all.len(), Ordering::Relaxed);
            for series in Portfolio::new(&projects(&all, self.book.documents), all).projects {
                if let Ok(at) = ids.binary_search(&series.project.id) {
                    one(at, &series);
                }
            }
        });
        self.tell(of_seals.into_iter());
    }
}
