//! The start page: how many are ready and how that moved, and one row for each project.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::check::rules::RULES;
use crate::model::{Date, Project, Verdict};
use crate::portfolio::{Portfolio, Series, Standing, days_between, is_stale};
use crate::render::chart::Trend;
use crate::render::listing::Listing;
use crate::render::pager::Pager;
use crate::render::view::{ProjectView, ReleaseView, VerdictView, on_one_scale, trend};
use crate::render::{Page, Renderer, SiteInput, Words};

pub(super) const KIND: PageKind = PageKind { name: "portfolio", plan };

/// A row has two charts: a browser shows a hundred of them at once, and three hundred after a second.
const MOST_ROWS: usize = 100;

const LISTING: Listing = Listing {
    kind: KIND.name,
    path: "index.html",
    templates: ["portfolio.html", "portfolio-rows.html"],
    folder: "rows",
    most_together: 3000,
    make: |renderer, pager, template, path| renderer.template(template, path, &view(renderer, pager)),
};

/// Width of a row's trend.
const TREND_WIDTH: usize = 250;

/// Most releases in a row's trend.
const MOST_IN_TREND: usize = 12;

/// Most projects without an assessment that are named.
const MOST_UNASSESSED: usize = 20;

/// Days that the movement looks back.
const BACK_DAYS: i64 = 90;

/// What `portfolio.html` is given.
#[derive(Serialize)]
struct View {
    /// The day on which ages are counted.
    today: String,
    /// The day that counts are compared with.
    before: String,
    before_days: i64,
    /// How many projects there are of each verdict, the best first.
    counts: Vec<Count>,
    stale: Moved,
    /// Days from which an assessment is stale.
    max_age: u32,
    /// A row for each project of this page, the worst verdict first, then by name.
    rows: Vec<Row>,
    /// Names of the first projects that are described and have no assessment.
    unassessed: Vec<String>,
    /// How many of those projects there are.
    all_unassessed: usize,
    pager: Pager,
    /// Folder of scripts with the rows of each page, from the root, where sorting and filtering bring them together.
    rows_of_pages: Option<String>,
    #[serde(flatten)]
    choices: Choices,
    /// Why not all rows compare.
    incomparable: Vec<String>,
}

#[derive(Serialize)]
struct Count {
    verdict: VerdictView,
    #[serde(flatten)]
    moved: Moved,
}

/// A number of projects, and how it moved.
#[derive(Serialize)]
struct Moved {
    projects: usize,
    /// The difference with its sign; absent where there is none.
    change: Option<String>,
}

impl Moved {
    fn of(now: usize, before: usize) -> Moved {
        let change = match now.cmp(&before) {
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(format!("+{}", now - before)),
            std::cmp::Ordering::Less => Some(format!("\u{2212}{}", before - now)),
        };
        Moved { projects: now, change }
    }
}

#[derive(Serialize)]
struct Row {
    project: ProjectView,
    latest: ReleaseView,
    /// Number of assessments.
    releases: usize,
    trend: Trend,
    /// Days since the latest assessment; absent where its date is unknown.
    age_days: Option<i32>,
    stale: bool,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let SiteInput { today, unassessed, portfolio, .. } = &renderer.input;
    let (today, all) = (today.to_string(), unassessed.len().to_string());
    let named = named(unassessed).join("\n");
    let overview = overview(renderer);
    let incomparable = super::incomparable_rows(renderer);
    let standing = format!("{:?} {:?}", overview.now, overview.then);
    let same = [&today, &named, &all, &standing].into_iter().chain(&incomparable.0).map(String::as_bytes);
    let same = renderer.fingerprint(KIND.name, same);
    let choices = renderer.fingerprint(KIND.name, [format!("{:?}", overview.choices).as_bytes()]);
    // Every page is made from its own rows, so that a change makes one of them anew, and not all. Where filters reach no
    // others, what they offer comes from these too.
    LISTING.plan_of(renderer, portfolio.projects.len(), MOST_ROWS, |path, pager| {
        let choices = pager.is_together(LISTING.most_together).then_some(choices.0.as_slice());
        let parts = [path.as_bytes(), &same.0].into_iter().chain(choices);
        renderer.fingerprint_of_projects(KIND.name, pager.of(&overview.order).iter().copied(), parts)
    })
}

/// What is the same on all pages.
struct Overview {
    /// Places of the projects in the order of their rows.
    order: Vec<usize>,
    /// How they stand today, and how they stood on the day that this is compared with.
    now: Standing,
    then: Standing,
    /// What filters offer that reach all rows.
    choices: Choices,
}

fn overview(renderer: &Renderer) -> Arc<Overview> {
    renderer.shared(|| {
        let (portfolio, today) = (&renderer.input.portfolio, renderer.input.today);
        let max_age = max_age(renderer);
        let order = order(portfolio);
        Overview {
            choices: Choices::of(renderer, &order),
            order,
            now: Standing::now(portfolio, today, max_age),
            then: Standing::on(portfolio, before(today), max_age),
        }
    })
}

/// The day that the counts of a day are compared with.
fn before(today: Date) -> Date {
    today.checked_sub(jiff::Span::new().days(BACK_DAYS)).unwrap_or(Date::MIN)
}

/// What filters offer.
#[derive(Clone, Debug, Default, Serialize)]
struct Choices {
    /// Owners, tiers and tags to choose from: of the rows that filters reach.
    owners: BTreeSet<String>,
    tiers: BTreeSet<String>,
    tags: BTreeSet<String>,
    /// Some of those rows have no owner, or no tier.
    some_unowned: bool,
    some_untiered: bool,
}

impl Choices {
    fn of(renderer: &Renderer, reached: &[usize]) -> Choices {
        let mut choices = Choices::default();
        for series in reached.iter().map(|at| &renderer.input.portfolio.projects[*at]) {
            match series.owner() {
                Some(owner) => drop(choices.owners.insert(owner.to_owned())),
                None => choices.some_unowned = true,
            }
            match &series.project.tier {
                Some(tier) => drop(choices.tiers.insert(tier.clone())),
                None => choices.some_untiered = true,
            }
            choices.tags.extend(series.project.tags.iter().cloned());
        }
        choices
    }
}

/// The names that stand for all projects without an assessment.
fn named(unassessed: &[Arc<Project>]) -> Vec<String> {
    unassessed.iter().take(MOST_UNASSESSED).map(|project| project.name.clone()).collect()
}

fn view(renderer: &Renderer, pager: &Pager) -> View {
    let (today, max_age) = (renderer.input.today, max_age(renderer));
    let overview = overview(renderer);
    let Overview { order, now, then, choices } = &*overview;
    let numbers = now.verdicts.into_iter().zip(then.verdicts);
    let counts = Verdict::ALL
        .into_iter()
        .zip(numbers)
        .map(|(verdict, (now, then))| Count { verdict: verdict.into(), moved: Moved::of(now, then) });
    let row = |series: &Series| row(series, today, max_age, &renderer.words);
    let rows = pager.of(order).iter().filter_map(|at| row(&renderer.input.portfolio.projects[*at]));
    View {
        today: today.to_string(),
        before: before(today).to_string(),
        before_days: BACK_DAYS,
        counts: counts.collect(),
        stale: Moved::of(now.stale, then.stale),
        max_age,
        unassessed: named(&renderer.input.unassessed),
        all_unassessed: renderer.input.unassessed.len(),
        pager: pager.clone(),
        rows_of_pages: LISTING.rows_of_pages(pager),
        choices: match pager.is_together(LISTING.most_together) {
            true => choices.clone(),
            false => Choices::of(renderer, pager.of(order)),
        },
        rows: rows.collect(),
        incomparable: super::incomparable_rows(renderer).0.clone(),
    }
}

/// Who is not ready is what one comes for: the worst verdict first, then by name.
fn order(portfolio: &Portfolio) -> Vec<usize> {
    let mut all: Vec<usize> = (0..portfolio.projects.len()).collect();
    all.sort_by_cached_key(|at| {
        let series = &portfolio.projects[*at];
        (series.latest().map(|latest| latest.card.verdict), series.project.name.to_lowercase())
    });
    all
}

/// Days that an assessment may be old: what the rule about that says in this book.
fn max_age(renderer: &Renderer) -> u32 {
    const RULE: &str = "stale-assessment";
    const NUMBER: &str = "max-age-days";
    let set = renderer.input.config.rules.get(RULE).and_then(|setting| setting.numbers.get(NUMBER));
    let rule = RULES.iter().find(|rule| rule.id == RULE);
    let default = rule.and_then(|rule| rule.numbers.iter().find(|(name, _)| *name == NUMBER));
    set.map(|number| number.value).or(default.map(|(_, days)| *days)).unwrap_or(u32::MAX)
}

fn row(series: &Series, today: Date, max_age: u32, words: &Words) -> Option<Row> {
    let latest = series.latest()?;
    Some(Row {
        project: ProjectView::of(series),
        latest: ReleaseView::of(latest, words),
        releases: series.releases.len(),
        trend: trend(&on_one_scale(series, MOST_IN_TREND), TREND_WIDTH),
        age_days: latest.assessment.date.known().map(|date| days_between(date, today)),
        stale: is_stale(latest, today, max_age),
    })
}
