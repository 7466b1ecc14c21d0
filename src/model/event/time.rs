//! When an event was made.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::wire::{from_text, kind_union};

kind_union! {
    /// When an event was made.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// use agentlin_types::event::EventTimestamp;
    ///
    /// let time = UNIX_EPOCH + Duration::from_millis(1_795_467_209_500);
    /// let stamp = EventTimestamp::from(time);
    /// assert_eq!(stamp.to_string(), "2026-11-23T20:53:29.500000+00:00");
    /// assert_eq!(stamp.to_system_time(), Some(time));
    /// assert_eq!(EventTimestamp::from("yesterday").to_system_time(), None);
    /// ```
    pub enum EventTimestamp {
        /// A date and time as in ISO 8601, in UTC, with microseconds: on HTTP streams.
        DateTime(String),
        /// Seconds since the Unix epoch: on a message queue.
        UnixSeconds(f64),
    }
}

impl EventTimestamp {
    /// The time that it names. `None` for a text that is no date and time of ISO 8601, and for a
    /// time that the system cannot hold. A date without an offset is in UTC.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        match self {
            EventTimestamp::DateTime(text) => parse(text),
            EventTimestamp::UnixSeconds(seconds) => {
                let distance = Duration::try_from_secs_f64(seconds.abs()).ok()?;
                if *seconds < 0.0 {
                    UNIX_EPOCH.checked_sub(distance)
                } else {
                    UNIX_EPOCH.checked_add(distance)
                }
            }
        }
    }
}

from_text! { EventTimestamp }

impl From<SystemTime> for EventTimestamp {
    /// The time as servers write it on HTTP streams.
    fn from(time: SystemTime) -> Self {
        let micros = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i128::try_from(after.as_micros()).unwrap_or(i128::MAX),
            Err(before) => -i128::try_from(before.duration().as_micros()).unwrap_or(i128::MAX),
        };
        EventTimestamp::DateTime(format(micros))
    }
}

impl std::fmt::Display for EventTimestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EventTimestamp::DateTime(time) => f.pad(time),
            EventTimestamp::UnixSeconds(seconds) => seconds.fmt(f),
        }
    }
}

const MICROS_PER_DAY: i128 = 86_400_000_000;

/// Microseconds since the Unix epoch as a date and time.
fn format(micros: i128) -> String {
    let (year, month, day) = date(micros.div_euclid(MICROS_PER_DAY));
    let time = micros.rem_euclid(MICROS_PER_DAY);
    let seconds = time / 1_000_000;
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:06}+00:00",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        time % 1_000_000
    )
}

/// Reads `2026-11-23T20:53:29.123456Z`, with any offset and any number of decimals.
fn parse(text: &str) -> Option<SystemTime> {
    let mut rest = text.as_bytes();
    let year = number(&mut rest, 4)?;
    let month = number(after(&mut rest, b"-")?, 2)?;
    let day = number(after(&mut rest, b"-")?, 2)?;
    let hour = number(after(&mut rest, b"Tt ")?, 2)?;
    let minute = number(after(&mut rest, b":")?, 2)?;
    let second = number(after(&mut rest, b":")?, 2)?;
    let mut nanos = 0;
    if after(&mut rest, b".,").is_some() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (decimals, left) = rest.split_at(digits);
        let mut unit = 100_000_000;
        for digit in decimals {
            nanos += u32::from(digit - b'0') * unit;
            unit /= 10;
        }
        rest = (digits > 0).then_some(left)?;
    }
    let offset = match rest {
        [] | [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), zone @ ..] => {
            let mut zone = zone;
            let hours = number(&mut zone, 2)?;
            after(&mut zone, b":");
            let minutes = number(&mut zone, 2)?;
            let seconds = zone.is_empty().then_some(hours * 3600 + minutes * 60)?;
            if *sign == b'-' { -seconds } else { seconds }
        }
        _ => return None,
    };
    // A leap second is the first second of the next minute.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = days(year, month, day)? * 86_400 + hour * 3600 + minute * 60 + second - offset;
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let time = if seconds < 0 {
        UNIX_EPOCH.checked_sub(whole)
    } else {
        UNIX_EPOCH.checked_add(whole)
    };
    time?.checked_add(Duration::from_nanos(nanos.into()))
}

/// What comes after one of these bytes.
fn after<'a, 'b>(rest: &'a mut &'b [u8], any: &[u8]) -> Option<&'a mut &'b [u8]> {
    let (first, left) = rest.split_first()?;
    any.contains(first).then(|| {
        *rest = left;
        rest
    })
}

/// A number with a fixed count of digits.
fn number(rest: &mut &[u8], digits: usize) -> Option<i64> {
    let (number, left) = rest.split_at_checked(digits)?;
    *rest = left;
    number.iter().try_fold(0, |sum, digit| {
        digit
            .is_ascii_digit()
            .then(|| sum * 10 + i64::from(digit - b'0'))
    })
}

/// The days from the Unix epoch to a date. `None` if there is no such date.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    // Years begin in March, so that the leap day is the last one of a year.
    let year = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(365 * year + leap_days + day_of_year - 719_468)
}

/// The date a number of days after the Unix epoch: the inverse of `days`.
fn date(days: i128) -> (i128, i128, i128) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i128::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<i64> {
        let time = parse(text)?;
        Some(match time.duration_since(UNIX_EPOCH) {
            Ok(after) => after.as_secs() as i64,
            Err(before) => -(before.duration().as_secs_f64().ceil() as i64),
        })
    }

    #[test]
    fn dates_and_times() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-11-23T20:53:29+00:00", 1_795_467_209),
            ("2026-11-23T21:53:29.999+01:00", 1_795_467_209),
            ("2026-11-23T15:53:29-0500", 1_795_467_209),
            ("2026-11-23 20:53:29.123456", 1_795_467_209),
            ("2000-02-29T00:00:00Z", 951_782_400),
            ("1969-12-31T23:59:59Z", -1),
            ("1900-03-01T00:00:00Z", -2_203_891_200),
            ("2016-12-31T23:59:60Z", 1_483_228_800),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_none() {
        for text in [
            "",
            "2026",
            "2026-11-23",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-00T00:00:00Z",
            "2026-11-23T24:00:00Z",
            "2026-11-23T20:60:00Z",
            "2026-11-23T20:53:29.Z",
            "2026-11-23T20:53:29Zx",
            "2026-11-23T20:53:29+1",
            "+026-11-23T20:53:29Z",
            "2026-11-23T20:53:29é",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        // From the year 70 to the year 9500.
        for at in -400..1600 {
            let micros = 150_000_000_000_007_i128 * at;
            let text = format(micros);
            let time = parse(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(EventTimestamp::from(time).to_string(), text);
            let distance = Duration::from_micros(u64::try_from(micros.unsigned_abs()).unwrap());
            let expected = if micros < 0 {
                UNIX_EPOCH - distance
            } else {
                UNIX_EPOCH + distance
            };
            assert_eq!(time, expected, "{text}");
        }
    }

    #[test]
    fn seconds_on_a_queue() {
        let time = |seconds| EventTimestamp::UnixSeconds(seconds).to_system_time();
        assert_eq!(time(1.5), Some(UNIX_EPOCH + Duration::from_millis(1500)));
        assert_eq!(time(-1.5), Some(UNIX_EPOCH - Duration::from_millis(1500)));
        assert_eq!(time(f64::NAN), None);
        assert_eq!(time(1e300), None);
    }
}
