//! What day it is: as told, else by `SOURCE_DATE_EPOCH`, else by the clock in UTC.

use jiff::{Timestamp, tz::TimeZone};

use super::Outcome;
use super::report::failed;
use crate::model::Date;

/// Today for a command; where it cannot be told, the reason is printed and the command has failed.
pub(super) fn today_or_fail(told: Option<Date>) -> Result<Date, Outcome> {
    today(told).map_err(failed)
}

/// Today, and the reason where it cannot be told.
pub(super) fn today(told: Option<Date>) -> Result<Date, String> {
    if let Some(date) = told {
        return Ok(date);
    }
    let now = source_date_epoch()?.unwrap_or_else(Timestamp::now);
    Ok(now.to_zoned(TimeZone::UTC).date())
}

/// The moment that `SOURCE_DATE_EPOCH` names, if it does.
pub(super) fn source_date_epoch() -> Result<Option<Timestamp>, String> {
    let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let moment = text.parse::<i64>().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    let wrong = || format!("SOURCE_DATE_EPOCH has to be a number of seconds since 1970, not `{text}`");
    moment.map(Some).ok_or_else(wrong)
}
