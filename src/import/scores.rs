//! Figures that score something: `8.5/10`, `85 / 100`, `92 %`, `★★★★☆`, `85分`, `B+`.

use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use super::lexicon::{Topic, words};

/// What a score is out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// A number.
    Of(u32),
    /// Letters of a school.
    Letter,
    /// A word, such as `excellent`.
    Word,
}

impl Serialize for Scale {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Scale::Of(best) => serializer.serialize_u32(*best),
            Scale::Letter => serializer.serialize_str("letter"),
            Scale::Word => serializer.serialize_str("word"),
        }
    }
}

/// A score as it is written, and where in its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The value as written, with a point: `8.5`, `B+`.
    pub value: String,
    /// What it is out of.
    pub scale: Scale,
    /// Where it begins in the text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The one before an arrow before it, as front matter writes it: what was, or what is where this is only planned.
    pub was: Option<String>,
}

impl Score {
    /// Out of 100, where it is a number.
    pub fn percent(&self) -> Option<f64> {
        let Scale::Of(best) = self.scale else {
            return None;
        };
        let value: f64 = self.value.parse().ok()?;
        Some((value * 100.0 / f64::from(best) * 1e6).round() / 1e6)
    }

    /// As front matter writes it.
    pub fn written(&self) -> String {
        match self.scale {
            Scale::Of(best) => format!("{}/{best}", self.value),
            Scale::Letter | Scale::Word => self.value.clone(),
        }
    }
}

/// The patterns of numbers; each is ours and tested, so that compiling it cannot fail.
fn compiled(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

/// The words of a topic in all languages as a part of a pattern.
fn any_of(topic: Topic) -> String {
    words(topic).iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|")
}

static OUT_OF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let (points, of) = (any_of(Topic::PointsWord), any_of(Topic::OutOf));
    compiled(&format!(
        r"(?i)(\d{{1,3}}(?:[.,\u{{FF0E}}]\d{{1,3}})?)\s*(?:{points})?\s*(?:[/\u{{FF0F}}]|\b(?:{of})\b)\s*(100|10|5|１００|１０|５)(?:\b|[分点])"
    ))
});
static PERCENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = any_of(Topic::PercentWord);
    compiled(&format!(r"(?i)(\d{{1,3}}(?:[.,\u{{FF0E}}]\d{{1,2}})?)\s?(?:[%\u{{FF05}}]|(?:{words})\b)"))
});
/// `%95`, as Turkish writes it.
static PERCENT_BEFORE: LazyLock<Option<Regex>> =
    LazyLock::new(|| compiled(r"[%\u{FF05}](\d{1,3}(?:[.,]\d{1,2})?)\b"));
static STARS: LazyLock<Option<Regex>> =
    LazyLock::new(|| compiled(r"[★⭐]\u{FE0F}?(?:\s?[★⭐]\u{FE0F}?){0,4}\s?[☆✩]*"));
static POINTS: LazyLock<Option<Regex>> = LazyLock::new(|| compiled(r"(\d{1,3}(?:\.\d+)?)\s*[分点]"));
static LETTER: LazyLock<Option<Regex>> =
    LazyLock::new(|| compiled(r"^\W*([A-DF][+\-−]?)(?:$|[\s,;.(/|—–:])"));

static ANY: LazyLock<Option<Regex>> =
    LazyLock::new(|| compiled(r"(\d{1,4}(?:[.,]\d{1,2})?)\s*/\s*(\d{2,4})\b"));
static BETWEEN: LazyLock<Option<Regex>> =
    LazyLock::new(|| compiled(r"\b(\d{1,3})\s?%?\s?[-–—]\s?(\d{1,3})\s?(?:%|/\s?100\b)"));

/// Fewest points that a score is out of where only words say that it is one.
const FEWEST_POINTS: u32 = 10;

/// How much of a text is looked at, in bytes.
const LONGEST: usize = 2000;

/// The words of a topic in all languages, of those of which a text is told whether it goes on with one.
type Words = LazyLock<Vec<String>>;
static OF_WORDS: Words = LazyLock::new(|| [words(Topic::PointsWord), words(Topic::OutOf)].concat());
static PERCENT_WORDS: Words = LazyLock::new(|| words(Topic::PercentWord));

/// Which kinds of scores a text can have, by what follows its figures: to look for each of them is dear.
#[derive(Default)]
struct Signs {
    out_of: bool,
    percent: bool,
    percent_before: bool,
    points: bool,
    stars: bool,
}

impl Signs {
    fn of(text: &str) -> Signs {
        let mut signs = Signs::default();
        let (mut after_figure, mut after_sign) = (false, false);
        for (at, c) in text.char_indices() {
            signs.percent_before |= after_sign && c.is_ascii_digit();
            after_sign = is_percent_sign(c);
            if c.is_numeric() {
                after_figure = true;
            } else if matches!(c, '★' | '⭐') {
                signs.stars = true;
                after_figure = false;
            } else if after_figure && !c.is_whitespace() {
                after_figure = false;
                signs.percent |= is_percent_sign(c);
                signs.points |= matches!(c, '分' | '点');
                signs.out_of |= matches!(c, '/' | '\u{FF0F}');
                if c.is_alphabetic() {
                    signs.out_of |= goes_on_with(&text[at..], &OF_WORDS);
                    signs.percent |= goes_on_with(&text[at..], &PERCENT_WORDS);
                }
            }
        }
        signs
    }
}

fn is_percent_sign(c: char) -> bool {
    matches!(c, '%' | '\u{FF05}')
}

/// True for a share as it is written: `95 %`, `%95`.
pub fn is_share(written: &str) -> bool {
    written.starts_with(is_percent_sign) || written.ends_with(is_percent_sign)
}

/// True where a text begins with one of some words, in whatever case.
fn goes_on_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| {
        let mut letters = text.chars().flat_map(char::to_lowercase);
        word.chars().all(|letter| letters.next() == Some(letter))
    })
}

/// All scores of a text in their order.
pub fn scores(text: &str) -> Vec<Score> {
    // What scores something stands near it; the rest of a giant line is not looked at.
    let text = &text[..text.floor_char_boundary(text.len().min(LONGEST))];
    let mut found: Vec<Score> = Vec::new();
    let signs = Signs::of(text);
    for hit in OUT_OF.iter().filter(|_| signs.out_of).flat_map(|pattern| pattern.captures_iter(text)) {
        let best: u32 = plain_digits(&hit[2]).parse().unwrap_or(100);
        let after = text.get(hit.get(0).map_or(0, |whole| whole.end())..).unwrap_or_default();
        // A date, a ratio of more parts or a version.
        let goes_on = after.starts_with(['/', '%']) || digit_after(after, ['.', ',', '-']);
        add(&mut found, text, &hit, Scale::Of(best), goes_on);
    }
    for hit in PERCENT.iter().filter(|_| signs.percent).flat_map(|pattern| pattern.captures_iter(text)) {
        add(&mut found, text, &hit, Scale::Of(100), false);
    }
    for hit in
        PERCENT_BEFORE.iter().filter(|_| signs.percent_before).flat_map(|pattern| pattern.captures_iter(text))
    {
        let (before, after) = hit.get(0).map_or(("", ""), |all| (&text[..all.start()], &text[all.end()..]));
        // `50%20` and `a%20b` are none.
        let glued = before.ends_with(char::is_alphanumeric) || after.starts_with(is_percent_sign);
        add(&mut found, text, &hit, Scale::Of(100), glued);
    }
    for hit in STARS.iter().filter(|_| signs.stars).flat_map(|pattern| pattern.find_iter(text)) {
        let full = hit.as_str().matches(['★', '⭐']).count();
        let empty = hit.as_str().matches(['☆', '✩']).count();
        let has_number = found.iter().any(|score| score.start < hit.end() + 8 && hit.start() < score.end + 8);
        if !has_number && (full > 1 || empty > 0) && full + empty <= 5 {
            let (start, end) = (hit.start(), hit.end());
            found.push(Score { value: full.to_string(), scale: Scale::Of(5), start, end, was: None });
        }
    }
    for hit in POINTS.iter().filter(|_| signs.points).flat_map(|pattern| pattern.captures_iter(text)) {
        let after = text.get(hit.get(0).map_or(0, |whole| whole.end())..).unwrap_or_default();
        let no_points = after.starts_with(|c: char| c.is_alphanumeric());
        add(&mut found, text, &hit, Scale::Of(100), no_points);
    }
    found.sort_by_key(|score| score.start);
    without_past(text, &mut found);
    found
}

/// A score out of anything, such as `17/20`: only where words say that it is one.
pub fn out_of_any(text: &str) -> Option<Score> {
    let text = &text[..text.floor_char_boundary(text.len().min(LONGEST))];
    let mut found = Vec::new();
    for hit in ANY.iter().filter(|_| text.contains('/')).flat_map(|pattern| pattern.captures_iter(text)) {
        let best: u32 = hit[2].parse().unwrap_or(0);
        let after = text.get(hit.get(0).map_or(0, |whole| whole.end())..).unwrap_or_default();
        let goes_on = after.starts_with(['/', '%']) || digit_after(after, ['.', ',', '-']);
        add(&mut found, text, &hit, Scale::Of(best), goes_on || best < FEWEST_POINTS);
    }
    found.into_iter().next()
}

/// A score between two figures, such as `85-90%`: the lower one, and the upper one as the other reading.
pub fn between(text: &str) -> Option<Score> {
    if !text.contains(['%', '/']) || !text.contains(['-', '–', '—']) {
        return None;
    }
    let hit = BETWEEN.as_ref()?.captures(text)?;
    let (whole, low) = (hit.get(0)?, hit.get(1)?);
    let (from, to): (f64, f64) = (low.as_str().parse().ok()?, hit[2].parse().ok()?);
    let was = Some(format!("{}/100", &hit[2]));
    let value = low.as_str().to_owned();
    (from < to && to <= 100.0).then(|| Score {
        value,
        scale: Scale::Of(100),
        start: low.start(),
        end: whole.end(),
        was,
    })
}

/// Of `60 % → 85 %` the first is past.
fn without_past(text: &str, found: &mut Vec<Score>) {
    let arrows = ["→", "->", "=>", "⇒", "➜", "➔"];
    for at in (1..found.len()).rev() {
        let between = text.get(found[at - 1].end..found[at].start).unwrap_or_default();
        if arrows.contains(&between.trim_matches(|c: char| c.is_whitespace() || c == '*')) {
            let past = found.remove(at - 1);
            let score = &mut found[at - 1];
            score.start = past.start;
            score.was.get_or_insert_with(|| past.written());
        }
    }
}

/// Digits and points of full width as the usual ones.
pub(super) fn plain_digits(number: &str) -> String {
    let plain = |c: char| match u32::from(c) {
        code @ 0xFF0E..=0xFF19 => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    number.chars().map(plain).collect()
}

fn digit_after(text: &str, separators: [char; 3]) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| separators.contains(&c)) && chars.next().is_some_and(|c| c.is_ascii_digit())
}

fn add(found: &mut Vec<Score>, text: &str, hit: &regex::Captures<'_>, scale: Scale, refused: bool) {
    let (Some(whole), Some(number)) = (hit.get(0), hit.get(1)) else {
        return;
    };
    let before = text[..whole.start()].trim_end();
    // `≥ 90`, `<5 %` bound something; `1/10`, `v2.10` and `88-95` are parts of something else.
    let bounded = before.ends_with(['<', '>', '≥', '≤', '+', '±', '-', '–'])
        && !before.ends_with(" -")
        && !before.ends_with(" –");
    let glued = text[..whole.start()]
        .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '$' | ','));
    let overlaps = found.iter().any(|score| score.start < whole.end() && whole.start() < score.end);
    let value = plain_digits(number.as_str()).replace(',', ".");
    // `-5/10` is below every scale; a dash with a space after it is none.
    let negative = text[..whole.start()].ends_with(['-', '−']) && !text[..whole.start()].ends_with("--");
    let in_scale = match (value.parse::<f64>(), scale) {
        (Ok(value), Scale::Of(best)) => value <= f64::from(best),
        _ => false,
    };
    if !refused && !bounded && !negative && !glued && !overlaps && in_scale {
        found.push(Score { value, scale, start: whole.start(), end: whole.end(), was: None });
    }
}

/// A letter grade at the beginning of a text.
pub fn letter(text: &str) -> Option<Score> {
    let first = text.chars().find(|c| c.is_alphabetic())?;
    let hit = LETTER.as_ref().filter(|_| matches!(first, 'A'..='D' | 'F'))?.captures(text)?;
    let grade = hit.get(1)?;
    Some(Score {
        value: grade.as_str().replace('−', "-"),
        scale: Scale::Letter,
        start: grade.start(),
        end: grade.end(),
        was: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_of_every_shape_are_read() {
        for (text, expected) in [
            ("Score: 8,5 / 10!", Some(("8.5", 85.0))),
            ("**92/100**", Some(("92", 92.0))),
            ("98 % done", Some(("98", 98.0))),
            ("9 out of 10", Some(("9", 90.0))),
            ("★★★★☆", Some(("4", 80.0))),
            ("⭐⭐⭐", Some(("3", 60.0))),
            ("总分:85分", Some(("85", 85.0))),
            ("Grade - 75/100", Some(("75", 75.0))),
            ("8 sobre 10", Some(("8", 80.0))),
            ("8,5 de 10", Some(("8.5", 85.0))),
            ("7 su 10", Some(("7", 70.0))),
            ("8 von 10 Punkten", Some(("8", 80.0))),
            ("８５／１００", Some(("85", 85.0))),
            ("８５％", Some(("85", 85.0))),
            ("Genel: %85", Some(("85", 85.0))),
            ("85 percent", Some(("85", 85.0))),
            ("85 Prozent", Some(("85", 85.0))),
            ("60% → **85%**", Some(("85", 85.0))),
        ] {
            let found = scores(text);
            let brief = found.first().map(|score| (score.value.as_str(), score.percent().unwrap()));
            assert_eq!(brief, expected, "{text}");
        }
    }

    #[test]
    fn other_figures_are_no_scores() {
        for text in [
            "13/11/2025",
            "≥ 97/100",
            "<5%",
            "12/10",
            "1/10/2025",
            "v1.5/10.2",
            "29/29",
            "⭐",
            "5分钟",
            "120%",
            "Score: -5/10",
            "1e2/100",
            "5 percentiles",
            "a%20b",
            "%5d lamps",
            "%120",
        ] {
            assert_eq!(scores(text), [], "{text}");
        }
    }

    #[test]
    fn figures_out_of_anything_and_between_two_are_read_where_they_are_asked_for() {
        let any = |text| out_of_any(text).map(|score| score.written());
        assert_eq!(any("Score: 17/20").as_deref(), Some("17/20"));
        assert_eq!(any("340 / 400").as_deref(), Some("340/400"));
        for text in ["21/20", "3/4", "1/10/2025", "v1/20"] {
            assert_eq!(any(text), None, "{text}");
        }
        let both = |text| between(text).map(|score| (score.written(), score.was));
        assert_eq!(both("~85-90%"), Some(("85/100".to_owned(), Some("90/100".to_owned()))));
        assert_eq!((both("90-85%"), both("2025-11-20"), both("85-90")), (None, None, None));
    }

    #[test]
    fn letters_are_read_at_the_beginning_only() {
        let read = |text| letter(text).map(|score| score.value);
        assert_eq!(read("B+ (good)").as_deref(), Some("B+"));
        assert_eq!(read("🟡 B (良好)").as_deref(), Some("B"));
        assert_eq!(read("A").as_deref(), Some("A"));
        assert_eq!((read("Fine"), read("A system"), read("E")), (None, Some("A".to_owned()), None));
    }
}
