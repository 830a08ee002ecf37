//! Verdicts as lines of the body put them into words.

use crate::model::Verdict;

/// Names of a line that is answered by yes or no.
const QUESTIONS: [&str; 2] = ["production ready", "ready for production"];

/// Words after `ready` that make less of it.
const CAVEATS: [&str; 14] = [
    "condition",
    "conditions",
    "caveat",
    "caveats",
    "once",
    "after",
    "if",
    "except",
    "but",
    "pending",
    "when",
    "until",
    "unless",
    "provided",
];

/// The verdict that the value of a line of that name begins with; `None` for words that are none.
pub(super) fn verdict_of(name: &str, value: &str) -> Option<Verdict> {
    let lower = value.to_lowercase();
    let words = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let phrase = words.split(|c: char| !c.is_alphanumeric() && c != ' ' && c != '-').next()?;
    let phrase = phrase.split(" - ").next()?.replace('-', " ");
    let is_question = QUESTIONS.contains(&name);
    let verdict = match phrase.trim() {
        "ready" | "production ready" | "ready for production" | "ready to launch" | "go" => Verdict::Ready,
        "yes" if is_question => Verdict::Ready,
        "no" | "not yet" if is_question => Verdict::NotReady,
        "" if is_question && value.contains('✅') => Verdict::Ready,
        "" if is_question && value.contains('❌') => Verdict::NotReady,
        "conditional" | "conditionally ready" | "ready with conditions" | "conditional go" => {
            Verdict::Conditional
        }
        "incomplete" => Verdict::Incomplete,
        "no go" => Verdict::NotReady,
        phrase => {
            let denied = ["not ready", "not yet ready", "not production ready", "not yet production ready"];
            let begins = |denial: &str| {
                phrase.strip_prefix(denial).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            };
            denied.into_iter().any(begins).then_some(Verdict::NotReady)?
        }
    };
    let mut rest = words.split(|c: char| !c.is_alphanumeric());
    // Less than ready, but nobody can tell how much.
    let is_limited = verdict == Verdict::Ready && rest.any(|word| CAVEATS.contains(&word));
    (!is_limited).then_some(verdict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_meant_or_not_at_all() {
        use Verdict::{Conditional, Incomplete, NotReady, Ready};
        for (name, value, verdict) in [
            ("verdict", "✅ READY", Some(Ready)),
            ("verdict", "Production-ready!", Some(Ready)),
            ("verdict", "GO", Some(Ready)),
            ("verdict", "Ready with conditions", Some(Conditional)),
            ("verdict", "Incomplete - answers are missing", Some(Incomplete)),
            ("status", "❌ NOT READY", Some(NotReady)),
            ("status", "Not ready for production (yet)", Some(NotReady)),
            ("verdict", "NO-GO", Some(NotReady)),
            ("production ready", "Yes", Some(Ready)),
            ("production ready", "No, see below", Some(NotReady)),
            ("production ready", "❌", Some(NotReady)),
            ("verdict", "Yes", None),
            ("verdict", "Ready, once the backups are restored", None),
            ("verdict", "Ready (but see Security)", None),
            ("verdict", "Nearly ready", None),
            ("verdict", "as last time", None),
            ("status", "Open", None),
            ("status", "Going", None),
        ] {
            assert_eq!(verdict_of(name, value), verdict, "{name}: {value}");
        }
    }
}
