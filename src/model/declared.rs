//! Scores as authors state them, each on its own scale.

use serde::{Deserialize, Serialize};

use super::Exact;

/// A stated score: its source text and what was read from it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Declared {
    /// As written, such as `9/10`, `92%`, `A-` or `good`.
    pub text: String,
    /// What it says.
    pub reading: Reading,
}

/// What a stated score says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reading {
    /// A number out of another one; a bare number or a percentage is out of 100.
    Of {
        /// The value.
        value: Exact,
        /// The best value there is, above nought.
        out_of: Exact,
    },
    /// A letter or a word, which the rubric's scale maps to a number.
    Word(String),
}

impl Declared {
    /// Reads `92`, `92/100`, `9 / 10`, `92%`, `92.5 %`, a letter grade or a word. Never fails: what is no
    /// number is a word.
    pub fn read(text: &str) -> Declared {
        let text = text.trim();
        let number = |part: &str| part.trim().parse::<Exact>().ok();
        let of = |value, out_of| Reading::Of { value, out_of };
        let reading = if let Some((value, out_of)) = text.split_once('/') {
            match (number(value), number(out_of)) {
                (Some(value), Some(out_of)) if !out_of.is_zero() && !out_of.is_negative() => {
                    of(value, out_of)
                }
                _ => Reading::Word(text.to_lowercase()),
            }
        } else if let Some(value) = number(text.strip_suffix('%').unwrap_or(text)) {
            of(value, Exact::hundred())
        } else {
            Reading::Word(text.to_lowercase())
        };
        Declared { text: text.to_owned(), reading }
    }

    /// Out of 100, where it is a number.
    pub fn percent(&self) -> Option<Exact> {
        match &self.reading {
            Reading::Of { value, out_of } => (value * &Exact::hundred()).checked_div(out_of),
            Reading::Word(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_understood() {
        for (text, percent) in [
            ("92", "92"),
            ("92/100", "92"),
            ("9 / 10", "90"),
            ("92.5 %", "92.5"),
            ("140", "140"),
            ("7/8", "87.5"),
        ] {
            assert_eq!(Declared::read(text).percent().map(|p| p.plain()), Some(percent.to_owned()), "{text}");
        }
        for word in ["A-", "Excellent", "9/0", "n/a", "1/-2"] {
            assert_eq!(Declared::read(word).reading, Reading::Word(word.to_lowercase()));
        }
    }
}
