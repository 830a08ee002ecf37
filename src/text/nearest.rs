//! What a misspelt word was meant to be.

/// The candidate nearest to `word`, where one is near enough to be meant: at most a third of its letters differ.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = plain(word);
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word, &plain(candidate)), candidate))
        .filter(|(distance, candidate)| {
            *distance <= candidate.chars().count().div_ceil(3) && *distance < word.chars().count()
        })
        .min_by(std::cmp::Ord::cmp)
        .map(|(_, candidate)| candidate)
}

/// The candidate that `word` is a mere slip of: one is nearer than all others, and no digit differs, since another
/// number is another thing.
pub fn slip_of<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let right = nearest(word, candidates.clone())?;
    let second = nearest(word, candidates.into_iter().filter(|candidate| *candidate != right));
    let distance = |candidate: &str| strsim::osa_distance(&plain(word), &plain(candidate));
    let alone = second.is_none_or(|second| distance(second) > distance(right));
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<String>();
    (alone && digits(word) == digits(right)).then_some(right)
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
        assert_eq!(one_of("blue", &["open", "partial"]), "use one of `open` or `partial`");
    }
}
