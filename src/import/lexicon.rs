//! The words by which a report says what it says, in every language at once; `words/<language>.toml` holds them.

use std::collections::{BTreeMap, HashMap};

use aho_corasick::{AhoCorasick, MatchKind};

pub use super::letters::is_dense;
use super::letters::{normal, normal_within, traditional};
pub use super::topics::{Topic, Topics};

/// The languages, each a file of words.
const LANGUAGES: [(&str, &str); 13] = [
    ("ar", include_str!("words/ar.toml")),
    ("de", include_str!("words/de.toml")),
    ("en", include_str!("words/en.toml")),
    ("es", include_str!("words/es.toml")),
    ("fr", include_str!("words/fr.toml")),
    ("id", include_str!("words/id.toml")),
    ("it", include_str!("words/it.toml")),
    ("ja", include_str!("words/ja.toml")),
    ("ko", include_str!("words/ko.toml")),
    ("pt", include_str!("words/pt.toml")),
    ("ru", include_str!("words/ru.toml")),
    ("tr", include_str!("words/tr.toml")),
    ("zh", include_str!("words/zh.toml")),
];

/// The language whose words are written in one of its two scripts, and looked for in both.
const TWO_SCRIPTS: &str = "zh";

/// What the id of a list of names of one category begins with; the category's id follows.
const AREA: &str = "area-";

/// The words of all languages, ready to be looked for.
pub struct Lexicon {
    words: AhoCorasick,
    topics: Vec<Topic>,
    /// What each word touches where it is all of a text.
    whole: HashMap<String, Topics>,
    /// The length of the longest word, in bytes.
    longest: usize,
    months: BTreeMap<String, i8>,
    areas: BTreeMap<String, String>,
}

impl Lexicon {
    /// Reads the words of all languages.
    pub fn new() -> Lexicon {
        let (mut patterns, mut topics) = (Vec::new(), Vec::new());
        let (mut months, mut areas) = (BTreeMap::new(), BTreeMap::new());
        for (language, text) in LANGUAGES {
            for (id, mut words) in lists(text) {
                if language == TWO_SCRIPTS {
                    words.extend(words.iter().flat_map(|word| traditional(word)).collect::<Vec<_>>());
                }
                if let Some(month) = id.strip_prefix("month-").and_then(|n| n.parse().ok()) {
                    months.extend(words.into_iter().map(|word| (word, month)));
                } else if let Some(area) = id.strip_prefix(AREA) {
                    areas.extend(words.into_iter().map(|word| (word, area.to_owned())));
                } else if let Some((_, topic)) = Topic::ALL.iter().find(|(known, _)| *known == id) {
                    topics.extend(words.iter().map(|_| *topic));
                    patterns.extend(words.iter().map(|word| pattern(word)));
                }
            }
        }
        // The words are ours; an automaton over them cannot fail to be built.
        let build =
            |patterns: &[String]| AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns);
        let words = build(&patterns).or_else(|_| build(&[]));
        let mut whole: HashMap<String, Topics> = HashMap::with_capacity(patterns.len());
        for (pattern, topic) in patterns.iter().zip(&topics) {
            let all = whole.entry(pattern.trim().to_owned()).or_default();
            *all = all.with(Topics::of(*topic));
        }
        let longest = whole.keys().map(String::len).max().unwrap_or_default();
        match words {
            Ok(words) => Lexicon { words, topics, whole, longest, months, areas },
            Err(_) => unreachable!("an automaton without words"),
        }
    }

    /// What a text touches.
    pub fn topics(&self, text: &str) -> Topics {
        self.topics_of_normal(&normal(text))
    }

    fn topics_of_normal(&self, normal: &str) -> Topics {
        let hits = self.words.find_overlapping_iter(normal);
        hits.fold(Topics::default(), |all, hit| all.with(Topics::of(self.topics[hit.pattern().as_usize()])))
    }

    /// What a text touches, with all that touches `noise` cut out of it first.
    pub fn topics_without(&self, text: &str, noise: Topic) -> Topics {
        self.topics_with_and_without(text, noise).1
    }

    /// What a text touches, and what it touches with all that touches `noise` cut out of it first.
    pub fn topics_with_and_without(&self, text: &str, noise: Topic) -> (Topics, Topics) {
        let normal = normal(text);
        let mut all = Topics::default();
        let (mut cuts, mut whole) = (Vec::new(), Vec::new());
        for hit in self.words.find_overlapping_iter(&normal) {
            let topic = self.topics[hit.pattern().as_usize()];
            all = all.with(Topics::of(topic));
            if topic == noise {
                cuts.push((hit.start(), hit.end()));
            }
            // `Should not go live` says more than the words `go live` that are a part of it.
            if matches!(topic, Topic::NotReady | Topic::Conditional | Topic::Ready | Topic::Critical) {
                whole.push(hit);
            }
        }
        cuts.retain(|(start, end)| {
            let within = |hit: &aho_corasick::Match| {
                hit.start() <= *start && hit.end() >= *end && hit.len() > end - start
            };
            !whole.iter().any(within)
        });
        if cuts.is_empty() {
            return (all, all);
        }
        cuts.sort_unstable();
        let mut kept = String::with_capacity(normal.len());
        let mut from = 0;
        for (start, end) in cuts {
            if start >= from {
                kept.push_str(&normal[from..start]);
                kept.push(' ');
                from = end;
            }
        }
        kept.push(' ');
        kept.push_str(&normal[from.min(normal.len())..]);
        kept.push(' ');
        (all, self.topics_of_normal(&kept))
    }

    /// True where a single word is of this topic.
    pub fn is(&self, word: &str, topic: Topic) -> bool {
        let normal = normal_within(word, self.longest + 2);
        let known = normal.and_then(|normal| self.whole.get(normal.trim()).copied());
        known.is_some_and(|topics| topics.has(topic))
    }

    /// The words of a topic that a text has, as far as they are one of those looked for; the first of them.
    pub fn first(&self, text: &str, topic: Topic) -> Option<String> {
        let normal = normal(text);
        let place = self.hits(&normal, topic).map(|hit| (hit.start(), hit.end())).min()?;
        Some(normal[place.0..place.1].trim().to_owned())
    }

    /// True where words of these topics are all that a text says.
    pub fn covers(&self, text: &str, topics: &[Topic]) -> bool {
        let normal = normal(text);
        let mut places: Vec<_> = topics
            .iter()
            .flat_map(|topic| self.hits(&normal, *topic).map(|hit| (hit.start(), hit.end())))
            .collect();
        places.sort_unstable();
        let mut end = 0;
        let gap = |from: usize, to: usize| normal.get(from..to).is_some_and(|part| !part.trim().is_empty());
        let open = places.into_iter().any(|(start, stop)| {
            let open = start > end && gap(end, start);
            end = end.max(stop);
            open
        });
        !open && !gap(end, normal.len())
    }

    /// True for a text that begins with words of a topic.
    pub fn begins(&self, text: &str, topic: Topic) -> bool {
        // Before the first word stands a space, which belongs to words of scripts that have one.
        self.hits(&normal(text), topic).any(|hit| hit.start() <= 1)
    }

    /// True for a text whose last word is of a topic.
    pub fn last_word_is(&self, text: &str, topic: Topic) -> bool {
        text.split_whitespace().next_back().is_some_and(|last| self.is(last, topic))
    }

    /// Where words of a topic stand in a text that was made normal.
    pub(super) fn hits<'t>(
        &'t self,
        normal: &'t str,
        topic: Topic,
    ) -> impl Iterator<Item = aho_corasick::Match> + 't {
        let hits = self.words.find_overlapping_iter(normal);
        hits.filter(move |hit| self.topics[hit.pattern().as_usize()] == topic)
    }

    /// The id of the category that a name in any language is of.
    pub fn area(&self, name: &str) -> Option<&str> {
        self.areas.get(normal(name).trim()).map(String::as_str)
    }

    /// The number of the month of that name.
    pub fn month(&self, name: &str) -> Option<i8> {
        self.months.get(normal(name).trim()).copied()
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Lexicon::new()
    }
}

/// The lists of one file of words.
fn lists(text: &str) -> BTreeMap<String, Vec<String>> {
    match toml::from_str(text) {
        Ok(lists) => lists,
        // Each file is ours, and a test reads them all.
        Err(_) => unreachable!("a file of words that is no list of lists"),
    }
}

/// The words of one topic in all languages, for patterns.
pub(super) fn words(topic: Topic) -> Vec<String> {
    let id = Topic::ALL.iter().find(|(_, known)| *known == topic).map_or("", |(id, _)| id);
    LANGUAGES.iter().flat_map(|(_, text)| lists(text).remove(id).unwrap_or_default()).collect()
}

/// A word as it is looked for: with its boundaries, unless its script has none or it ends with `*`.
fn pattern(word: &str) -> String {
    if word.contains(is_dense) {
        return word.to_lowercase();
    }
    match word.strip_suffix('*') {
        Some(stem) => format!(" {stem}"),
        None => format!(" {word} "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_words_uses_known_topics_and_english_all_of_them() {
        for (language, text) in LANGUAGES {
            let lists: BTreeMap<String, Vec<String>> = toml::from_str(text).unwrap();
            for (id, words) in &lists {
                let known = Topic::ALL.iter().any(|(known, _)| known == id);
                let all: std::collections::BTreeSet<&String> = words.iter().collect();
                assert_eq!(all.len(), words.len(), "{language}: {id} names a word twice");
                let month =
                    id.strip_prefix("month-").is_some_and(|n| (1..=12).contains(&n.parse().unwrap_or(0)));
                let rubric = include_str!("../../rubrics/production@1.toml");
                let area =
                    id.strip_prefix(AREA).is_some_and(|area| rubric.contains(&format!("id = \"{area}\"")));
                assert!(known || month || area, "{language}: {id}");
                for word in words {
                    let shape = word.trim_end_matches('*');
                    assert_eq!(normal(shape).trim(), shape, "{language}: {id}: write it as it is looked for");
                }
            }
            let dates = lists.contains_key("date-label") && lists.contains_key("month-12");
            assert!(dates, "{language} lacks dates");
            for id in ["ready", "not-ready", "critical", "gaps", "version-label", "overall"] {
                assert!(lists.contains_key(id), "{language} lacks {id}");
            }
            if language == "en" {
                for (id, _) in Topic::ALL {
                    assert!(lists.contains_key(*id), "English lacks {id}");
                }
            }
        }
    }

    #[test]
    fn words_have_boundaries_where_their_script_has() {
        let words = Lexicon::new();
        assert!(words.topics("Status: NOT-READY!").has(Topic::NotReady));
        assert!(words.topics("系统未就绪。").has(Topic::NotReady));
        assert!(words.topics("系統未就緒。").has(Topic::NotReady));
        assert!(words.topics("프로젝트는 준비되지 않았습니다.").has(Topic::NotReady));
        assert!(words.topics("النظامُ غيرُ جاهزٍ للإنتاج").has(Topic::NotReady));
        assert!(!words.topics("highlight").has(Topic::High));
        assert!(words.topics("vulnerabilities").has(Topic::Gaps));
        assert_eq!(words.month("Septiembre"), Some(9));
        let noise = words.topics_without("Go/No-Go decision", Topic::VerdictNoise);
        assert!(!noise.has(Topic::NotReady) && !noise.has(Topic::Ready));
    }
}
