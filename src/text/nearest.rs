//! What a misspelt word was meant to be.

/// The candidate nearest to `word`, where one is near enough to be meant: at most a third of its letters differ.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |s: &str| s.to_lowercase().replace('_', "-");
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
        assert_eq!(one_of("blue", &["open", "partial"]), "use one of `open` or `partial`");
    }
}
