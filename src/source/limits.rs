//! What a stranger's text may cost at most. A book can set each bound; those on depth have a top, beyond which a stack
//! could overflow.

/// A bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of a document.
    DocumentSize,
    /// Bytes of front matter.
    FrontMatterSize,
    /// Values in front matter, lists, mappings and keys included.
    FrontMatterValues,
    /// Levels of lists and mappings within each other in front matter.
    FrontMatterDepth,
    /// Aliases in front matter, and anchors.
    FrontMatterAliases,
    /// Levels of lists and quotes within each other in a body.
    Nesting,
    /// Headings of a body.
    Headings,
    /// Cells of all tables of a body.
    TableCells,
    /// Elements that the raw HTML of a body comes to.
    HtmlElements,
    /// Bytes of a picture beside documents.
    ImageSize,
    /// Bytes of any other file beside documents.
    FileSize,
    /// Pages and files of a site.
    Pages,
}

/// What a bound counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes, which can be written as `4 MiB` too.
    Bytes,
    /// Anything else.
    Count,
}

/// A bound as `[limits]` of book.toml names it.
#[derive(Debug)]
pub struct Named {
    /// Which one it is.
    pub limit: Limit,
    /// Its key.
    pub key: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// What holds where a book says nothing.
    pub default: u64,
    /// The most that a book can say.
    pub most: u64,
    /// What it bounds.
    pub of: &'static str,
}

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;
const GIB: u64 = 1024 * MIB;

/// Spans are of 32 bits.
const LONGEST: u64 = GIB;

const fn bytes(limit: Limit, key: &'static str, default: u64, most: u64, of: &'static str) -> Named {
    Named { limit, key, unit: Unit::Bytes, default, most, of }
}

const fn count(limit: Limit, key: &'static str, default: u64, most: u64, of: &'static str) -> Named {
    Named { limit, key, unit: Unit::Count, default, most, of }
}

/// All bounds, in the order of `Limit`.
pub const LIMITS: [Named; 12] = [
    bytes(Limit::DocumentSize, "document-size", 4 * MIB, LONGEST, "size of a document"),
    bytes(Limit::FrontMatterSize, "front-matter-size", MIB, LONGEST, "size of a document's front matter"),
    count(
        Limit::FrontMatterValues,
        "front-matter-values",
        20_000,
        250_000,
        "values in front matter, with lists, mappings and keys",
    ),
    // Front matter is read by functions that call themselves for each level.
    count(
        Limit::FrontMatterDepth,
        "front-matter-depth",
        32,
        64,
        "levels of lists and mappings in front matter",
    ),
    count(
        Limit::FrontMatterAliases,
        "front-matter-aliases",
        100,
        50_000,
        "`*aliases`, and `&anchors`, in front matter",
    ),
    // Bodies are read without calls for each level; what shows them was tried with this many.
    count(Limit::Nesting, "nesting", 100, 10_000, "levels of lists and quotes within each other in a body"),
    count(Limit::Headings, "headings", 10_000, 1_000_000, "headings of a body"),
    count(Limit::TableCells, "table-cells", 100_000, 10_000_000, "cells of all tables of a body"),
    count(
        Limit::HtmlElements,
        "html-elements",
        250_000,
        5_000_000,
        "elements that raw HTML of a body comes to, with those that are left open and opened again",
    ),
    bytes(Limit::ImageSize, "image-size", 16 * MIB, 1024 * GIB, "size of a picture beside documents"),
    bytes(
        Limit::FileSize,
        "file-size",
        Limit::LOOKED_INTO,
        1024 * GIB,
        "size of any other file beside documents",
    ),
    count(Limit::Pages, "pages", 1_000_000, 1_000_000_000, "pages of a site, with all of its other files"),
];

/// A value for each bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits([u64; LIMITS.len()]);

impl Default for Limits {
    fn default() -> Self {
        Limits(std::array::from_fn(|at| LIMITS[at].default))
    }
}

impl Limits {
    /// A bound's value.
    pub fn get(&self, limit: Limit) -> u64 {
        self.0[limit as usize]
    }

    /// The same as a size in memory.
    pub(super) fn size(&self, limit: Limit) -> usize {
        usize::try_from(self.get(limit)).unwrap_or(usize::MAX)
    }

    /// With another value for one of them.
    #[must_use]
    pub fn with(mut self, limit: Limit, value: u64) -> Limits {
        self.0[limit as usize] = value;
        self
    }

    /// The largest that a book can say.
    pub fn most() -> Limits {
        Limits(std::array::from_fn(|at| LIMITS[at].most))
    }

    /// What exceeds a bound, for a message: `more than 10000 headings`, and the key that sets it.
    pub fn more_than(&self, limit: Limit, what: &str) -> String {
        let named = limit.named();
        format!("more than {}{what} (`limits.{}`)", named.shown(self.get(limit)), named.key)
    }
}

impl Limit {
    /// How many bytes a file may have that is looked into only to tell of it: what any other file may have by default.
    pub const LOOKED_INTO: u64 = 64 * MIB;

    /// Its key, unit and values.
    pub fn named(self) -> &'static Named {
        &LIMITS[self as usize]
    }
}

/// Words for numbers of bytes, the largest first.
const UNITS: [(&str, u64); 3] = [("GiB", GIB), ("MiB", MIB), ("KiB", KIB)];

impl Named {
    /// A value of it in words: `4 MiB`, `20000`.
    pub fn shown(&self, value: u64) -> String {
        match (self.unit, UNITS.iter().find(|(_, unit)| value >= *unit && value.is_multiple_of(*unit))) {
            (Unit::Bytes, Some((name, unit))) => format!("{} {name}", value / unit),
            (Unit::Bytes, None) => format!("{value} bytes"),
            (Unit::Count, _) => value.to_string(),
        }
    }

    /// The value that a text gives it: a whole number from 1 to the most, for bytes perhaps with a unit.
    pub fn read(&self, text: &str) -> Option<u64> {
        let with_unit = || {
            let (name, unit) = UNITS.iter().find(|(name, _)| text.ends_with(name))?;
            let number = text.strip_suffix(name)?;
            plain(number.strip_suffix(' ').unwrap_or(number))?.checked_mul(*unit)
        };
        let value = plain(text).or_else(|| with_unit().filter(|_| self.unit == Unit::Bytes))?;
        (1..=self.most).contains(&value).then_some(value)
    }

    /// How a value of it is written.
    pub fn form(&self) -> String {
        let example = match self.unit {
            Unit::Bytes => format!(", or a text such as \"{}\"", self.shown(self.default)),
            Unit::Count => String::new(),
        };
        format!("write a whole number from 1 to {}{example}", self.most)
    }
}

fn plain(digits: &str) -> Option<u64> {
    let all = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bound_stands_where_its_name_says() {
        for (at, named) in LIMITS.iter().enumerate() {
            assert_eq!(named.limit as usize, at, "{}", named.key);
            assert!(named.default <= named.most, "{}", named.key);
            assert_eq!(Limits::default().get(named.limit), named.default);
        }
    }

    #[test]
    fn bytes_are_read_with_their_unit_and_shown_with_the_largest_that_fits() {
        let (size, number) = (Limit::DocumentSize.named(), Limit::Headings.named());
        for (text, value) in
            [("1", 1), ("4096", 4096), ("4 KiB", 4096), ("4KiB", 4096), ("2 MiB", 2 * MIB), ("1 GiB", GIB)]
        {
            assert_eq!(size.read(text), Some(value), "{text}");
        }
        for text in [
            "0",
            "0 MiB",
            "-1",
            "+1",
            "1.5 MiB",
            "4 MB",
            "MiB",
            "",
            "4  KiB",
            "2 GiB",
            "99999999999999999999",
        ] {
            assert_eq!(size.read(text), None, "{text}");
        }
        assert_eq!((number.read("7"), number.read("7 KiB"), number.read("1000001")), (Some(7), None, None));
        let shown = [1, 1024, 1025, 3 * MIB, 2 * GIB].map(|value| size.shown(value));
        assert_eq!(shown, ["1 bytes", "1 KiB", "1025 bytes", "3 MiB", "2 GiB"]);
        assert_eq!(number.shown(1024), "1024");
    }
}
