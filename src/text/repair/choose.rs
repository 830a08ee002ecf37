//! Which page a text was read with by mistake, and how much of it: the page by which most sequences can be turned back.

use std::collections::BTreeSet;

use super::known::is_emoji;
use super::page::{Page, pages};
use super::runs::{Run, runs};
use super::sequence::{Near, Part, first};
use crate::text::lines;

/// What sequences of a line count from which on it is damaged for sure: one of three bytes, or three of two.
const SURE: usize = 3;

/// What the sequences of sure lines count together that cannot be an accident where no emoji is among them.
const ENOUGH: usize = 9;

/// The page of a text.
pub(super) struct Choice {
    /// The page.
    pub page: &'static Page,
    /// What of the text is to be turned back.
    pub scope: Scope,
    score: usize,
}

/// What of a text was read with the page.
pub(super) enum Scope {
    /// Whatever can be turned back.
    All,
    /// These lines, from 1; what looks like damage elsewhere is an accident.
    Lines(BTreeSet<usize>),
}

/// What a page makes of a text.
#[derive(Default)]
struct Evidence {
    /// Whole sequences of three or four bytes: no accident.
    long: usize,
    /// Whole sequences of two bytes.
    short: usize,
    /// Of those, the ones that begin with `C2` or `C3` in a Western page: hardly an accident.
    latin: usize,
    /// Of the whole sequences, those that are emoji.
    emoji: usize,
    /// First bytes of two alone: a byte is lost, or the letter is sound.
    alone: usize,
    /// Other characters beyond ASCII.
    other: usize,
}

impl Evidence {
    fn score(&self) -> usize {
        3 * self.long + self.short
    }
}

/// The page by which most sequences can be turned back, if that cannot be an accident.
pub(super) fn choose(text: &str) -> Option<Choice> {
    if text.is_ascii() {
        return None;
    }
    let all = runs(text);
    let mut best: Option<Choice> = None;
    for page in pages() {
        let found = evidence(&all, page);
        let mostly = found.score() >= SURE && found.other * 10 <= found.score();
        // Letters of other scripts are one run after the other; only symbols among plain letters are no accident.
        let choice = if mostly || (page.western && (found.long > 0 || found.latin > 0)) {
            Some(Choice { page, scope: Scope::All, score: found.score() })
        } else if found.score() >= SURE {
            in_part(text, page)
        } else {
            None
        };
        // An earlier page is the likelier one.
        if let Some(choice) = choice
            && best.as_ref().is_none_or(|best| choice.score > best.score)
        {
            best = Some(choice);
        }
    }
    best
}

/// The lines that were read with a page where others were not.
fn in_part(text: &str, page: &'static Page) -> Option<Choice> {
    let mut sure: Vec<(usize, bool)> = Vec::new();
    let (mut score, mut emoji) = (0, 0);
    // Lines with anything but ASCII in them that nothing speaks against, and which of them are sure.
    let mut stretches: Vec<Vec<(usize, bool)>> = Vec::new();
    for (line, text) in lines(text).enumerate().filter(|(_, text)| !text.is_ascii()) {
        let found = evidence(&runs(text), page);
        if found.score() == 0 || (found.other + found.alone) * 10 > found.score() {
            stretches.push(std::mem::take(&mut sure));
            continue;
        }
        let is_sure = found.score() >= SURE;
        if is_sure {
            score += found.score();
            emoji += found.emoji;
        }
        sure.push((line + 1, is_sure));
    }
    stretches.push(sure);
    // A line with one damaged letter is damaged where the lines around it are.
    stretches.retain(|stretch| stretch.iter().any(|(_, is_sure)| *is_sure));
    let lines = stretches.into_iter().flatten().map(|(line, _)| line).collect();
    (emoji > 0 || score >= ENOUGH).then_some(Choice { page, scope: Scope::Lines(lines), score })
}

fn evidence(runs: &[(Run, usize)], page: &Page) -> Evidence {
    let mut found = Evidence::default();
    for (run, times) in runs {
        let chars = &run.chars;
        if run.is_natural() {
            found.other += times * chars.len();
            continue;
        }
        let mut at = 0;
        while at < chars.len() {
            match first(&chars[at..], page, Near::default()) {
                Part::Whole(c, used) => {
                    if used == 2 {
                        found.short += times;
                        // A letter between capitals and a closing mark could be an accident; one among small letters is
                        // none.
                        found.latin +=
                            times * usize::from(matches!(chars[at], 'Â' | 'Ã') && chars.len() == 2);
                    } else {
                        found.long += times;
                    }
                    found.emoji += times * usize::from(is_emoji(c));
                    at += used;
                }
                Part::Restored(_, used) | Part::Lost(used) => {
                    found.alone += times * usize::from(used == 1);
                    at += used;
                }
                Part::Sound => {
                    found.other += times;
                    at += 1;
                }
            }
        }
    }
    found
}
