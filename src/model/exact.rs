//! Exact numbers: points, weights and scores are rationals, so that sums are sums and nothing is rounded
//! before it is shown.

use std::iter::Sum;
use std::ops::{Add, Div, Mul, Sub};
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// An exact rational number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

impl Exact {
    /// Nought.
    pub fn zero() -> Self {
        Exact(BigRational::zero())
    }

    /// One.
    pub fn one() -> Self {
        Exact(BigRational::one())
    }

    /// One hundred: all the points there are.
    pub fn hundred() -> Self {
        Exact::from(100)
    }

    /// True for nought.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// True below nought.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Half of it.
    #[must_use]
    pub fn half(&self) -> Self {
        Exact(&self.0 / BigInt::from(2))
    }

    /// The quotient, or `None` where the divisor is nought.
    pub fn checked_div(&self, by: &Exact) -> Option<Exact> {
        (!by.is_zero()).then(|| Exact(&self.0 / &by.0))
    }

    /// In decimals, cut off after `places`, never rounded up: 79.96 with one place is `79.9`.
    pub fn truncated(&self, places: u32) -> String {
        let scale = BigInt::from(10).pow(places);
        let scaled = (&self.0 * &scale).trunc().to_integer();
        let sign = if scaled.is_negative() { "-" } else { "" };
        let digits = format!("{:0>width$}", scaled.abs().to_string(), width = places as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places as usize);
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// The shortest decimals where the number is a finite decimal of at most six places; else `a/b`.
    pub fn plain(&self) -> String {
        let scale = BigInt::from(1_000_000);
        if (&self.0 * &scale).is_integer() {
            let text = self.truncated(6);
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            self.0.to_string()
        }
    }

    /// The nearest floating-point number, for drawing only.
    pub fn approximate(&self) -> f64 {
        self.0.to_f64().unwrap_or(0.0)
    }
}

impl From<i64> for Exact {
    fn from(n: i64) -> Self {
        Exact(BigRational::from_integer(n.into()))
    }
}

impl FromStr for Exact {
    type Err = ();

    /// Reads a plain decimal such as `7`, `-0.5` or `92.25`: at most 18 digits, no exponent.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let wrong = whole.is_empty()
            || (digits.contains('.') && fraction.is_empty())
            || whole.len() + fraction.len() > 18
            || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
        if wrong {
            return Err(());
        }
        let all: i64 = format!("{whole}{fraction}").parse().map_err(|_| ())?;
        let places = u32::try_from(fraction.len()).map_err(|_| ())?;
        Ok(Exact(BigRational::new((sign * all).into(), BigInt::from(10).pow(places))))
    }
}

macro_rules! operator {
    ($name:ident, $method:ident) => {
        impl $name for Exact {
            type Output = Exact;
            fn $method(self, other: Exact) -> Exact {
                Exact($name::$method(self.0, other.0))
            }
        }
        impl $name for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                Exact($name::$method(&self.0, &other.0))
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);

impl Div<i64> for Exact {
    type Output = Exact;
    /// Division by a whole number other than nought; nought gives nought.
    fn div(self, by: i64) -> Exact {
        self.checked_div(&Exact::from(by)).unwrap_or_else(Exact::zero)
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(items: I) -> Exact {
        items.fold(Exact::zero(), |a, b| a + b)
    }
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(items: I) -> Exact {
        items.fold(Exact::zero(), |a, b| &a + b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn display_truncates_and_never_passes_a_threshold() {
        assert_eq!(n("79.96").truncated(1), "79.9");
        assert_eq!(n("80").truncated(1), "80.0");
        assert_eq!(n("-0.25").truncated(1), "-0.2");
        assert_eq!((n("100") / 3).truncated(2), "33.33");
        assert_eq!(n("7.5").truncated(0), "7");
    }

    #[test]
    fn plain_is_short_or_a_fraction() {
        assert_eq!(n("7.50").plain(), "7.5");
        assert_eq!(n("100").plain(), "100");
        assert_eq!((n("1") / 3).plain(), "1/3");
    }

    #[test]
    fn only_plain_decimals_are_numbers() {
        for bad in ["", ".", "1.", ".5", "1e3", "NaN", "inf", "+1", "1,5", "1234567890123456789"] {
            assert!(bad.parse::<Exact>().is_err(), "{bad}");
        }
    }
}
