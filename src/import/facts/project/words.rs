//! What is left of a text without the words that titles of reports are made of.

use crate::import::lexicon::{Lexicon, Topic, is_dense};

/// True for a version: `v2`, `5.0.0-rc.1`, `Ver.1.8`.
pub(super) fn is_number(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let number = word.strip_prefix("Ver.").unwrap_or(word.strip_prefix(['v', 'V']).unwrap_or(word));
    number.starts_with(|c: char| c.is_ascii_digit()) && (number.len() < word.len() || number.contains('.'))
}

/// True for a year: `(July 2026)`.
fn is_year(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.len() == 4 && bare.starts_with("20") && bare.chars().all(|c| c.is_ascii_digit())
}

/// True for a word that any title of a report may have, also one that is put together: `production-readiness`,
/// `pre-launch`.
fn is_of_titles(word: &str, lexicon: &Lexicon) -> bool {
    let single = |word: &str| {
        word.is_empty()
            || lexicon.is(word, Topic::ReportWord)
            || lexicon.is(word, Topic::PlanStart)
            || lexicon.is(word, Topic::Holder)
            || word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '/'))
            || is_number(word)
    };
    let mut parts = word.split(['-', '/']);
    let ends = [parts.next(), parts.next_back()];
    let tells = ends.iter().flatten().any(|part| lexicon.is(part, Topic::CompoundPart));
    single(word)
        || ends[1].is_some() && tells && !word.contains(|c: char| c.is_ascii_digit())
        || word.split(['-', '/']).all(|part| !part.is_empty() && single(part))
}

/// A text without the words of titles at its ends; nothing where nothing is left.
pub(super) fn trim_words(text: &str, lexicon: &Lexicon) -> Option<String> {
    let spaced =
        if text.contains(' ') { text.to_owned() } else { text.replace('_', " ").replace(".md", " md") };
    let spaced = dense_apart(&spaced, lexicon);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let dated = words.iter().any(|word| is_year(word));
    let is_filler = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        is_of_titles(bare, lexicon) || dated && lexicon.month(bare).is_some()
    };
    // `App Store` is a place of publication, not the store of an app.
    let paired = |at: usize| {
        let pair = |from: usize| {
            words.get(from..from + 2).is_some_and(|two| lexicon.is(&two.join(" "), Topic::Place))
        };
        pair(at) || at.checked_sub(1).is_some_and(pair)
    };
    let words: Vec<&str> =
        words.iter().enumerate().filter(|(at, _)| !paired(*at)).map(|(_, word)| *word).collect();
    let (from, to) = place(&words, is_filler, lexicon)?;
    // What is left between two runs of such words is often one more of them.
    let kept = &words[from..=to];
    let fillers = kept.iter().filter(|word| is_filler(word) && !lexicon.is(word, Topic::Kind)).count();
    if fillers * 2 > kept.len() || kept.len() > 6 {
        return None;
    }
    let name = kept.join(" ");
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '+' | '#' | '!'));
    let name = if name.contains('(') { name } else { name.trim_end_matches(')') };
    let mut others = words[..from].iter().chain(&words[to + 1..]);
    let starts = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || !c.is_ascii())
        || text.trim() == name
        || from == 0 && is_identifier(name)
        || others.all(|word| is_number(word));
    // `M2` numbers a milestone.
    let (letter, number) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    let numbers = letter.starts_with(char::is_uppercase) && number.chars().all(|c| c.is_ascii_digit());
    let fits = (2..=60).contains(&name.chars().count());
    (starts && !numbers && fits && !is_generic(name, lexicon)).then(|| name.to_owned())
}

/// Where a name stands among the words of a title, the first and the last word of it.
fn place(words: &[&str], is_filler: impl Fn(&&str) -> bool, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let mut from = words.iter().position(|word| !is_filler(word))?;
    // `Sistema Harbour` is the system Harbour.
    let begins_generic = |word: &str| lexicon.is(word, Topic::Project);
    if from + 1 < words.len() && begins_generic(words[from]) && !is_filler(&words[from + 1]) {
        from += 1;
    }
    let mut to = words.iter().rposition(|word| !is_filler(word))?;
    // `Harbour Gate Production Readiness & Comfort Audit`: what the report is about is no part of the name before it.
    let about = |at: &usize| {
        let pair = words.get(*at..at + 2).unwrap_or_default();
        pair.len() == 2
            && pair.iter().all(&is_filler)
            && lexicon.topics(&pair.join(" ")).has(Topic::Readiness)
    };
    if let Some(end) = (from + 1..to).find(about) {
        to = words[..end].iter().rposition(|word| !is_filler(word)).unwrap_or(to);
    }
    // `Harbour Dashboard` is a name, a dashboard alone is none.
    while words.get(to + 1).is_some_and(|word| lexicon.is(word, Topic::Kind)) {
        to += 1;
    }
    let joins = |word: &str| word == "&" || lexicon.is(word, Topic::Joint);
    // `Missing parts & critical features` says what the report is of.
    let joined = words.get(to + 1).is_some_and(|word| joins(word));
    if joined && words[to + 2..].iter().any(|word| lexicon.is(word, Topic::Collection)) {
        return None;
    }
    // `Readiness audit & cost review`, `Cost & readiness review`: what is joined with words of titles is one more subject.
    if from > 1 && joins(words[from - 1]) {
        return None;
    }
    if to + 2 < words.len() && joins(words[to + 1]) && is_filler(&words[to + 2]) {
        // `Comfort final review & audit` is all of what was looked at.
        to = to.checked_sub(1).filter(|last| *last >= from && !is_filler(&words[*last]))?;
    }
    // `Comfort vs safety`: two things are weighed, neither is the project.
    if words[from..=to].iter().any(|word| lexicon.is(word, Topic::Versus)) {
        return None;
    }
    // `Production SEO audit`: what stands between such words says what was looked at.
    let step = |word: &str| lexicon.is(word, Topic::Goal) && lexicon.is(word, Topic::Subject);
    if from > 0 && step(words[from - 1]) && to + 1 < words.len() {
        return None;
    }
    Some((from, to))
}

/// True for the name of a package or a host: `harbour-api`, `harbour.example`.
pub(super) fn is_identifier(name: &str) -> bool {
    name.is_ascii() && !name.contains(' ') && name.trim_matches(['-', '.', '_']).contains(['-', '.', '_'])
}

/// What stands before the words of titles in a script without spaces.
fn dense_apart(text: &str, lexicon: &Lexicon) -> String {
    let starts_word = |at: usize| {
        let rest: Vec<char> = text[at..].chars().take(6).collect();
        (2..=rest.len()).any(|n| lexicon.is(&rest[..n].iter().collect::<String>(), Topic::ReportWord))
    };
    let mut places = text.char_indices().filter(|(_, c)| is_dense(*c)).map(|(at, _)| at);
    places.find(|at| starts_word(*at)).map_or(text, |at| &text[..at]).to_owned()
}

/// What words are of that name nothing by themselves.
const GENERIC: [Topic; 7] = [
    Topic::Area,
    Topic::Project,
    Topic::Advised,
    Topic::Collection,
    Topic::CommonWord,
    Topic::Kind,
    Topic::Holder,
];

/// True for a name that any report could have.
pub(super) fn is_generic(name: &str, lexicon: &Lexicon) -> bool {
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| {
        lexicon.is(word, Topic::ReportWord)
            || GENERIC.iter().any(|topic| lexicon.is(word, *topic))
            || lexicon.topics(word).any(&[Topic::Summary, Topic::Conclusion, Topic::Ready, Topic::Participle])
            || word.chars().all(|c| c.is_ascii_digit())
    })
}
