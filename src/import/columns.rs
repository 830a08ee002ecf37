//! Numbers alone in a column of scores, and what they are out of.

use crate::import::blocks::Table;
use crate::import::icons::undecorated;
use crate::import::lexicon::{Lexicon, Topic};
use crate::import::scores::{Scale, Score, scores};

/// The score of a cell that holds a number only. Its head says what it is out of, else another cell of the column
/// does, else the numbers themselves.
pub(super) fn bare(table: &Table, column: usize, cell: &str) -> Option<Score> {
    out_of(cell, best(table, column)?)
}

/// The number of a cell as points of so many.
fn out_of(cell: &str, best: u32) -> Option<Score> {
    let value = undecorated(cell).replace(',', ".");
    let points: f64 = value.parse().ok()?;
    let in_scale = best > 0 && (0.0..=f64::from(best)).contains(&points);
    in_scale.then_some(Score { value, scale: Scale::Of(best), start: 0, end: cell.len(), was: None })
}

/// The number that a cell holds, with a point or a comma.
fn number(cell: &str) -> Option<f64> {
    undecorated(cell).replace(',', ".").parse().ok()
}

/// What the numbers of a column are out of.
fn best(table: &Table, column: usize) -> Option<u32> {
    let head = &table.head[column];
    for best in [100, 10, 5] {
        if head.split(|c: char| !c.is_ascii_digit()).any(|number| number.parse() == Ok(best)) {
            return Some(best);
        }
    }
    let stated = table.column(column).flat_map(|cell| scores(cell)).find_map(|score| match score.scale {
        Scale::Of(best) => Some(best),
        Scale::Letter | Scale::Word => None,
    });
    let most = table.column(column).filter_map(|cell| number(cell)).fold(0.0, f64::max);
    // Five as the most can be out of five and out of ten.
    stated.or(if most > 10.0 { Some(100) } else { (most > 5.0).then_some(10) })
}

/// The columns that tell of one time after another, such as `March | July` or `Round 1 | Round 2`, and of these the one
/// of today.
pub(super) fn latest(table: &Table, lexicon: &Lexicon) -> Option<usize> {
    let is_time = |column: &usize| {
        let head = &table.head[*column];
        let topics = lexicon.topics(head);
        let mut words = head.split(|c: char| !c.is_alphanumeric());
        let dated = words.any(|word| {
            lexicon.month(word).is_some()
                || word.chars().count() <= 4 && word.ends_with(|c: char| c.is_ascii_digit())
        });
        let own = topics.any(&[Topic::Maximum, Topic::Measure]) || lexicon.is(head, Topic::Target);
        let past = topics.has(Topic::Past);
        (dated || past || topics.has(Topic::Reached)) && (!own || past) && has_figures(table, *column)
    };
    let times: Vec<usize> = (1..table.head.len()).filter(is_time).collect();
    let now = |column: &&usize| lexicon.topics(&table.head[**column]).has(Topic::Reached);
    times.iter().find(now).or_else(|| times.last()).copied().filter(|_| times.len() > 1)
}

/// True for a column most of whose cells hold a figure of up to a hundred.
fn has_figures(table: &Table, column: usize) -> bool {
    let is_figure = |cell: &&String| {
        let plain = undecorated(cell);
        let bare = plain.starts_with(|c: char| c.is_ascii_digit())
            && number(cell).is_some_and(|number| (0.0..=100.0).contains(&number));
        bare || scores(cell).first().is_some_and(|score| score.start <= 8)
    };
    let figures = table.column(column).filter(is_figure).count();
    figures > 0 && figures * 2 >= table.rows.len().saturating_sub(1)
}

/// True for a column in which every cell is so many out of five.
pub(super) fn is_of_levels(table: &Table, column: usize) -> bool {
    let is_level = |cell: &String| {
        let plain = undecorated(cell);
        plain
            .strip_suffix("/5")
            .or_else(|| plain.strip_suffix("/ 5"))
            .is_some_and(|level| number(level).is_some())
    };
    table.rows.len() >= 3 && table.column(column).all(is_level)
}

/// The columns of a table that say what each row is out of: `Score | Max`. Looked for once: a table may have many columns.
pub(super) struct Maxima(Vec<usize>);

impl Maxima {
    /// Those of a table.
    pub(super) fn of(table: &Table, lexicon: &Lexicon) -> Maxima {
        let heads = table.head.iter().enumerate();
        Maxima(heads.filter(|(_, head)| is_maximum(head, lexicon)).map(|(column, _)| column).collect())
    }

    /// True for such a column.
    pub(super) fn has(&self, column: usize) -> bool {
        self.0.binary_search(&column).is_ok()
    }

    /// The first of them that is not the column itself.
    pub(super) fn beside(&self, column: usize) -> Option<usize> {
        self.0.iter().copied().find(|other| *other != column)
    }
}

/// True for the head of such a column: `Max`, `Max. score`, but not `Score (out of 10)`.
fn is_maximum(head: &str, lexicon: &Lexicon) -> bool {
    let topics = lexicon.topics(head);
    lexicon.is(head, Topic::Maximum)
        || topics.has(Topic::Maximum)
            && topics.has(Topic::Score)
            && !head.contains(|c: char| c.is_ascii_digit())
}

/// The score of a row whose points stand in one column, and what they are out of in another.
pub(super) fn of_maximum(row: &[String], column: usize, maximum: usize) -> Option<Score> {
    out_of(row.get(column)?, undecorated(row.get(maximum)?).parse().ok()?)
}

/// True for a table that counts: how many of each kind were found, mended or left. A share in it says how far the
/// work is, not how good the result.
pub(super) fn is_of_counts(table: &Table, lexicon: &Lexicon) -> bool {
    let other = [Topic::Score, Topic::Maximum, Topic::Target, Topic::Past];
    let counts = |column: &usize| {
        let head = lexicon.topics(&table.head[*column]);
        let is_count = |cell: &String| {
            let plain = undecorated(cell);
            !plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit())
        };
        let mut cells = table.column(*column).peekable();
        !head.any(&other) && cells.peek().is_some() && cells.all(is_count)
    };
    (1..table.head.len()).filter(counts).count() >= 2
}
