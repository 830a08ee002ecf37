//! What mending takes, as authors state it.

/// Working minutes; a day has eight hours and a week five days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Effort {
    /// The minutes.
    pub minutes: u32,
}

/// Minutes of an hour, a working day and a working week.
const HOUR: u32 = 60;
const DAY: u32 = 8 * HOUR;
const WEEK: u32 = 5 * DAY;

/// Beyond this nothing is an effort any more: a thousand working weeks.
const MOST: f64 = 1000.0 * WEEK as f64;

impl Effort {
    /// Reads `30min`, `4h`, `1d`, `2 days`, `1.5 weeks`, and of a range such as `1-2 days` the upper end. `None`
    /// where no number with a unit can be read.
    pub fn read(text: &str) -> Option<Effort> {
        let text = text.trim().to_lowercase();
        let unit_at = text.find(char::is_alphabetic)?;
        let (number, unit) = text.split_at(unit_at);
        let minutes = match unit.trim().trim_end_matches('.') {
            "m" | "min" | "mins" | "minute" | "minutes" => 1,
            "h" | "hr" | "hrs" | "hour" | "hours" => HOUR,
            "d" | "day" | "days" => DAY,
            "w" | "wk" | "week" | "weeks" => WEEK,
            _ => return None,
        };
        let upper = number.rsplit(['-', '\u{2013}']).next()?.trim().trim_start_matches('~');
        let all = upper.trim().parse::<f64>().ok()? * f64::from(minutes);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within bounds")]
        (0.0..=MOST).contains(&all).then(|| Effort { minutes: all.ceil() as u32 })
    }
}

impl std::fmt::Display for Effort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (days, rest) = (self.minutes / DAY, self.minutes % DAY);
        let parts = [(days, "d"), (rest / HOUR, "h"), (rest % HOUR, "min")];
        let shown: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n} {unit}")).collect();
        if shown.is_empty() { f.write_str("0 min") } else { f.write_str(&shown.join(" ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_ranges_are_read() {
        for (text, minutes) in [
            ("30min", 30),
            ("4 h", 240),
            ("1d", 480),
            ("2 days", 960),
            ("1-2 days", 960),
            ("~3 hours", 180),
            ("1.5 weeks", 3600),
        ] {
            assert_eq!(Effort::read(text).map(|effort| effort.minutes), Some(minutes), "{text}");
        }
        for bad in ["", "soon", "2", "days", "-", "2 moons", "1e9 weeks", "NaN d"] {
            assert_eq!(Effort::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_sum_is_shown_in_days_hours_and_minutes() {
        assert_eq!(Effort { minutes: 8 * 60 + 90 }.to_string(), "1 d 1 h 30 min");
        assert_eq!(Effort { minutes: 0 }.to_string(), "0 min");
    }
}
