//! Identity: which project, which release; and the order of releases.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::visible;

/// Longest id, in bytes; file systems refuse names over 255.
const LONGEST: usize = 100;

/// What an assessment is of: one project in one release.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AssessmentId {
    /// Id of the project.
    pub project: String,
    /// Name of the release.
    pub release: String,
}

impl fmt::Display for AssessmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.project, self.release)
    }
}

/// Why a name cannot be an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidId {
    /// It has no characters.
    Empty,
    /// It has more than 100 bytes.
    TooLong,
    /// It does not begin with a letter or a digit, or ends with a dot.
    Edge,
    /// This character may not be in it.
    Character(char),
    /// Windows keeps this name for a device.
    Reserved,
    /// The site has a page of this name.
    Taken,
}

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidId::Empty => write!(f, "it is empty"),
            InvalidId::TooLong => write!(f, "it is longer than {LONGEST} bytes"),
            InvalidId::Edge => write!(f, "it must begin with a letter or a digit and not end with a dot"),
            // What would be a space otherwise.
            InvalidId::Character(c) if c.is_ascii_control() => {
                write!(f, "it may not contain `{}`", c.escape_default())
            }
            InvalidId::Character(c) => {
                write!(f, "it may not contain `{}`", visible(c.encode_utf8(&mut [0; 4])))
            }
            InvalidId::Taken => write!(f, "the site has a page of this name"),
            InvalidId::Reserved => write!(f, "some systems reserve this name for a device"),
        }
    }
}

/// Checks the id of a project: letters, digits, `-`, `_` and `.`, safe as a folder's name on every system.
pub fn valid_project(id: &str) -> Result<(), InvalidId> {
    valid(id, &['-', '_', '.'])
}

/// Checks the name of a release: as a project's, and `+`.
pub fn valid_release(name: &str) -> Result<(), InvalidId> {
    // A release's folder would stand where its project's page does.
    if name.eq_ignore_ascii_case("index.html") {
        return Err(InvalidId::Taken);
    }
    valid(name, &['-', '_', '.', '+'])
}

fn valid(id: &str, also: &[char]) -> Result<(), InvalidId> {
    if id.is_empty() {
        return Err(InvalidId::Empty);
    }
    if id.len() > LONGEST {
        return Err(InvalidId::TooLong);
    }
    if let Some(wrong) = id.chars().find(|c| !c.is_ascii_alphanumeric() && !also.contains(c)) {
        return Err(InvalidId::Character(wrong));
    }
    if !id.starts_with(|c: char| c.is_ascii_alphanumeric()) || id.ends_with('.') {
        return Err(InvalidId::Edge);
    }
    if is_device(id) {
        return Err(InvalidId::Reserved);
    }
    Ok(())
}

/// True for a name that Windows keeps for a device, whatever its ending.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let numbered = |base: &str| {
        stem.strip_prefix(base)
            .is_some_and(|number| number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit()))
    };
    ["con", "prn", "aux", "nul"].contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

/// The order of two release names: numbers by value, and a name before the same name with a suffix,
/// except that `-suffix` marks what came before the release (`1.0.0-before` < `1.0.0` < `1.0.1`), as words such as `rc`
/// do right behind a number.
pub fn release_order(a: &str, b: &str) -> Ordering {
    let strip = |name: &str| {
        let digits_follow = name[1..].starts_with(|c: char| c.is_ascii_digit());
        if name.starts_with(['v', 'V']) && digits_follow { name[1..].to_owned() } else { name.to_owned() }
    };
    let (a_key, b_key) = (strip_or(a, strip), strip_or(b, strip));
    let (a_base, a_pre) = split_pre(&a_key);
    let (b_base, b_pre) = split_pre(&b_key);
    natural(without_noughts(a_base), without_noughts(b_base))
        .then_with(|| match (a_pre, b_pre) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(a), Some(b)) => natural(a, b),
        })
        .then_with(|| a.cmp(b))
}

fn strip_or(name: &str, strip: impl Fn(&str) -> String) -> String {
    if name.is_empty() || !name.is_char_boundary(1) { name.to_owned() } else { strip(name) }
}

/// Words right behind a number that say that a release was yet to come.
const EARLIER: [&str; 8] = ["alpha", "beta", "rc", "preview", "pre", "dev", "snapshot", "milestone"];

/// A name, and what marks it as what came before that: `1.0.0-rc.1`, `1.0.0rc1` and `1.0.0.rc1` are all of 1.0.0.
fn split_pre(name: &str) -> (&str, Option<&str>) {
    if let Some((base, pre)) = name.split_once('-') {
        return (base, Some(pre));
    }
    let number = name.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(name.len());
    let (base, rest) = name.split_at(number);
    let lower = rest.to_ascii_lowercase();
    let is_earlier = !base.is_empty() && EARLIER.iter().any(|word| lower.starts_with(word));
    if is_earlier { (base.trim_end_matches('.'), Some(rest)) } else { (name, None) }
}

/// A version without the noughts that say nothing: 2.0 is 2.0.0.
fn without_noughts(base: &str) -> &str {
    let is_version = base.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let mut base = base;
    while let Some(shorter) = base.strip_suffix(".0").filter(|_| is_version) {
        base = shorter;
    }
    base
}

/// Compares runs of digits by value and everything else by character.
#[expect(clippy::many_single_char_names, reason = "two of each, side by side")]
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        match (a.chars().next(), b.chars().next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (n, a_rest) = digits(a);
                let (m, b_rest) = digits(b);
                let by_value = n.len().cmp(&m.len()).then_with(|| n.cmp(m));
                if by_value != Ordering::Equal {
                    return by_value;
                }
                (a, b) = (a_rest, b_rest);
            }
            (Some(x), Some(y)) if x == y => (a, b) = (&a[x.len_utf8()..], &b[y.len_utf8()..]),
            (Some(x), Some(y)) => return x.cmp(&y),
        }
    }
}

/// A leading run of digits without its leading noughts, and the rest.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].trim_start_matches('0'), &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_ordered_as_people_count() {
        let mut names =
            ["1.10.0", "v1.2", "1.9.0", "1.0.0", "1.0.0-before", "unversioned", "2024-02", "1.0.0+7"];
        names.sort_by(|a, b| release_order(a, b));
        assert_eq!(
            names,
            ["1.0.0-before", "1.0.0", "1.0.0+7", "v1.2", "1.9.0", "1.10.0", "2024-02", "unversioned"]
        );
    }

    #[test]
    fn a_candidate_comes_before_its_release() {
        let mut names = [
            "2.0.1",
            "2.0.0",
            "2.0.0-rc.10",
            "2.0.0-rc.2",
            "2.0.0-beta.1",
            "2.0",
            "1.9.9",
            "v2.0.0-rc.3",
            "2.0.0rc1",
            "2.0.0.rc1",
        ];
        names.sort_by(|a, b| release_order(a, b));
        assert_eq!(
            names,
            [
                "1.9.9",
                "2.0.0-beta.1",
                "2.0.0-rc.2",
                "v2.0.0-rc.3",
                "2.0.0-rc.10",
                "2.0.0.rc1",
                "2.0.0rc1",
                "2.0",
                "2.0.0",
                "2.0.1"
            ]
        );
        for (earlier, later) in [("2.0.0-rc.1", "2.0.0"), ("2.0.0rc1", "2.0.0"), ("2.0-SNAPSHOT", "2.0.0")] {
            assert!(
                release_order(earlier, later).is_lt() && release_order(later, earlier).is_gt(),
                "{earlier}"
            );
        }
    }

    #[test]
    fn names_that_are_unsafe_as_paths_are_refused() {
        for (name, why) in [
            ("", InvalidId::Empty),
            ("../up", InvalidId::Character('/')),
            ("..", InvalidId::Edge),
            (".hidden", InvalidId::Edge),
            ("a b", InvalidId::Character(' ')),
            ("NUL.txt", InvalidId::Reserved),
            ("com1", InvalidId::Reserved),
            ("é", InvalidId::Character('é')),
        ] {
            assert_eq!(valid_release(name), Err(why), "{name}");
        }
        assert_eq!(valid_release(&"a".repeat(101)), Err(InvalidId::TooLong));
        assert_eq!(valid_release("index.html"), Err(InvalidId::Taken));
        assert_eq!(valid_project("1+1"), Err(InvalidId::Character('+')));
        assert_eq!(valid_release("2.0.0-rc.1+build"), Ok(()));
        for (name, told) in [
            ("ü", "`ü`"),
            ("u\u{308}", "`\u{308}`"),
            ("a\"", "`\"`"),
            ("a\n", "`\\n`"),
            ("a\u{202e}", "`<U+202E>`"),
        ] {
            assert_eq!(valid_release(name).unwrap_err().to_string(), format!("it may not contain {told}"));
        }
    }
}
