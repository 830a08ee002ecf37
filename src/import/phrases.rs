//! What words say together: denials, conditions and the order in which things are said.

use super::letters::{clauses, normal, sentences};
use super::lexicon::{Lexicon, Topic};

/// Within how many words behind an adjective its noun stands.
const NOUN: usize = 4;

/// How far, in bytes, a negation reaches.
const NEAR: usize = 40;

impl Lexicon {
    /// True where words of a topic follow a negation closely, in one clause: `not yet fixed`, `far from ready`, but not
    /// `not slow and ready`.
    pub fn negates(&self, text: &str, topic: Topic) -> bool {
        clauses(text).any(|clause| {
            let normal = normal(clause);
            let denied = |end: usize| {
                self.hits(&normal, topic).any(|hit| {
                    let joins = |joint: aho_corasick::Match| {
                        joint.start() + 1 >= end && joint.end() <= hit.start() + 1
                    };
                    closely_after(&hit, end) && !self.hits(&normal, Topic::Joint).any(joins)
                })
            };
            self.hits(&normal, Topic::Negation).any(|negation| denied(negation.end()))
        })
    }

    /// True where words of a topic, wherever they stand, closely follow words of another one in one clause: all that is
    /// said to be ready `will be`.
    pub fn always_after(&self, text: &str, before: Topic, topic: Topic) -> bool {
        let mut any = false;
        let all = clauses(text).all(|clause| {
            let normal = normal(clause);
            self.hits(&normal, topic).all(|hit| {
                any = true;
                self.hits(&normal, before).any(|other| closely_after(&hit, other.end()))
            })
        });
        all && any
    }

    /// True where what is said to be ready is each time a part: `it has production-ready logging`, but not `it is a
    /// production-ready system`.
    pub fn describes_parts(&self, text: &str) -> bool {
        let mut any = false;
        let all = clauses(text).all(|clause| {
            let normal = normal(clause);
            let describes = |said: aho_corasick::Match| {
                let (before, after) = (&normal[..said.start()], &normal[said.end()..]);
                let before = before.split_whitespace().next_back();
                let mut noun = after.split_whitespace().take(NOUN);
                let next = noun.clone().next().unwrap_or_default();
                let whole = |word| self.is(word, Topic::Kind) || self.is(word, Topic::Project);
                before.is_some_and(|before| self.is(before, Topic::Having))
                    && next.starts_with(char::is_alphabetic)
                    && !self.is(next, Topic::AfterParticiple)
                    && !noun.any(whole)
            };
            self.hits(&normal, Topic::Ready).all(|hit| {
                any = true;
                let mut adjectives = self.hits(&normal, Topic::ReadyAdjective);
                let around = adjectives.find(|said| said.start() <= hit.start() && said.end() >= hit.end());
                around.is_some_and(describes)
            })
        });
        all && any
    }

    /// True for a text that advises against a release: `we do not recommend releasing it`, `von einem Go-Live wird
    /// abgeraten`.
    pub fn advises_against(&self, text: &str) -> bool {
        clauses(text).any(|clause| {
            let normal = normal(clause);
            let has = |topic| self.hits(&normal, topic).next().is_some();
            if !has(Topic::Step) || has(Topic::Lacking) {
                return false;
            }
            let denied = |advice: aho_corasick::Match| {
                self.hits(&normal, Topic::Negation).any(|negation| {
                    closely_after(&advice, negation.end())
                        || negation.end() == normal.len() && negation.start() >= advice.end() - 1
                })
            };
            has(Topic::AdviceAgainst) || self.hits(&normal, Topic::Advice).any(denied)
        })
    }

    /// True where words of the second topic come after words of the first one, in one sentence: `ready once it is
    /// tested`.
    pub fn follows(&self, text: &str, topic: Topic, after: Topic) -> bool {
        sentences(text).any(|sentence| {
            let normal = normal(sentence);
            let first = self.hits(&normal, topic).map(|hit| hit.end()).min();
            first.is_some_and(|end| self.hits(&normal, after).any(|hit| hit.start() + 1 >= end))
        })
    }

    /// What a text that tells of a change has come to: `went from not ready to ready`. Both are of these topics.
    pub fn came_to(&self, text: &str, states: &[Topic]) -> Option<String> {
        clauses(text).find_map(|clause| {
            let normal = normal(clause);
            let is_state = |part: &&str| self.topics(part).any(states);
            let from = self.hits(&normal, Topic::ChangeFrom).map(|hit| hit.end()).min()?;
            // Words share the space between them.
            let mut to = self.hits(&normal, Topic::ChangeTo).filter(|to| to.start() + 1 >= from);
            to.find_map(|to| {
                let before = normal.get(from - 1..=to.start()).filter(is_state);
                before.and(normal.get(to.end() - 1..).filter(is_state)).map(|now| now.trim().to_owned())
            })
        })
    }

    /// True where a participle concludes: nothing follows it in its clause, or a preposition does.
    pub fn concludes(&self, text: &str) -> bool {
        clauses(text).any(|clause| {
            let normal = normal(clause);
            self.hits(&normal, Topic::Participle).any(|hit| {
                let after = &normal[hit.end()..];
                let next = after.split(' ').next().unwrap_or_default();
                next.is_empty() || self.is(next, Topic::AfterParticiple)
            })
        })
    }

    /// The clauses of a text, sentence by sentence, ready to be asked what stands before what.
    pub fn clauses<'l>(&'l self, text: &str) -> Vec<Vec<Clause<'l>>> {
        let of = |sentence| clauses(sentence).map(|clause| Clause { lexicon: self, normal: normal(clause) });
        sentences(text).map(|sentence| of(sentence).collect()).collect()
    }
}

/// A clause of a sentence.
pub struct Clause<'l> {
    lexicon: &'l Lexicon,
    normal: String,
}

impl Clause<'_> {
    /// True where it has words of a topic.
    pub fn has(&self, topic: Topic) -> bool {
        self.lexicon.hits(&self.normal, topic).next().is_some()
    }

    /// True where words of the second topic stand closely after words of the first one.
    pub fn joins(&self, first: Topic, second: Topic) -> bool {
        self.lexicon.hits(&self.normal, first).any(|before| {
            self.lexicon.hits(&self.normal, second).any(|after| closely_after(&after, before.end()))
        })
    }

    /// The same, also where the words of the second topic are a part of those of the first one, as in scripts that put
    /// the word for `before` behind its noun.
    pub fn joins_within(&self, first: Topic, second: Topic) -> bool {
        self.lexicon.hits(&self.normal, first).any(|before| {
            let near = |after: aho_corasick::Match| {
                after.start() + 1 >= before.start() && after.start() <= before.end() + NEAR
            };
            self.lexicon.hits(&self.normal, second).any(near)
        })
    }

    /// What follows the first words of a topic.
    pub fn after(&self, topic: Topic) -> Option<&str> {
        let end = self.lexicon.hits(&self.normal, topic).map(|hit| hit.end()).min()?;
        // Words share the space between them.
        self.normal.get(end.saturating_sub(1)..)
    }

    /// What it says, as words are looked for in it.
    pub fn text(&self) -> &str {
        &self.normal
    }

    /// True where it begins with words of a topic.
    pub fn begins(&self, topic: Topic) -> bool {
        self.lexicon.hits(&self.normal, topic).any(|hit| hit.start() <= 1)
    }

    /// True where it ends with words of a topic.
    pub fn ends(&self, topic: Topic) -> bool {
        self.lexicon.hits(&self.normal, topic).any(|hit| hit.end() + 1 >= self.normal.len())
    }
}

/// True for words that stand closely after a place.
fn closely_after(words: &aho_corasick::Match, end: usize) -> bool {
    // Words share the space between them.
    words.start() + 1 >= end && words.start() <= end + NEAR
}
