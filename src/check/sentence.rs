//! What stands around a claim in words: conditions before it, answers behind it that say no, and headings or lines below
//! which stands what is asked for and not what is so.

use std::sync::LazyLock;

use regex::{Match, Regex};

use super::scope::TextScope;
use crate::diag::Span;

/// Where a sentence, an item or a cell ends.
static ENDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[.!?;|#]|\n[ \t]*\n|\r[ \t]*\r|\r\n[ \t]*\r\n|[\r\n][ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]").ok()
});

/// Words that make of a claim a condition, a wish, a question or its opposite, when they stand before it in its
/// sentence.
const CONDITIONS: [&str; 56] = [
    "once",
    "when",
    "until",
    "till",
    "if",
    "unless",
    "before",
    "after",
    "ensure",
    "verify",
    "should",
    "must",
    "whether",
    "confirm",
    "require",
    "requires",
    "required",
    "need",
    "needs",
    "expect",
    "goal",
    "aim",
    "not",
    "never",
    "nearly",
    "almost",
    "haven",
    "hasn",
    "aren",
    "isn",
    "t",
    "cannot",
    "nobody",
    "will",
    "would",
    "could",
    "may",
    "might",
    "shall",
    "assume",
    "assuming",
    "provided",
    "pending",
    "criteria",
    "criterion",
    "requirement",
    "requirements",
    "prerequisite",
    "prerequisites",
    "condition",
    "conditions",
    "target",
    "targets",
    "want",
    "hope",
    "false",
];

/// Words behind a claim, in its sentence, that take it back.
const LATE_CONDITIONS: [&str; 14] = [
    "once",
    "if",
    "unless",
    "until",
    "till",
    "when",
    "provided",
    "assuming",
    "pending",
    "but",
    "except",
    "excluding",
    "apart",
    "other",
];

/// How an answer begins that says no, behind a claim or in another cell of its row.
const NO: [&str; 27] = [
    "no",
    "not",
    "n",
    "never",
    "false",
    "pending",
    "open",
    "partial",
    "partially",
    "incomplete",
    "missing",
    "outstanding",
    "unresolved",
    "unmet",
    "unknown",
    "fail",
    "failed",
    "failing",
    "failure",
    "todo",
    "tbd",
    "wip",
    "waiting",
    "blocked",
    "planned",
    "nearly",
    "almost",
];

/// The same in two words.
const NOT_NOW: [&str; 4] = ["in progress", "to do", "to be", "on hold"];

/// Icons that say no. Coloured circles tell the severity as often.
const CROSSES: [char; 13] = ['❌', '❎', '✗', '✘', '✖', '⛔', '🚫', '⏳', '⌛', '☐', '🔲', '⬜', '🚧'];

/// Icons that say that what a list asks for is so.
const TICKS: [char; 5] = ['✅', '✔', '☑', '✓', '🎉'];

/// Words of a heading, or of a line that leads to a list, below which stands what is asked for and not what is so.
const ASKED_FOR: [&str; 31] = [
    "definition",
    "criteria",
    "criterion",
    "requirement",
    "requirements",
    "required",
    "prerequisite",
    "prerequisites",
    "condition",
    "conditions",
    "goal",
    "goals",
    "target",
    "targets",
    "objective",
    "objectives",
    "plan",
    "roadmap",
    "next",
    "todo",
    "checklist",
    "before",
    "must",
    "should",
    "needs",
    "need",
    "needed",
    "gate",
    "gates",
    "when",
    "once",
];

/// Words before a number of grave findings that make it one of others than those that are open.
pub(super) const OTHERS: [&str; 9] =
    ["new", "fixed", "resolved", "closed", "accepted", "additional", "target", "maximum", "allowed"];

/// Words before a claim about all findings that leave it one.
const OPENINGS: [&str; 8] = ["there", "are", "is", "and", "now", "so", "today", "currently"];

/// As many bytes before or behind a claim as say what it is about.
const AROUND: usize = 200;

/// The sentence that is being read; claims are asked about in their order, so that each word is read once.
pub(super) struct Sentence<'a, 's> {
    scope: &'a TextScope<'s>,
    at: usize,
    pub(super) said: Said,
    /// The list that is being read stands behind a line that asks for what follows.
    lead: bool,
    /// Levels of the headings above, and whether they are of what is asked for.
    headings: Vec<(usize, bool)>,
}

/// What stands before a claim in its sentence.
#[derive(Default)]
pub(super) struct Said {
    /// A word makes it less than a claim.
    pub(super) conditional: bool,
    /// A word says that it counts others than what is open.
    pub(super) others: bool,
    /// A word asks for something.
    asks: bool,
    /// There are words.
    pub(super) begun: bool,
}

impl<'a, 's> Sentence<'a, 's> {
    /// At the beginning of a text.
    pub(super) fn new(scope: &'a TextScope<'s>) -> Sentence<'a, 's> {
        Sentence { scope, at: 0, said: Said::default(), lead: false, headings: Vec::new() }
    }

    /// Reads what stands before a claim.
    pub(super) fn read_to(&mut self, claim: usize) {
        let Some(ends) = ENDS.as_ref() else {
            return;
        };
        let text = self.scope.text;
        let since = text.get(self.at..claim).unwrap_or_default();
        let mut from = 0;
        for end in ends.find_iter(since) {
            self.read(&since[from..end.start()]);
            let leads =
                self.said.asks && since[from..end.start()].trim_end_matches(['*', '_']).ends_with(':');
            let is_block = end.as_str().contains(['\n', '\r']);
            let rest = text[self.at + end.end()..].trim_start_matches([' ', '\t', '\n', '\r']);
            let is_item = !end.as_str().trim().is_empty() || is_list_item(rest);
            if is_block {
                self.lead = is_item && (leads || self.lead);
            }
            if end.as_str() == "#" {
                self.read_heading(self.at + end.start());
            }
            self.said = Said::default();
            from = end.end();
        }
        self.read(&since[from..]);
        self.at = claim;
    }

    fn read(&mut self, words: &str) {
        self.said.conditional |= words.contains(CROSSES);
        for word in words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let word = word.to_lowercase();
            self.said.conditional |= CONDITIONS.contains(&&*word);
            self.said.others |= OTHERS.contains(&&*word);
            self.said.asks |= ASKED_FOR.contains(&&*word);
            self.said.begun |= !OPENINGS.contains(&&*word);
        }
    }

    /// Takes the heading that a `#` belongs to, if it is the first mark of one.
    fn read_heading(&mut self, at: usize) {
        let (before, rest) = self.scope.text.split_at(at);
        let level = rest.len() - rest.trim_start_matches('#').len();
        let own = behind(rest, level);
        let is_first =
            before.trim_end_matches(' ').chars().next_back().is_none_or(|c| matches!(c, '\n' | '\r'));
        if !is_first || !own.starts_with([' ', '\t']) || self.scope.in_code(Span::new(at, at + level), true) {
            return;
        }
        let line = own.split(['\n', '\r']).next().unwrap_or_default().to_lowercase();
        let mut words = line.split(|c: char| !c.is_alphanumeric());
        let asks = words.any(|word| ASKED_FOR.contains(&word));
        self.headings.retain(|(above, _)| *above < level);
        self.headings.push((level, asks));
    }

    /// True below a heading or a line that tells what is to be.
    pub(super) fn is_asked_for(&self) -> bool {
        self.lead || self.headings.iter().any(|(_, asks)| *asks)
    }
}

/// True for a text that begins with the mark of an item.
fn is_list_item(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let marks: &[char] = if rest.len() < text.len() { &['.', ')'] } else { &['-', '*', '+'] };
    rest.strip_prefix(marks).is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// The rest of a claim's line before and behind it, as far as it can matter.
fn line_around<'t>(text: &'t str, claim: &Match<'_>) -> (&'t str, &'t str) {
    let from = text.floor_char_boundary(claim.start().saturating_sub(AROUND));
    let before = text[from..claim.start()].rsplit(['\n', '\r']).next().unwrap_or_default();
    (before, behind(text, claim.end()).split(['\n', '\r']).next().unwrap_or_default())
}

/// True where its line says that a claim is so: `✅`, `[x]`, a cell `Yes`.
pub(super) fn is_affirmed(text: &str, claim: &Match<'_>) -> bool {
    let (before, after) = line_around(text, claim);
    let is_yes = |cell: &str| matches!(first_word(cell).as_str(), "yes" | "done" | "met" | "true");
    before.contains(TICKS)
        || after.contains(TICKS)
        || before.to_lowercase().contains("[x]")
        || after.split(['|', ':']).skip(1).any(is_yes)
}

/// True where what stands behind a claim, or in another cell of its row, takes it back: `❌`, `: No`, `(pending)`, `once
/// it is done`; and for a question.
pub(super) fn is_denied(text: &str, claim: &Match<'_>) -> bool {
    let rest = behind(text, claim.end());
    let end = ENDS.as_ref().and_then(|ends| ends.find(rest));
    let own = end.map_or(rest, |end| &rest[..end.start()]);
    let mut words = own.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_set_apart = own
        .trim_start_matches(['*', '_', ' ', ')', '"'])
        .starts_with([':', '(', '-', '–', '—', '=', '→', ',']);
    let (before, after) = line_around(text, claim);
    let mut cells = before.split('|').rev().skip(1).chain(after.split('|').skip(1));
    end.is_some_and(|end| end.as_str() == "?")
        || own.contains(CROSSES)
        || is_set_apart && says_no(own)
        || words.any(|word| LATE_CONDITIONS.contains(&&*word.to_lowercase()))
        || cells.any(|cell| cell.contains(CROSSES) || says_no(cell))
}

/// True for an answer that says no.
fn says_no(answer: &str) -> bool {
    let plain = answer.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    NO.contains(&first_word(&plain).as_str()) || NOT_NOW.iter().any(|words| plain.starts_with(words))
}

fn first_word(text: &str) -> String {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    first.unwrap_or_default().to_lowercase()
}

/// What stands behind a claim, as far as it can matter.
pub(super) fn behind(text: &str, end: usize) -> &str {
    let rest = &text[end..];
    &rest[..rest.floor_char_boundary(AROUND.min(rest.len()))]
}

/// True where nothing behind a claim says what of all it is about: `All issues resolved.`, but not `in the editor`.
pub(super) fn ends_its_sentence(text: &str, end: usize) -> bool {
    let rest = behind(text, end);
    let rest = ENDS.as_ref().and_then(|ends| ends.find(rest)).map_or(rest, |found| &rest[..found.start()]);
    let own = rest.split(['(', ',', ':', '–', '—']).next().unwrap_or(rest);
    let next = own.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    next.is_none_or(|word| ["and", "now", "remain", "left", "already"].contains(&&*word.to_lowercase()))
}
