//! Days as packs and rubrics write them: TOML has a word of its own for a date.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, de::Error};
use toml::value::Datetime;

/// A day that is there.
pub(crate) fn written<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    day(Datetime::deserialize(deserializer)?)
}

/// A day that may be left out.
pub(crate) fn maybe<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<NaiveDate>, D::Error> {
    let written = Option::<Datetime>::deserialize(deserializer)?;
    written.map(day).transpose()
}

fn day<E: Error>(written: Datetime) -> Result<NaiveDate, E> {
    let text = written.to_string();
    text.parse()
        .map_err(|_| E::custom(format!("`{text}` is not a day; write `2027-03-31`")))
}
