//! Exact numbers: points, weights and scores are rationals, so that sums are sums and nothing is rounded
//! before it is shown.

use std::cmp::Ordering;
use std::iter::Sum;
use std::num::NonZeroU64;
use std::ops::{Add, Div, Mul, Sub};
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, ToPrimitive};
use serde::{Deserialize, Serialize};

/// Longest fraction that [`Exact::plain`] writes in decimals.
const PLAIN_PLACES: u32 = 6;

/// Most characters of a number that is read: reading longer ones would only take time.
const LONGEST_PLAIN: usize = 4096;

/// An exact rational number; as data, what [`Exact::plain`] writes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Exact(Repr);

/// Nearly every number of a scorecard fits two machine words; the rest is as big as it has to be. A number that
/// fits is always `Small`, so equal numbers have equal representations. A scorecard has hundreds of them, so that they take
/// two words, and not a third one for which of both they are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Repr {
    /// Numerator and denominator, in lowest terms.
    Small(i64, NonZeroU64),
    Big(Box<BigRational>),
}

impl Exact {
    fn small(ratio: Ratio<i64>) -> Exact {
        let (numerator, denominator) = ratio.into();
        Exact(Repr::Small(numerator, NonZeroU64::new(denominator.unsigned_abs()).unwrap_or(NonZeroU64::MIN)))
    }

    /// The number, where it is small.
    fn ratio(&self) -> Option<Ratio<i64>> {
        match self.0 {
            Repr::Small(numerator, denominator) => {
                Some(Ratio::new_raw(numerator, denominator.get().cast_signed()))
            }
            Repr::Big(_) => None,
        }
    }

    fn from_big(number: BigRational) -> Exact {
        match (number.numer().to_i64(), number.denom().to_i64()) {
            (Some(numerator), Some(denominator)) => Exact::small(Ratio::new_raw(numerator, denominator)),
            _ => Exact(Repr::Big(Box::new(number))),
        }
    }

    fn to_big(&self) -> BigRational {
        match &self.0 {
            Repr::Small(numerator, denominator) => {
                BigRational::new_raw((*numerator).into(), denominator.get().into())
            }
            Repr::Big(number) => (**number).clone(),
        }
    }

    /// Nought.
    pub fn zero() -> Self {
        Exact::from(0)
    }

    /// One.
    pub fn one() -> Self {
        Exact::from(1)
    }

    /// One hundred: all the points there are.
    pub fn hundred() -> Self {
        Exact::from(100)
    }

    /// True for nought.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small(0, _))
    }

    /// True below nought.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(numerator, _) => numerator.is_negative(),
            Repr::Big(number) => number.is_negative(),
        }
    }

    /// Half of it.
    #[must_use]
    pub fn half(&self) -> Self {
        self.clone() / 2
    }

    /// The quotient, or `None` where the divisor is nought.
    pub fn checked_div(&self, by: &Exact) -> Option<Exact> {
        if by.is_zero() {
            return None;
        }
        if let (Some(a), Some(b)) = (self.ratio(), by.ratio())
            && let Some(quotient) = a.checked_div(&b)
        {
            return Some(Exact::small(quotient));
        }
        Some(Exact::from_big(self.to_big() / by.to_big()))
    }

    /// Cut off after some decimals, toward nought: what [`Exact::truncated`] shows.
    #[must_use]
    pub fn cut(&self, places: u32) -> Exact {
        if let Some(number) = self.ratio()
            && let Some(power) = 10_i64.checked_pow(places)
            && let Some(product) = i128::from(*number.numer()).checked_mul(power.into())
            && let Ok(scaled) = i64::try_from(product / i128::from(*number.denom()))
        {
            return Exact::small(Ratio::new(scaled, power));
        }
        let power = BigInt::from(10).pow(places);
        Exact::from_big(BigRational::new((self.to_big() * &power).trunc().to_integer(), power))
    }

    /// What [`Exact::truncated`] shows, as the nearest floating-point number: for programs, and never to calculate with.
    pub fn cut_to_float(&self, places: u32) -> f64 {
        // Both parts are exact as floats up to 2^53, so that their quotient is the nearest number.
        if let Some(number) = self.ratio()
            && let Some(power) = 10_i64.checked_pow(places)
            && let Some(product) = i64::checked_mul(*number.numer(), power)
            && let Some(scaled) = i32::try_from(product / number.denom()).ok()
            && let Some(power) = i32::try_from(power).ok()
        {
            return f64::from(scaled) / f64::from(power);
        }
        self.truncated(places).parse().unwrap_or(f64::NAN)
    }

    /// How many decimals it has, where they are at most six.
    pub fn decimals(&self) -> u32 {
        let plain = self.plain();
        plain.split_once('.').map_or(0, |(_, fraction)| u32::try_from(fraction.len()).unwrap_or(PLAIN_PLACES))
    }

    /// In decimals, cut off after `places`, never rounded up: 79.96 with one place is `79.9`.
    pub fn truncated(&self, places: u32) -> String {
        let (is_negative, mut digits) = self.scaled(places);
        let width = places as usize;
        if digits.len() <= width {
            digits.insert_str(0, &"0".repeat(width + 1 - digits.len()));
        }
        if width > 0 {
            digits.insert(digits.len() - width, '.');
        }
        if is_negative {
            digits.insert(0, '-');
        }
        digits
    }

    /// The whole part of the number times ten to the power of `places`: whether it is below nought, and its digits.
    fn scaled(&self, places: u32) -> (bool, String) {
        // Nearly every figure fits a machine word, and division of wider ones is slow.
        if let Repr::Small(numerator, denominator) = &self.0
            && let Some(product) =
                10_i64.checked_pow(places).and_then(|power| i64::checked_mul(*numerator, power))
        {
            let magnitude = product.unsigned_abs() / denominator.get();
            return (product < 0 && magnitude > 0, magnitude.to_string());
        }
        let scaled = (self.to_big() * BigInt::from(10).pow(places)).trunc().to_integer();
        (scaled.is_negative(), scaled.abs().to_string())
    }

    /// The shortest decimals where the number is a finite decimal of at most six places; else `a/b`.
    pub fn plain(&self) -> String {
        match &self.0 {
            Repr::Small(numerator, denominator) if denominator.get() == 1 => return numerator.to_string(),
            // A fraction in lowest terms is a finite decimal of so many places where ten to their power is a multiple.
            Repr::Small(numerator, denominator)
                if !10_u64.pow(PLAIN_PLACES).is_multiple_of(denominator.get()) =>
            {
                return format!("{numerator}/{denominator}");
            }
            Repr::Big(number) if !(&**number * BigInt::from(10).pow(PLAIN_PLACES)).is_integer() => {
                return number.to_string();
            }
            _ => {}
        }
        let text = self.truncated(PLAIN_PLACES);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

impl Exact {
    /// Reads what [`Exact::plain`] writes; `None` where it is something else.
    pub fn read_plain(text: &str) -> Option<Exact> {
        if text.len() > LONGEST_PLAIN {
            return None;
        }
        match text.contains('/') {
            true => text.parse::<BigRational>().ok().map(Exact::from_big),
            false => text.parse::<Exact>().ok().or_else(|| Exact::read_long(text)),
        }
    }

    /// Reads decimals of more digits than people may state: a sum can have more than what is added up.
    fn read_long(text: &str) -> Option<Exact> {
        let (whole, places) = text.split_once('.').unwrap_or((text, ""));
        let digits = whole.strip_prefix('-').unwrap_or(whole);
        let is_plain = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
        if digits.is_empty() || text.ends_with('.') || !is_plain(digits) || !is_plain(places) {
            return None;
        }
        let number: BigInt = [whole, places].concat().parse().ok()?;
        let scale = BigInt::from(10).pow(u32::try_from(places.len()).ok()?);
        Some(Exact::from_big(BigRational::new(number, scale)))
    }
}

impl From<Exact> for String {
    fn from(number: Exact) -> String {
        number.plain()
    }
}

impl TryFrom<String> for Exact {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Exact, &'static str> {
        Exact::read_plain(&text).ok_or("no number")
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        match (self.ratio(), other.ratio()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Exact {
    fn from(n: i64) -> Self {
        Exact::small(Ratio::from_integer(n))
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
        let digit = |sum: i64, byte: u8| sum * 10 + i64::from(byte - b'0');
        let all = whole.bytes().chain(fraction.bytes()).fold(0, digit);
        let places = u32::try_from(fraction.len()).map_err(|_| ())?;
        Ok(Exact::small(Ratio::new(sign * all, 10_i64.pow(places))))
    }
}

/// One operator. `$known` gives the result where no arithmetic is needed: most points of a scorecard are nought, and
/// bringing fractions to one denominator is what takes the time.
macro_rules! operator {
    ($name:ident, $method:ident, $checked:ident, $known:expr) => {
        impl $name for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                let known: fn(&Exact, &Exact) -> Option<Exact> = $known;
                if let Some(result) = known(self, other) {
                    return result;
                }
                if let (Some(a), Some(b)) = (self.ratio(), other.ratio())
                    && let Some(result) = a.$checked(&b)
                {
                    return Exact::small(result);
                }
                Exact::from_big($name::$method(self.to_big(), other.to_big()))
            }
        }
        impl $name for Exact {
            type Output = Exact;
            fn $method(self, other: Exact) -> Exact {
                $name::$method(&self, &other)
            }
        }
    };
}
operator!(Add, add, checked_add, |a, b| match (a.is_zero(), b.is_zero()) {
    (true, _) => Some(b.clone()),
    (_, true) => Some(a.clone()),
    _ => None,
});
operator!(Sub, sub, checked_sub, |a, b| b.is_zero().then(|| a.clone()));
operator!(Mul, mul, checked_mul, |a, b| (a.is_zero() || b.is_zero()).then(Exact::zero));

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
    fn a_number_takes_two_words() {
        assert_eq!(size_of::<Exact>(), 16);
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
    fn what_is_cut_is_what_is_shown() {
        for text in ["79.96", "-0.25", "33.333333"] {
            assert_eq!(n(text).cut(1), n(&n(text).truncated(1)), "{text}");
        }
        assert_eq!((n("100") / 3).cut(2), n("33.33"));
        assert_eq!(["7", "7.50", "0.125"].map(|text| n(text).decimals()), [0, 1, 3]);
    }

    #[test]
    fn floats_are_those_that_the_shown_text_reads_as() {
        for text in ["0", "100", "79.96", "-3.999", "0.07", "12345678901.235", "99.999999"] {
            for places in [0, 1, 2, 6, 12] {
                let number = n(text);
                let read: f64 = number.truncated(places).parse().unwrap();
                let cut = number.cut_to_float(places);
                assert_eq!(cut.to_bits(), read.to_bits(), "{text} {places}");
            }
        }
        let third = n("100").checked_div(&n("3")).unwrap();
        assert_eq!(third.cut_to_float(2).to_string(), "33.33");
    }

    #[test]
    fn plain_is_short_or_a_fraction() {
        assert_eq!(n("7.50").plain(), "7.5");
        assert_eq!(n("100").plain(), "100");
        assert_eq!((n("1") / 3).plain(), "1/3");
    }

    #[test]
    fn what_is_written_is_read_however_many_digits_it_has() {
        for cell in ["99999999999999999.5", "-99999999999.999999", "999999999999999999"] {
            for cells in [1, 9, 11, 1001] {
                let sum: Exact = std::iter::repeat_n(n(cell), cells).sum();
                assert_eq!(Exact::read_plain(&sum.plain()), Some(sum), "{cells} times {cell}");
            }
        }
        for bad in ["12345678901234567890.", ".12345678901234567890", "-.5", "1.-5", "1_000", "+1"] {
            assert_eq!(Exact::read_plain(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_plain_decimals_are_numbers() {
        for bad in ["", ".", "1.", ".5", "1e3", "NaN", "inf", "+1", "1,5", "1234567890123456789"] {
            assert!(bad.parse::<Exact>().is_err(), "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn small_and_big_numbers_calculate_alike(a in proptest::num::i64::ANY, b in 1i64.., c in proptest::num::i64::ANY, d in 1i64..) {
            let big = |n: i64, d: i64| BigRational::new(n.into(), d.into());
            let (x, y) = (big(a, b), big(c, d));
            let (p, q) = (Exact::from_big(x.clone()), Exact::from_big(y.clone()));
            proptest::prop_assert_eq!((&p + &q).to_big(), &x + &y);
            proptest::prop_assert_eq!((&p - &q).to_big(), &x - &y);
            proptest::prop_assert_eq!((&p * &q).to_big(), &x * &y);
            proptest::prop_assert_eq!(p.cmp(&q), x.cmp(&y));
            for written in [p.clone(), &p * &q] {
                proptest::prop_assert_eq!(Exact::read_plain(&written.plain()), Some(written));
            }
            let big = Exact(Repr::Big(Box::new(x.clone())));
            proptest::prop_assert_eq!(p.truncated(2), big.truncated(2));
            proptest::prop_assert_eq!(&(&(&p + &q) - &q), &p, "a number that fits is small again");
            if c != 0 {
                proptest::prop_assert_eq!(p.checked_div(&q).unwrap().to_big(), &x / &y);
            }
        }
    }
}
