//! The words by which a report says what it says, in every language at once; `words/<language>.toml` holds them.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

/// The languages, each a file of words.
const LANGUAGES: [(&str, &str); 9] = [
    ("de", include_str!("words/de.toml")),
    ("en", include_str!("words/en.toml")),
    ("es", include_str!("words/es.toml")),
    ("fr", include_str!("words/fr.toml")),
    ("it", include_str!("words/it.toml")),
    ("ja", include_str!("words/ja.toml")),
    ("pt", include_str!("words/pt.toml")),
    ("ru", include_str!("words/ru.toml")),
    ("zh", include_str!("words/zh.toml")),
];

/// How far, in bytes, a negation reaches.
const NEAR: usize = 24;

macro_rules! topics {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What a word tells.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Topic { $($(#[$doc])* $name,)* }

        impl Topic {
            const ALL: &[(&'static str, Topic)] = &[$(($id, Topic::$name),)*];
        }
    };
}

topics! {
    /// Label of a date.
    Date = "date-label",
    /// Label of another day than the report's.
    OtherDate = "other-date-label",
    /// Label of the version that is assessed.
    Version = "version-label",
    /// Label of the document's own version.
    OwnVersion = "document-version-label",
    /// Label of the project's name.
    Project = "project-label",
    /// What a project can be, at the end of its name.
    Kind = "kind",
    /// Label of what is looked at.
    Scope = "scope-label",
    /// Label of the verdict.
    VerdictLabel = "verdict-label",
    /// Label of a status.
    StatusLabel = "status-label",
    /// Label of a score.
    Score = "score",
    /// Says that a score is the one of all.
    Overall = "overall",
    /// Says that a score is the report's subject: readiness.
    Readiness = "readiness",
    /// Says that a number is wanted, not reached.
    Target = "target",
    /// Says that a number measures something else than readiness.
    Measure = "measure",
    /// What a report is about.
    Subject = "subject",
    /// A word that titles of reports are made of.
    ReportWord = "report-word",
    /// Ready.
    Ready = "ready",
    /// Ready on a condition.
    Conditional = "conditional",
    /// Not ready.
    NotReady = "not-ready",
    /// Ready, after a label only: `yes`, `go`.
    ReadyWeak = "ready-weak",
    /// Ready on a condition, after a label only.
    ConditionalWeak = "conditional-weak",
    /// Not ready, after a label only.
    NotReadyWeak = "not-ready-weak",
    /// Words that look like a verdict and are none.
    VerdictNoise = "verdict-noise",
    /// Says what is to be reached, or asks for it.
    Aim = "aim",
    /// Heading of a conclusion.
    Conclusion = "conclusion",
    /// Heading of a summary.
    Summary = "summary",
    /// What will be, not what is.
    Future = "future",
    /// What has been.
    Past = "past",
    /// Critical.
    Critical = "critical",
    /// High.
    High = "high",
    /// Medium.
    Medium = "medium",
    /// Low.
    Low = "low",
    /// Says that something is not so bad: `non-critical`.
    Mild = "mild",
    /// Only worth knowing.
    Info = "info",
    /// Looks like a severity and is none.
    SeverityNoise = "severity-noise",
    /// Follows a word of severity in a heading.
    Priority = "priority-word",
    /// Mended.
    Resolved = "resolved",
    /// Mended in part.
    Partial = "partial",
    /// Makes of what follows it in its clause the opposite.
    Negation = "negation",
    /// Not mended.
    Open = "open",
    /// Accepted.
    Accepted = "accepted",
    /// Passed: never was a problem.
    Passed = "passed",
    /// Problems.
    Gaps = "gaps",
    /// Strengths.
    Good = "good",
    /// What is to be done, and when.
    Plan = "plan",
    /// What headings of the parts of a plan begin with.
    PlanStart = "plan-start",
    /// None.
    Nothing = "nothing",
    /// Label of a detail of a finding.
    Field = "field-label",
    /// Head of a column of problems.
    IssueColumn = "issue-column",
    /// Head of a column of names.
    NameColumn = "name-column",
    /// Head of a column of severities.
    SeverityColumn = "severity-column",
    /// Head of a column of status.
    StatusColumn = "status-column",
    /// Prefix of a finding's title.
    Prefix = "finding-prefix",
    /// Words of a general area, never a problem of their own.
    Area = "area",
}

/// Which topics a text touches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Topics(u64);

impl Topics {
    /// True where it touches this one.
    pub fn has(self, topic: Topic) -> bool {
        self.0 & (1 << topic as u8) != 0
    }

    /// What this and another text touch.
    pub fn with(self, other: Topics) -> Topics {
        Topics(self.0 | other.0)
    }

    /// True where it touches one of these.
    pub fn any(self, topics: &[Topic]) -> bool {
        topics.iter().any(|topic| self.has(*topic))
    }
}

/// The words of all languages, ready to be looked for.
pub struct Lexicon {
    words: AhoCorasick,
    topics: Vec<Topic>,
    months: BTreeMap<String, i8>,
}

impl Lexicon {
    /// Reads the words of all languages.
    pub fn new() -> Lexicon {
        let (mut patterns, mut topics, mut months) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (_, text) in LANGUAGES {
            let lists: BTreeMap<String, Vec<String>> = toml::from_str(text).unwrap_or_default();
            for (id, words) in lists {
                if let Some(month) = id.strip_prefix("month-").and_then(|n| n.parse().ok()) {
                    months.extend(words.into_iter().map(|word| (word, month)));
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
        match words {
            Ok(words) => Lexicon { words, topics, months },
            Err(_) => unreachable!("an automaton without words"),
        }
    }

    /// What a text touches.
    pub fn topics(&self, text: &str) -> Topics {
        self.topics_of_normal(&normal(text))
    }

    fn topics_of_normal(&self, normal: &str) -> Topics {
        let mut found = 0;
        for hit in self.words.find_overlapping_iter(normal) {
            found |= 1 << self.topics[hit.pattern().as_usize()] as u8;
        }
        Topics(found)
    }

    /// What a text touches, with all that touches `noise` cut out of it first.
    pub fn topics_without(&self, text: &str, noise: Topic) -> Topics {
        let normal = normal(text);
        let mut kept = String::with_capacity(normal.len());
        let mut from = 0;
        let hits = self.words.find_overlapping_iter(&normal);
        let mut cuts: Vec<_> = hits
            .filter(|hit| self.topics[hit.pattern().as_usize()] == noise)
            .map(|hit| (hit.start(), hit.end()))
            .collect();
        cuts.sort_unstable();
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
        self.topics_of_normal(&kept)
    }

    /// True where a single word is of this topic.
    pub fn is(&self, word: &str, topic: Topic) -> bool {
        let normal = normal(word);
        self.words.find_overlapping_iter(&normal).any(|hit| {
            // Words of a dense script are looked for without their boundaries.
            let whole = hit.start() <= 1 && hit.end() + 1 >= normal.len();
            self.topics[hit.pattern().as_usize()] == topic && whole
        })
    }

    /// True where words of a topic follow a negation closely, in one clause: `not yet fixed`, `far from ready`.
    pub fn negates(&self, text: &str, topic: Topic) -> bool {
        text.split(['.', ',', ';', ':', '!', '?', '(', ')', '\u{2013}', '\u{2014}', '\u{3002}', '\u{FF0C}'])
            .any(|clause| {
                let normal = normal(clause);
                let of = |wanted: Topic| {
                    let hits = self.words.find_overlapping_iter(&normal);
                    hits.filter(move |hit| self.topics[hit.pattern().as_usize()] == wanted)
                };
                let mut negations = of(Topic::Negation).map(|hit| hit.end());
                // Words share the space between them.
                negations.any(|end| of(topic).any(|hit| hit.start() + 1 >= end && hit.start() <= end + NEAR))
            })
    }

    /// The number of the month of that name.
    pub fn month(&self, name: &str) -> Option<i8> {
        let name = name.to_lowercase();
        self.months.get(name.trim_end_matches('.')).copied()
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Lexicon::new()
    }
}

/// Letters of scripts that put no space between words: kana, Han, and Hangul, whose spaces are between phrases.
pub fn is_dense(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF)
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

/// A text as words are looked for in it: lower case, one space between words and at both ends.
fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for c in text.chars() {
        if c == '\'' || c == '’' {
            continue;
        }
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
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
                let month = id.strip_prefix("month-").is_some_and(|n| (1..=12).contains(&n.parse().unwrap()));
                assert!(known || month, "{language}: {id}");
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
        assert!(!words.topics("highlight").has(Topic::High));
        assert!(words.topics("vulnerabilities").has(Topic::Gaps));
        assert_eq!(words.month("Septiembre"), Some(9));
        let noise = words.topics_without("Go/No-Go decision", Topic::VerdictNoise);
        assert!(!noise.has(Topic::NotReady) && !noise.has(Topic::Ready));
    }
}
