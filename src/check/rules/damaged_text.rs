//! Text that was damaged by a wrong encoding.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, TextScope};
use crate::diag::{Fix, Span};
use crate::text::repair::repair;
use crate::text::visible;

pub(super) static RULE: Rule = Rule {
    id: "damaged-text",
    level: RuleLevel::Warn,
    summary: "text was damaged: it was UTF-8, was read with another encoding and saved again",
    why: "readers see strange letters in place of accents, quotes and icons, on every page that shows them",
    help: "put the right characters back; `readybook check --fix` does where one reading is left",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "",
        body: "# R\n\nThe caf\u{c3}\u{a9} is ready \u{e2}\u{20ac}\u{201c} nearly \u{e2}\u{153}\u{2026}\n",
        beside: &[],
    },
    passing: Example { front_matter: "", body: "# R\n\nThe café is ready – nearly ✅\n", beside: &[] },
    run: Run::Text(run),
};

fn run(scope: &TextScope<'_>, reporter: &mut Reporter<'_>) {
    if scope.text.is_ascii() {
        return;
    }
    let prose = without_code(scope);
    let repaired = repair(prose.clone());
    if repaired.changes.is_empty() {
        return;
    }
    let lost: BTreeSet<usize> =
        repaired.changes.iter().filter(|change| change.to.is_none()).map(|change| change.line).collect();
    let mut start = 0;
    // A repair joins characters and keeps every line end.
    let lines = prose.split_inclusive('\n').zip(repaired.text.split_inclusive('\n'));
    for (number, (before, after)) in lines.enumerate() {
        let is_lost = lost.contains(&(number + 1));
        if before != after || is_lost {
            line(scope, start, before, after, is_lost, reporter);
        }
        start += before.len();
    }
}

/// The text with blanks in place of code, which may show damaged text on purpose. Every byte keeps its place.
fn without_code(scope: &TextScope<'_>) -> String {
    let mut out = String::with_capacity(scope.text.len());
    for code in scope.code {
        let (start, end) = (code.span.start as usize, code.span.end as usize);
        if start >= out.len() {
            out.push_str(&scope.text[out.len()..start]);
            out.extend(scope.text[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        }
    }
    out.push_str(&scope.text[out.len()..]);
    out
}

/// Reports the line that begins at `start`: each damaged stretch of it that no code interrupts.
fn line(
    scope: &TextScope<'_>,
    start: usize,
    before: &str,
    after: &str,
    is_lost: bool,
    reporter: &mut Reporter<'_>,
) {
    let mut stretches: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for ((from, wrong), (to, right)) in runs(before).zip(runs(after)) {
        if wrong == right {
            continue;
        }
        match stretches.last_mut().filter(|(last, _)| !has_code(scope, start + last.end..start + from.start))
        {
            Some((last, last_to)) => (last.end, last_to.end) = (from.end, to.end),
            None => stretches.push((from, to)),
        }
    }
    if stretches.is_empty() {
        let line = Span::new(start, start + before.trim_end().len());
        reporter.report(line, "this line is damaged, and bytes of it are lost").help =
            Some("write it anew: more than one reading is left".to_owned());
    }
    for (from, to) in stretches {
        let (head, tail) = alike(&before[from.clone()], &after[to.clone()]);
        let (from, to) = (from.start + head..from.end - tail, to.start + head..to.end - tail);
        let span = Span::new(start + from.start, start + from.end);
        let (wrong, right) = (&before[from], &after[to]);
        let rest = if is_lost { "; more of the line is lost" } else { "" };
        let message = match right.trim() {
            "" => format!("`{}` does not belong here{rest}", visible(wrong.trim())),
            right => format!("`{}` was `{}`{rest}", visible(wrong.trim()), visible(right)),
        };
        let fix = Fix { span, wrong: wrong.to_owned(), right: right.to_owned(), prose: true };
        reporter.report(span, message).fix = Some(fix);
    }
}

/// The runs of characters beyond ASCII, and where they are. A repair changes within them only, so that two
/// readings of a line have the same number of them.
fn runs(line: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + line.get(at..)?.find(|c: char| !c.is_ascii())?;
        at = line[start..].find(|c: char| c.is_ascii()).map_or(line.len(), |end| start + end);
        Some((start..at, &line[start..at]))
    })
}

fn has_code(scope: &TextScope<'_>, place: Range<usize>) -> bool {
    let before = scope.code.partition_point(|code| (code.span.start as usize) < place.start);
    scope.code.get(before).is_some_and(|code| (code.span.start as usize) < place.end)
}

/// How many bytes two texts begin and end with alike.
fn alike(before: &str, after: &str) -> (usize, usize) {
    let count = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>()
    };
    let head = count(&mut before.chars(), &mut after.chars());
    (head, count(&mut before[head..].chars().rev(), &mut after[head..].chars().rev()))
}
