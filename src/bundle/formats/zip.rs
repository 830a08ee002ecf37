//! A zip archive.

use std::io::{Cursor, Write as _};

use jiff::{Timestamp, tz::TimeZone};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{Format, Member};

pub(super) const FORMAT: Format =
    Format { name: "zip", summary: "for file managers: opens with a double click", write };

fn write(members: &[Member], folder: &str, time: i64) -> Result<Vec<u8>, String> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(date_time(time))
        .unix_permissions(0o644);
    for Member { path, bytes } in members {
        let written = archive.start_file(format!("{folder}/{path}"), options).map_err(std::io::Error::from);
        let written = written.and_then(|()| archive.write_all(bytes));
        written.map_err(|error| format!("the archive cannot be packed: {error}"))?;
    }
    let packed = archive.finish().map_err(|error| format!("the archive cannot be packed: {error}"))?;
    Ok(packed.into_inner())
}

/// The time as this form keeps it: in UTC, since it knows no zones, and not before 1980, which it cannot tell.
fn date_time(seconds: i64) -> DateTime {
    let Ok(time) = Timestamp::from_second(seconds) else { return DateTime::default() };
    let time = time.to_zoned(TimeZone::UTC);
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    let (year, month, day) = (time.year(), part(time.month()), part(time.day()));
    let (hour, minute, second) = (part(time.hour()), part(time.minute()), part(time.second()));
    let year = u16::try_from(year).unwrap_or_default();
    DateTime::from_date_and_time(year, month, day, hour, minute, second).unwrap_or_default()
}
