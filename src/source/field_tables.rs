//! Tables that state facts by their names: rows of a name and a value, or one row below a head of names.

use super::field_lines::FieldLine;
use super::finding_words::{SEVERITIES, STATUSES, states};
use super::outline::{Table, TableRow};
use crate::diag::Span;
use crate::model::Fact;
use crate::text::bare;

/// What a finding states by name.
const OF_FINDINGS: [&str; 9] =
    ["severity", "status", "owner", "due", "priority", "category", "effort", "impact", "evidence"];

/// Heads of a column of names, beside an empty one.
const NAMES: [&str; 8] = ["", "field", "attribute", "property", "key", "item", "aspect", "detail"];

/// Heads of a column of their values, beside an empty one.
const VALUES: [&str; 5] = ["", "value", "values", "detail", "details"];

/// What a table states of its section. What could as well be a list of counts, of words or of tasks is marked as one.
pub(super) fn of_table(table: &Table) -> Vec<FieldLine> {
    let mut all = Vec::new();
    if let [name, value] = table.head.as_slice() {
        let is_head = NAMES.contains(&&*bare(&name.value)) && VALUES.contains(&&*bare(&value.value));
        // The head may be one of the rows, or say what the columns are.
        let is_row = is_pair(name, value);
        let known = table.rows.iter().filter(|row| row.first().is_some_and(is_of_finding)).count();
        let listed = !(is_head || is_row && 2 * known >= table.rows.len());
        let tells = matches!(&*bare(&name.value), "severity" | "status");
        all.extend(Some(field(name, value, true, listed)).filter(|_| is_row || !tells));
        let pairs = table.rows.iter().filter_map(|row| Some((row.first()?, row.get(1)?)));
        all.extend(pairs.map(|(name, value)| field(name, value, false, listed)));
    }
    let tells = |head: &Fact<String>| matches!(&*bare(&head.value), "severity" | "status");
    if let ([row], true) = (table.rows.as_slice(), table.head.iter().any(tells)) {
        let listed = !is_record(&table.head, row);
        all.extend(table.head.iter().zip(row).map(|(name, value)| field(name, value, false, listed)));
    }
    all.retain(|field| !field.name.is_empty() && field.value.value.contains(char::is_alphanumeric));
    all
}

fn field(name: &Fact<String>, value: &Fact<String>, plain: bool, listed: bool) -> FieldLine {
    let span = Span { start: name.span.start, end: value.span.end.max(name.span.end) };
    FieldLine { name: bare(&name.value), value: value.clone(), span, plain, listed }
}

fn is_of_finding(name: &Fact<String>) -> bool {
    OF_FINDINGS.contains(&&*bare(&name.value))
}

/// True for a name of a finding's fact beside a value that it may have.
fn is_pair(name: &Fact<String>, value: &Fact<String>) -> bool {
    match &*bare(&name.value) {
        "severity" => states(&value.value, &SEVERITIES),
        "status" => states(&value.value, &STATUSES),
        _ => is_of_finding(name),
    }
}

/// True for one row that states facts of one finding, and is no count, legend or register with a single row: each
/// column is one, and enough of them are there.
fn is_record(head: &TableRow, row: &TableRow) -> bool {
    let has = |wanted: &str| head.iter().any(|head| bare(&head.value) == wanted);
    let enough = head.len() > 2 || has("severity") && has("status");
    enough && head.iter().zip(row).all(|(name, value)| is_pair(name, value))
}
