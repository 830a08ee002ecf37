//! What became of a finding, by the words and pictures of a text.

use super::rate::bracketed;
use crate::import::icons;
use crate::import::lexicon::{Lexicon, Topic, is_dense};
use crate::import::model::Status;
use crate::import::scores::{Score, scores};

/// What became of something, by the words of a status.
pub(super) fn status(text: &str, lexicon: &Lexicon) -> Option<Status> {
    let topics = lexicon.topics(text);
    let icon = icons::any_status(text);
    if topics.has(Topic::Accepted) {
        Some(Status::Accepted)
    } else if topics.has(Topic::Partial) {
        Some(Status::Partial)
    } else if topics.has(Topic::Open) && !matches!(icon, Some(Status::Resolved))
        || topics.has(Topic::Resolved) && lexicon.negates(text, Topic::Resolved)
    {
        Some(Status::Open)
    } else if topics.has(Topic::Resolved) {
        // `70 % complete` is not all of it.
        let whole = scores(text).first().and_then(Score::percent).is_none_or(|percent| percent >= 100.0);
        Some(if whole { Status::Resolved } else { Status::Partial })
    } else {
        // A tick after a sentence praises the sentence.
        let few = text.contains(is_dense) || text.split_whitespace().count() <= 4;
        icon.filter(|_| few || icons::leading_status(text).is_some())
    }
}

/// True for the value of a remedy that tells of what was done: `We added a lock`, but not `Add a lock`.
pub(super) fn tells_of_deed(value: &str, lexicon: &Lexicon) -> bool {
    let clause = first_clause(value);
    let denied = lexicon.topics(clause).any(&[Topic::Negation, Topic::Later]);
    let near: Vec<&str> = clause.split_whitespace().take(4).collect();
    let near = lexicon.topics(&near.join(" ")).has(Topic::DoneVerb);
    let says = lexicon.begins(clause, Topic::DoneVerb)
        || near && lexicon.begins(clause, Topic::Doer)
        || clause.contains(is_dense) && lexicon.topics(clause).has(Topic::DoneVerb);
    says && !denied
}

/// What became of something, by a word that stands out in its text: in brackets, in capitals, or at the beginning of
/// what follows a dash or a full stop, as in `… - fixed in 2.1`.
pub(super) fn marked_status(text: &str, lexicon: &Lexicon) -> Option<Status> {
    let of = |part: &str| {
        let topics = lexicon.topics(part);
        if topics.has(Topic::Accepted) {
            Some(Status::Accepted)
        } else if topics.any(&[Topic::Open, Topic::Later]) || lexicon.negates(part, Topic::Resolved) {
            None
        } else if topics.has(Topic::Partial) {
            Some(Status::Partial)
        } else if topics.has(Topic::Resolved) {
            Some(Status::Resolved)
        } else {
            None
        }
    };
    let words =
        |part: &str| part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    let few = |part: &&str| words(part) <= 3;
    let bracket = bracketed(text).filter(few).find_map(of);
    let capitals = || {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        let mut runs = words.split(|word| !word.chars().all(char::is_uppercase));
        let says = |run: &&[&str]| run.iter().any(|word| word.len() >= 4 && of(word).is_some());
        // `NOT CONFIGURED` says the opposite of its last word.
        runs.find(says).and_then(|run| of(&run.join(" ")))
    };
    let begins = || parts(text).filter_map(|part| begins_with(part, lexicon)).find_map(of);
    // `… - Status: fixed in 2.1`
    let labelled = || {
        let (label, value) = last_part(text).and_then(|last| last.rsplit_once([':', '\u{FF1A}']))?;
        lexicon.is(label, Topic::StatusLabel).then(|| status(value, lexicon)).flatten()
    };
    bracket
        .or_else(labelled)
        .or_else(|| last_part(text).filter(few).and_then(of))
        .or_else(capitals)
        .or_else(begins)
}

/// What follows the last dash, or else the last colon, of a text.
fn last_part(text: &str) -> Option<&str> {
    [" - ", " – ", " — ", ": "].iter().find_map(|mark| text.rsplit_once(mark)).map(|(_, last)| last)
}

/// What follows each dash and each full stop of a text.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let marks = [" - ", " – ", " — ", "——", ". ", "\u{3002}"];
    marks.into_iter().flat_map(|mark| text.split(mark).skip(1))
}

/// The first words of a part, where the first of them is of a status.
pub(super) fn begins_with<'t>(part: &'t str, lexicon: &Lexicon) -> Option<&'t str> {
    let part = icons::undecorated(part);
    let dense = part.contains(is_dense);
    let end = part.find(['.', ',', ';', ':', '(', '\u{FF08}', '\u{FF0C}']).unwrap_or(part.len());
    let clause = &part[..end];
    let first = clause.split_whitespace().next()?;
    let known = lexicon.topics(first).any(&[Topic::Resolved, Topic::Partial]);
    let few = if dense { clause.chars().count() <= 16 } else { clause.split_whitespace().count() <= 5 };
    (known && few).then_some(clause)
}

/// True for a value that says what became of something with its first words, or says little else: `Not yet fixed`.
pub(super) fn begins(value: &str, lexicon: &Lexicon) -> bool {
    let first = value.split(['.', ',', ';', '(', '\u{FF08}']).next().unwrap_or(value);
    let dense = value.contains(is_dense);
    let few = if dense { first.chars().count() <= 12 } else { first.split_whitespace().count() <= 3 };
    let word = first.split_whitespace().next().map(|word| lexicon.topics(word)).unwrap_or_default();
    few || icons::leading_status(value).is_some()
        || word.any(&[Topic::Resolved, Topic::Partial, Topic::Accepted])
}

/// The first clause of a cell or a value.
pub(super) fn first_clause(text: &str) -> &str {
    let marks = ['(', ',', ';', ':', '.', '—', '–', '\u{FF08}', '\u{FF0C}', '\u{3002}'];
    let clauses = text.split(marks).flat_map(|part| part.split(" - ")).map(icons::undecorated);
    clauses.into_iter().find(|clause| !clause.is_empty()).unwrap_or(text)
}

/// True for a state that says that something lacks or does not do what it should: a cross, `Missing`, `Not verified`, or
/// a `No` where the head of its column asks for the good.
pub(super) fn lacks(cell: &str, asks: bool, lexicon: &Lexicon) -> bool {
    let clause = first_clause(cell);
    let topics = lexicon.topics(clause);
    match icons::leading_status(cell) {
        Some(Status::Resolved) => false,
        // `⚠️ Good` warns of nothing, and `⚠️ Exception` of nothing that lacks.
        Some(_) => {
            let says =
                [Topic::Open, Topic::Partial, Topic::Gaps, Topic::Negation, Topic::Target, Topic::Resolved];
            let crossed = !cell.contains('⚠') || !clause.contains(char::is_alphabetic);
            let well =
                topics.any(&[Topic::Passed, Topic::Accepted]) && !lexicon.negates(clause, Topic::Passed);
            !well && (crossed || topics.any(&says))
        }
        None => {
            // `Leaks | None` and `Open ports | No` say that something bad is not there.
            let absent = lexicon.begins(clause, Topic::Absence);
            let well = topics.any(&[Topic::Passed, Topic::Resolved]);
            let applies = !topics.any(&[Topic::Inapplicable, Topic::Mild]);
            let denied = applies
                && (topics.has(Topic::Negation) || absent && well && !lexicon.is(clause, Topic::Nothing));
            let bad = topics.any(&[Topic::Open, Topic::Partial]) || topics.has(Topic::Gaps) && !well;
            let answered = asks && lexicon.is(clause, Topic::Absence);
            clause.split_whitespace().count() <= 6 && (answered || denied || bad && !absent)
        }
    }
}

/// True for a text that only says what became of what follows it: `TODO`, `Not started`.
pub(super) fn only_states(text: &str, lexicon: &Lexicon) -> bool {
    let plain = icons::undecorated(text);
    [Topic::Open, Topic::Partial, Topic::Resolved].iter().any(|topic| lexicon.is(plain, *topic))
}

/// True where a title ends with a word that it passed: `Backups — PASS`, `Restore: passed`, `Logs (OK)`.
pub(super) fn marked_passed(text: &str, lexicon: &Lexicon) -> bool {
    let ends = |part: &str| lexicon.is(icons::undecorated(part), Topic::Passed);
    last_part(text).is_some_and(ends)
        || text.ends_with([')', ']']) && bracketed(text).last().is_some_and(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_state_what_became_of_them_where_it_stands_out() {
        let lexicon = Lexicon::new();
        for open in [
            "Not yet fixed",
            "Not addressed",
            "To be fixed",
            "To be implemented",
            "Never resolved",
            "Nicht behoben",
            "Noch nicht erledigt",
        ] {
            assert_eq!(status(open, &lexicon), Some(Status::Open), "{open}");
        }
        let status = |text| marked_status(text, &lexicon).map(Status::id);
        assert_eq!(status("Backups - FIXED"), Some("resolved"));
        assert_eq!(status("Backups (partially done)"), Some("partial"));
        assert_eq!(status("Backups are done by hand"), None);
        assert_eq!(status("Backups not kept FIXED"), Some("resolved"));
        assert_eq!(status("Backups fail - Status: fixed in spring"), Some("resolved"));
        assert_eq!(status("Backups NOT CONFIGURED"), None);
    }
}
