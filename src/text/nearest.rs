//! What a misspelt word was meant to be.

/// What makes of a word its opposite when it stands before it.
const NEGATIONS: [&str; 9] = ["un", "no", "non", "not", "in", "im", "dis", "mis", "by"];

/// Longest word, in bytes, that is compared: what a comparison takes grows with the square of it.
const LONGEST: usize = 500;

/// The candidate nearest to `word`, where one is near enough to be meant: at most a third of its letters differ, or it
/// is the only one that begins so. Its opposite never is.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = plain(word);
    let candidates = candidates.into_iter().filter(|candidate| candidate.len() <= LONGEST);
    let near = candidates.filter(|candidate| !is_opposite(&word, &plain(candidate)));
    let all: Vec<(usize, &str)> =
        near.map(|candidate| (strsim::osa_distance(&word, &plain(candidate)), candidate)).collect();
    let begins = |(_, candidate): &&(usize, &str)| word.len() >= 4 && plain(candidate).starts_with(&word);
    let mut begun = all.iter().filter(begins);
    if let (Some((_, only)), None) = (begun.next(), begun.next()) {
        return Some(only);
    }
    let close = |(distance, candidate): &&(usize, &str)| {
        *distance <= candidate.chars().count().div_ceil(3) && *distance < word.chars().count()
    };
    all.iter().filter(close).min().map(|(_, candidate)| *candidate)
}

/// True where one word is the other after a negation: `unresolved` is no slip of `resolved`.
fn is_opposite(word: &str, candidate: &str) -> bool {
    let negates = |long: &str, short: &str| {
        let before = long.strip_suffix(short).map(|before| before.trim_end_matches([' ', '-']));
        before.is_some_and(|before| NEGATIONS.contains(&before))
    };
    negates(word, candidate) || negates(candidate, word)
}

/// The candidate that `word` is a mere slip of: it begins with the same letter, one letter differs or two of a long word,
/// no other candidate is as near, and no digit differs, since another number is another thing. This is what is put in
/// place of a key without asking, so that it must never be another word.
pub fn slip_of<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let right = nearest(word, candidates.clone())?;
    let second = nearest(word, candidates.into_iter().filter(|candidate| *candidate != right));
    let distance = |candidate: &str| strsim::osa_distance(&plain(word), &plain(candidate));
    let alone = second.is_none_or(|second| distance(second) > distance(right));
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<String>();
    let first = |text: &str| plain(text).chars().next();
    let slips = if right.chars().count() < 8 { 1 } else { 2 };
    let is_slip = distance(right) <= slips && first(word) == first(right);
    (alone && is_slip && digits(word) == digits(right)).then_some(right)
}

/// The candidate that `word` is but for capitals and for what stands between its words: `Not Ready` is `not-ready`. This
/// alone is put in place of what somebody states without asking.
pub fn respelled<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let joined = |text: &str| plain(text).replace(['-', ' '], "");
    let word = Some(joined(word)).filter(|word| !word.is_empty() && word.len() <= LONGEST)?;
    let mut same = candidates.into_iter().filter(|candidate| joined(candidate) == word);
    same.next().filter(|_| same.next().is_none())
}

/// What does not count as a difference of spelling is made equal.
fn plain(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

/// A help text: the nearest candidate to `word`, or else the whole list.
pub fn one_of(word: &str, candidates: &[&str]) -> String {
    match nearest(word, candidates.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let all: Vec<String> = candidates.iter().map(|c| format!("`{c}`")).collect();
            match all.split_last() {
                Some((last, rest)) if !rest.is_empty() => format!("use one of {} or {last}", rest.join(", ")),
                _ => format!("use {}", all.join("")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_understood_and_another_word_is_not() {
        assert_eq!(nearest("sevrity", ["status", "severity"]), Some("severity"));
        assert_eq!(nearest("Approved_By", ["approved-by"]), Some("approved-by"));
        assert_eq!(nearest("colour", ["status", "severity"]), None);
        assert_eq!(slip_of("sevrity", ["status", "severity"]), Some("severity"));
        assert_eq!(slip_of("PASS", ["pass", "fail"]), Some("pass"));
        assert_eq!(slip_of("lgo", ["log", "cat"]), Some("log"), "turned letters are one slip");
        assert_eq!(slip_of("cat", ["car", "can"]), None, "two are as near");
        assert_eq!(slip_of("1.0.3", ["1.0.1"]), None, "another number is another thing");
        for (other, candidates) in [
            ("unready", ["ready", "conditional"]),
            ("nopass", ["pass", "fail"]),
            ("bypass", ["pass", "fail"]),
            ("part", ["pass", "partial"]),
            ("unresolved", ["open", "resolved"]),
            ("unconditional", ["conditional", "ready"]),
            ("complete", ["incomplete", "ready"]),
            ("night", ["high", "low"]),
            ("known", ["unknown", "pass"]),
        ] {
            assert_eq!(slip_of(other, candidates), None, "{other}");
        }
        assert_eq!(respelled("Not_Ready", ["ready", "not-ready"]), Some("not-ready"));
        assert_eq!(respelled("ratelimiting", ["rate-limiting", "tls"]), Some("rate-limiting"));
        assert_eq!(respelled("ab", ["a-b", "a_b"]), None, "two are the same");
        for other in ["past", "app-auth", "pas", "", "--"] {
            assert_eq!(respelled(other, ["pass", "api-auth", ""]), None, "{other}");
        }
        assert_eq!(nearest("unresolved", ["open", "resolved"]), None, "nobody meant the opposite");
        assert_eq!(nearest("part", ["pass", "partial"]), Some("partial"));
        assert_eq!(one_of("blue", &["open", "partial"]), "use one of `open` or `partial`");
    }
}
