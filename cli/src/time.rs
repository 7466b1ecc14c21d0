//! Times for people.

use jiff::Timestamp;

/// Seconds since the Unix epoch as a date and time in UTC.
pub(crate) fn utc(seconds: i64) -> String {
    match Timestamp::from_second(seconds) {
        Ok(time) => time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        Err(_) => format!("{seconds} s"),
    }
}

/// A date and time as in ISO 8601 in milliseconds since the Unix epoch; without an offset it is
/// in UTC.
pub(crate) fn millis(text: &str) -> Option<f64> {
    let with_offset = text.parse::<Timestamp>().ok();
    let time = with_offset.or_else(|| {
        let civil: jiff::civil::DateTime = text.parse().ok()?;
        jiff::tz::Offset::UTC.to_timestamp(civil).ok()
    })?;
    Some(time.as_microsecond() as f64 / 1000.0)
}

/// A date and time, a date, or an age, in milliseconds since the Unix epoch.
pub(crate) fn since(text: &str) -> Result<f64, String> {
    if let Some(time) = millis(text) {
        return Ok(time);
    }
    if let Ok(date) = text.parse::<jiff::civil::Date>() {
        let time = jiff::tz::Offset::UTC.to_timestamp(date.at(0, 0, 0, 0));
        return time
            .map(|time| time.as_millisecond() as f64)
            .map_err(|error| error.to_string());
    }
    let age: jiff::SignedDuration = text.parse().map_err(|_| {
        "neither a date and time (2026-11-23T20:53, in UTC) nor an age (90m, 2h)".to_owned()
    })?;
    let time = Timestamp::now()
        .checked_sub(age)
        .map_err(|error| error.to_string())?;
    Ok(time.as_millisecond() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        assert_eq!(utc(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(utc(951_782_400), "2000-02-29 00:00:00 UTC");
        assert_eq!(utc(1_795_467_208), "2026-11-23 20:53:28 UTC");
        assert_eq!(utc(-1), "1969-12-31 23:59:59 UTC");
        assert_eq!(utc(i64::MAX), "9223372036854775807 s");
    }

    #[test]
    fn dates_become_milliseconds() {
        assert_eq!(millis("1970-01-01T00:00:01.5+00:00"), Some(1500.0));
        assert_eq!(millis("1970-01-01T01:00:01Z"), Some(3_601_000.0));
        assert_eq!(millis("1970-01-01T01:00:00+01:00"), Some(0.0));
        assert_eq!(millis("1970-01-01 00:00:01"), Some(1000.0));
        assert_eq!(millis("yesterday"), None);
    }
}
