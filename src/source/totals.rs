//! Total rows of tables: what they state, and what the rows above them come to.

use super::outline::{Outline, Table, TableRow};
use crate::model::{Exact, Fact, Total};
use crate::text::bare;

/// Words by which a row calls itself a sum.
const TOTALS: [&str; 18] = [
    "total",
    "totals",
    "sum",
    "grand total",
    "total points",
    "in total",
    "overall total",
    "all",
    "gesamt",
    "summe",
    "insgesamt",
    "somme",
    "totale",
    "suma",
    "итого",
    "合计",
    "总计",
    "合計",
];

/// Words of a row's name that say that it is made from the other rows and adds nothing to them.
const STATISTICS: [&str; 7] = ["average", "avg", "mean", "median", "minimum", "maximum", "percentage"];

/// Parts of a column's head that say that its values are not there to be summed.
const NO_SUMS: [&str; 85] = [
    "coverage",
    "average",
    "avg",
    "mean",
    "median",
    "rate",
    "ratio",
    "share",
    "score",
    "p50",
    "p75",
    "p90",
    "p95",
    "p99",
    "min",
    "max",
    "%",
    "percent",
    "year",
    "years",
    "month",
    "week",
    "quarter",
    "date",
    "day",
    "version",
    "id",
    "no",
    "port",
    "rank",
    "priority",
    "age",
    "phase",
    "availability",
    "uptime",
    "latency",
    "latencies",
    "mttr",
    "mttd",
    "mtbf",
    "utilization",
    "utilisation",
    "rating",
    "apdex",
    "slo",
    "sla",
    "sli",
    "success",
    "completion",
    "completeness",
    "efficiency",
    "confidence",
    "maturity",
    "readiness",
    "peak",
    "temperature",
    "price",
    "rto",
    "rpo",
    "percentage",
    "percentile",
    "accuracy",
    "precision",
    "recall",
    "probability",
    "likelihood",
    "index",
    "density",
    "frequency",
    "interval",
    "timeout",
    "ttl",
    "threshold",
    "level",
    "grade",
    "health",
    "quality",
    "compliance",
    "satisfaction",
    "nps",
    "progress",
    "speed",
    "per",
    "minimum",
    "maximum",
];

/// Heads of a column of the most points there are, beside one of points.
const BEST: [&str; 5] = ["max", "maximum", "max points", "max score", "out of"];

/// The cells of total rows whose columns hold plain numbers.
pub(super) fn totals(outline: &Outline) -> Vec<Total> {
    outline.sections.iter().flat_map(|section| &section.tables).flat_map(of_table).collect()
}

fn of_table(table: &Table) -> Vec<Total> {
    // With rows below, or where a row may be made from others, nobody can tell which rows a total is of.
    let Some((last, above)) = table.rows.split_last() else {
        return Vec::new();
    };
    // Ordinals, or nothing, may stand before the names.
    let Some(names) = (0..last.len().min(2)).find(|at| TOTALS.contains(&bare(&last[*at].value).as_str()))
    else {
        return Vec::new();
    };
    if last[..names].iter().any(|cell| !bare(&cell.value).is_empty()) {
        return Vec::new();
    }
    let name = |row: &TableRow| row.get(names).map(|cell| bare(&cell.value)).unwrap_or_default();
    let is_part_of_total = |row: &TableRow| {
        let name = name(row);
        name.replace(['-', ' '], "").contains("subtotal") || name.starts_with("zwischensumme")
    };
    let is_statistic = |row: &TableRow| STATISTICS.contains(&name(row).as_str());
    let above: Vec<&TableRow> =
        above.iter().filter(|row| !is_statistic(row) && !is_part_of_total(row)).collect();
    let is_made_of_others = |row: &&TableRow| {
        let name = name(row);
        let mut words = name.split(|c: char| !c.is_alphanumeric());
        words.any(|word| word.contains("total") || word == "sum" || STATISTICS.contains(&word))
    };
    // A share among the rows is no part of the total.
    let is_share = |row: &&TableRow| row.get(names).is_some_and(|cell| cell.value.contains('%'));
    if above.len() < 2 || above.iter().any(is_made_of_others) || above.iter().any(is_share) {
        return Vec::new();
    }
    let columns = last.iter().enumerate().skip(names + 1);
    let all = columns.filter_map(|(column, stated)| of_column(table, &above, column, stated));
    // What is said of all of them may be their mean, which no sum of two is below.
    let may_be_mean = name(last) == "all";
    all.filter(|total| !may_be_mean || total.value >= total.sum).collect()
}

fn of_column(table: &Table, above: &[&TableRow], column: usize, stated: &Fact<String>) -> Option<Total> {
    let head = &table.head.get(column)?.value;
    let lower = bare(head);
    let has_points =
        || table.head.iter().any(|head| bare(&head.value).contains("points") || bare(&head.value) == "score");
    let is_best = BEST.contains(&lower.as_str()) && has_points();
    if lower.is_empty() && !head.contains(['€', '$', '£']) {
        return None;
    }
    let lower = head.to_lowercase();
    if !is_best && lower.split(|c: char| !c.is_alphanumeric() && c != '%').any(|word| NO_SUMS.contains(&word))
    {
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

/// A plain number with what stands around it, such as a currency or a unit; thousands may be set apart. Icons are
/// decoration.
fn number(cell: &str) -> Option<(Exact, String)> {
    let is_icon = |c: char| !c.is_alphanumeric() && !c.is_ascii() && !"€£¥₹–≈±…".contains(c);
    let cell = cell.trim_matches(|c: char| is_icon(c) || c.is_whitespace());
    let start = cell.find(|c: char| c.is_ascii_digit())?;
    let rest = &cell[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && !".,".contains(c)).unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    let digits = digits.trim_end_matches(['.', ',']);
    let before = cell[..start].trim();
    let unit = format!("{before} {}", after.trim().trim_end_matches('s')).to_lowercase();
    // Nobody can tell whether a point before three digits sets thousands apart, and thousands are rounded.
    let is_ambiguous = digits.split_once('.').is_some_and(|(whole, part)| {
        part.contains([',', '.']) || part.len() == 3 && whole != "0" && !whole.contains(',')
    });
    if is_ambiguous || after.trim().eq_ignore_ascii_case("k") {
        return None;
    }
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
        for rows in [
            "| a | 1 | | |\n| b | 2 | | |\n| Subtotal | 3 | | |\n| c | 2 | | |\n| Total | 9 | | |\n",
            "| a | 1 | | |\n| b | 4 | | |\n| Gesamt | 9 | | |\n",
            "| a | ✅ 1 | | |\n| b | ❌ 4 | | |\n| All | **9** | | |\n",
        ] {
            assert_eq!(sums(rows), [pair("9", "5")], "{rows}");
        }
        for (head, rows, sum) in [
            ("| # | What | Days |", "| 1 | a | 2 |\n| 2 | b | 3 |\n| | Total | 6 |\n", Some("5")),
            ("| What | Points | Max |", "| a | 2 | 5 |\n| b | 2 | 5 |\n| Total | 4 | 9 |\n", Some("10")),
            ("| What | Year | Max |", "| a | 2024 | 5 |\n| b | 2025 | 5 |\n| Total | 2025 | 5 |\n", None),
            ("| What | Tests | Coverage |", "| a | 2 | 80 |\n| b | 3 | 90 |\n| All | 5 | 86 |\n", None),
            ("| What | Latency (ms) | MTTR |", "| a | 20 | 5 |\n| b | 30 | 6 |\n| Total | 25 | 6 |\n", None),
            ("| What | Peak load | Apdex |", "| a | 20 | 1 |\n| b | 30 | 1 |\n| Total | 45 | 1 |\n", None),
            ("| What | Price per unit | RTO |", "| a | 2 | 5 |\n| b | 3 | 6 |\n| Total | 2 | 6 |\n", None),
            ("| What | # | x |", "| a | 1 | |\n| b | 2 | |\n| Total | 2 | |\n", None),
            ("| What | Area | x |", "| a | Total | 1 |\n| b | c | 2 |\n| d | Total | 9 |\n", None),
        ] {
            let body = format!("{head}\n|---|---|---|\n{rows}");
            let wrong = totals(&outline(&body, 0)).into_iter().find(|total| total.value != total.sum);
            assert_eq!(wrong.map(|total| total.sum.plain()).as_deref(), sum, "{body}");
        }
        for left_alone in [
            "| a | 4 | | |\n| b | 2 | | |\n| Average | 3 | | |\n",
            "| a | 1 | | |\n| b | 2 h | | |\n| Total | 3 | | |\n",
            "| a | 1-2 | | |\n| b | 2 | | |\n| Total | 4 | | |\n",
            "| a | 8/10 | | |\n| b | 9/10 | | |\n| Total | 17/20 | | |\n",
            "| a | 80% | | |\n| b | 90% | | |\n| Total | 85% | | |\n",
            "| a | 1 | | |\n| Total | 1 | | |\n",
            "| a | 1 | | |\n| Total | 1 | | |\n| b | 2 | | |\n| Total | 2 | | |\n",
            "| a | 1,5 | | |\n| b | 2,5 | | |\n| Total | 9 | | |\n",
            "| a | 1.200 | | |\n| b | 300 | | |\n| Total | 1.500 | | |\n",
            "| a | 1.200,50 | | |\n| b | 2.300,50 | | |\n| Total | 3.501,00 | | |\n",
            "| Passed | 30 | | |\n| Failed | 2 | | |\n| Coverage (%) | 81 | | |\n| Total | 32 | | |\n",
            "| a | 80 | | |\n| b | 90 | | |\n| All | 85 | | |\n",
            "| a | 1k | | |\n| b | 2k | | |\n| Total | 4k | | |\n",
        ] {
            assert_eq!(sums(left_alone), [], "{left_alone}");
        }
    }
}
