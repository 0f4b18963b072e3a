//! Points in time and the dates people write. The clock itself is not here; see `env`.

use std::{fmt, str::FromStr};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment, kept in UTC with millisecond precision, written as RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(pub DateTime<Utc>);

impl Timestamp {
    /// The moment without what is finer than a millisecond, so that what is written reads back as the same value.
    pub fn of(moment: DateTime<Utc>) -> Self {
        Self(DateTime::from_timestamp_millis(moment.timestamp_millis()).unwrap_or(moment))
    }

    /// The day of this moment in UTC.
    pub fn day(self) -> NaiveDate {
        self.0.date_naive()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl FromStr for Timestamp {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, chrono::ParseError> {
        let moment = DateTime::parse_from_rfc3339(text)?;
        Ok(Self::of(moment.with_timezone(&Utc)))
    }
}

/// A date as a person stated it: to the day, or only to the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatedDate {
    /// A calendar day.
    Day(NaiveDate),
    /// A month of a year; the day is not known and is not invented.
    Month {
        /// The year.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
}

impl StatedDate {
    /// The first day this date may mean; for sorting only.
    pub fn earliest(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Month { year, month } => {
                NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MIN)
            }
        }
    }

    /// The last day this date may mean: what must have passed before a date is over.
    pub fn latest(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Month { year, month } => {
                let (year, month) = if month == 12 {
                    (year + 1, 1)
                } else {
                    (year, month + 1)
                };
                NaiveDate::from_ymd_opt(year, month, 1)
                    .and_then(|next| next.pred_opt())
                    .unwrap_or(NaiveDate::MAX)
            }
        }
    }
}

impl fmt::Display for StatedDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(out, "{}", day.format("%Y-%m-%d")),
            Self::Month { year, month } => write!(out, "{year:04}-{month:02}"),
        }
    }
}

impl FromStr for StatedDate {
    type Err = String;

    /// Reads `YYYY-MM-DD` and `YYYY-MM`; other spellings are the dialects' business.
    ///
    /// # Errors
    /// Says which forms are read.
    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Ok(Self::Day(day));
        }
        if let Ok(first) = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d") {
            use chrono::Datelike as _;
            return Ok(Self::Month {
                year: first.year(),
                month: first.month(),
            });
        }
        Err(format!(
            "`{text}` is not a date; write `2026-03-02` or `2026-03`"
        ))
    }
}

macro_rules! serde_as_text {
    ($($kind:ident),+) => {$(
        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

serde_as_text!(Timestamp, StatedDate);

#[cfg(test)]
mod tests {
    use chrono::Datelike as _;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_month_stays_a_month() {
        let month: StatedDate = "2022-02".parse().expect("a month");
        assert_eq!(month.to_string(), "2022-02");
        assert_eq!(month.latest().to_string(), "2022-02-28");
        assert_eq!(month.earliest().to_string(), "2022-02-01");
    }

    #[test]
    fn a_moment_reads_back_as_it_was_written() {
        let moment: Timestamp = "2026-11-22T09:00:00.123456+02:00"
            .parse()
            .expect("a moment");
        assert_eq!(moment.to_string(), "2026-11-22T07:00:00.123Z");
        assert_eq!(moment.to_string().parse(), Ok(moment));
        assert_eq!(moment.day().to_string(), "2026-11-22");
    }

    proptest! {
        #[test]
        fn a_date_reads_back_and_lies_in_its_own_span(days in 0_i32..3_650_000, whole in any::<bool>()) {
            let day = NaiveDate::from_num_days_from_ce_opt(days + 1).expect("a day");
            let date = if whole {
                StatedDate::Day(day)
            } else {
                StatedDate::Month { year: day.year(), month: day.month() }
            };
            prop_assert_eq!(date.to_string().parse(), Ok(date));
            prop_assert!(date.earliest() <= day && day <= date.latest());
            if !whole {
                let next = date.latest().succ_opt().expect("a day");
                prop_assert_eq!((date.earliest().day(), next.day()), (1, 1));
            }
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        assert!("2023-02-30".parse::<StatedDate>().is_err());
        assert!("03/02/2024".parse::<StatedDate>().is_err());
    }
}
