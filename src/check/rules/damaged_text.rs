//! Text that was damaged by a wrong encoding.

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

/// As many lines as are reported one by one.
const MOST: usize = 50;

fn run(scope: &TextScope<'_>, reporter: &mut Reporter<'_>) {
    if scope.text.is_ascii() {
        return;
    }
    let repaired = repair(scope.text.to_owned());
    let lost: Vec<usize> =
        repaired.changes.iter().filter(|change| change.to.is_none()).map(|change| change.line).collect();
    if repaired.changes.is_empty() {
        return;
    }
    let (mut start, mut told) = (0, 0);
    // A repair joins characters and keeps every line end.
    let lines = scope.text.split_inclusive('\n').zip(repaired.text.split_inclusive('\n'));
    for (number, (before, after)) in lines.enumerate() {
        let is_lost = lost.contains(&(number + 1));
        if (before != after || is_lost) && told < MOST {
            let (from, _) = changed(before, after);
            // Code may show damaged text on purpose.
            if !scope.in_code(Span::new(start + from.start, start + from.end), true) {
                told += 1;
                report(before, after, start, is_lost, reporter);
            }
        }
        start += before.len();
    }
}

fn report(before: &str, after: &str, start: usize, is_lost: bool, reporter: &mut Reporter<'_>) {
    let (from, to) = changed(before, after);
    let (wrong, right) = (&before[from.clone()], &after[to]);
    let span = Span::new(start + from.start, start + from.end);
    if wrong.is_empty() {
        let line = Span::new(start, start + before.trim_end().len());
        reporter.report(line, "this line is damaged, and bytes of it are lost").help =
            Some("write it anew: more than one reading is left".to_owned());
        return;
    }
    let rest = if is_lost { "; more of the line is lost" } else { "" };
    let message = format!("`{}` was `{}`{rest}", visible(wrong.trim()), visible(right.trim()));
    let fix = Fix { span, wrong: wrong.to_owned(), right: right.to_owned(), prose: true };
    reporter.report(span, message).fix = Some(fix);
}

/// What differs of two lines: the bytes between what they begin and what they end with alike.
fn changed(before: &str, after: &str) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let alike = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>()
    };
    let head = alike(&mut before.chars(), &mut after.chars());
    let tail = alike(&mut before[head..].chars().rev(), &mut after[head..].chars().rev());
    (head..before.len() - tail, head..after.len() - tail)
}
