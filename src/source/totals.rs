//! Total rows of tables: what they state, and what the rows above them come to.

use super::outline::{Outline, Table, TableRow};
use crate::model::{Exact, Fact, Total};

/// Words by which a row calls itself a sum.
const TOTALS: [&str; 6] = ["total", "totals", "sum", "grand total", "total points", "in total"];

/// Words of a row's name that say that it is made from the other rows and adds nothing to them.
const STATISTICS: [&str; 7] = ["average", "avg", "mean", "median", "minimum", "maximum", "percentage"];

/// Parts of a column's head that say that its values are not there to be summed.
const NO_SUMS: [&str; 16] = [
    "average", "avg", "mean", "median", "rate", "ratio", "share", "score", "p50", "p90", "p95", "p99", "min",
    "max", "%", "percent",
];

/// The cells of total rows whose columns hold plain numbers.
pub(super) fn totals(outline: &Outline) -> Vec<Total> {
    outline.sections.iter().flat_map(|section| &section.tables).flat_map(of_table).collect()
}

fn of_table(table: &Table) -> Vec<Total> {
    // With subtotals, with rows below, or where a row may be made from others, nobody can tell which rows a total is of.
    let Some((last, above)) = table.rows.split_last() else {
        return Vec::new();
    };
    let name = |row: &TableRow| row.first().map(|cell| bare(&cell.value)).unwrap_or_default();
    let above: Vec<&TableRow> =
        above.iter().filter(|row| !STATISTICS.contains(&name(row).as_str())).collect();
    let is_made_of_others = |row: &&TableRow| {
        let name = name(row);
        let mut words = name.split(|c: char| !c.is_alphanumeric());
        words.any(|word| word.contains("total") || word == "sum" || STATISTICS.contains(&word))
    };
    if above.len() < 2 || !TOTALS.contains(&name(last).as_str()) || above.iter().any(is_made_of_others) {
        return Vec::new();
    }
    let columns = last.iter().enumerate().skip(1);
    columns.filter_map(|(column, stated)| of_column(table, &above, column, stated)).collect()
}

/// A name without the marks around it, in small letters.
fn bare(cell: &str) -> String {
    cell.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn of_column(table: &Table, above: &[&TableRow], column: usize, stated: &Fact<String>) -> Option<Total> {
    let head = &table.head.get(column)?.value;
    let lower = head.to_lowercase();
    if lower.split(|c: char| !c.is_alphanumeric() && c != '%').any(|word| NO_SUMS.contains(&word)) {
        return None;
    }
    let (value, unit) = number(&stated.value)?;
    let mut sum = Exact::zero();
    let mut rows = 0;
    for row in above {
        let cell = row.get(column).map(|cell| cell.value.as_str()).unwrap_or_default();
        if !cell.chars().any(char::is_alphanumeric) {
            continue;
        }
        // One cell that is no plain number of the same unit, and the column is not one of figures.
        let (part, own_unit) = number(cell)?;
        if own_unit != unit {
            return None;
        }
        sum = sum + part;
        rows += 1;
    }
    (rows >= 2).then(|| Total { column: head.clone(), stated: stated.clone(), value, sum, rows })
}

/// A plain number with what stands around it, such as a currency or a unit; thousands may be set apart.
fn number(cell: &str) -> Option<(Exact, String)> {
    let cell = cell.trim();
    let start = cell.find(|c: char| c.is_ascii_digit())?;
    let rest = &cell[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && !".,".contains(c)).unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    let digits = digits.trim_end_matches(['.', ',']);
    let before = cell[..start].trim();
    let unit = format!("{before} {}", after.trim().trim_end_matches('s')).to_lowercase();
    // A second figure, a fraction, a share, a sign or a guess is no plain number.
    if unit.contains(|c: char| c.is_numeric() || "/%~<>+-–≈±".contains(c)) || !grouped(digits) {
        return None;
    }
    Some((digits.replace(',', "").parse().ok()?, unit))
}

/// True where commas, if there are any, set thousands apart.
fn grouped(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or(digits);
    let mut groups = whole.split(',');
    groups.next().is_some_and(|first| first.len() <= 3 || !whole.contains(','))
        && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::outline;

    fn sums(rows: &str) -> Vec<(String, String)> {
        let body = format!("| What | Days | Average | Note |\n|---|---|---|---|\n{rows}");
        totals(&outline(&body, 0)).into_iter().map(|t| (t.value.plain(), t.sum.plain())).collect()
    }

    #[test]
    fn plain_columns_are_summed_and_others_left_alone() {
        let pair = |value: &str, sum: &str| (value.to_owned(), sum.to_owned());
        assert_eq!(
            sums("| a | 1 | 5 | x |\n| b | 2 | 7 | y |\n| **Total** | 4 | 6 | z |\n"),
            [pair("4", "3")]
        );
        assert_eq!(
            sums("| a | $1,000 | | |\n| b | - | | |\n| c | $2.50 | | |\n| Sum | $1,002.5 | | |\n"),
            [pair("1002.5", "1002.5")]
        );
        assert_eq!(
            sums("| a | 4 | | |\n| b | 2 | | |\n| **Average** | 3 | | |\n| Total | 7 | | |\n"),
            [pair("7", "6")]
        );
        for left_alone in [
            "| a | 1 | | |\n| b | 2 | | |\n| Subtotal | 3 | | |\n| c | 2 | | |\n| Total | 5 | | |\n",
            "| a | 1 | | |\n| b | 2 | | |\n| Sub-total A | 3 | | |\n| Total | 3 | | |\n",
            "| a | 4 | | |\n| b | 2 | | |\n| Average | 3 | | |\n",
            "| a | 1 | | |\n| b | 2 h | | |\n| Total | 3 | | |\n",
            "| a | 1-2 | | |\n| b | 2 | | |\n| Total | 4 | | |\n",
            "| a | 8/10 | | |\n| b | 9/10 | | |\n| Total | 17/20 | | |\n",
            "| a | 80% | | |\n| b | 90% | | |\n| Total | 85% | | |\n",
            "| a | 1 | | |\n| Total | 1 | | |\n",
            "| a | 1 | | |\n| Total | 1 | | |\n| b | 2 | | |\n| Total | 2 | | |\n",
            "| a | 1,5 | | |\n| b | 2,5 | | |\n| Total | 9 | | |\n",
        ] {
            assert_eq!(sums(left_alone), [], "{left_alone}");
        }
    }
}
