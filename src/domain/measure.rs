//! Measured values: decimals kept as an integer times a power of ten and compared exactly, so that 149.9 is below 150 and
//! 150.1 is not. Nothing here is a float.

use std::{cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most digits a measured value may have.
const DIGITS: usize = 18;

/// A decimal number.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    /// All its digits as one number.
    digits: i64,
    /// How many of them stand after the point.
    scale: u32,
}

impl Decimal {
    fn at_scale(self, scale: u32) -> i128 {
        i128::from(self.digits) * 10_i128.pow(scale.saturating_sub(self.scale))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.at_scale(scale).cmp(&other.at_scale(scale))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl FromStr for Decimal {
    type Err = String;

    /// Reads `150`, `149.9`, `-0.5`; nothing else is a measured value, `NaN` least of all.
    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || format!("`{text}` is not a number; write it with digits, such as `149.9`");
        let (sign, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = format!("{whole}{part}");
        let is_number = !whole.is_empty()
            && (unsigned.len() == whole.len() || !part.is_empty())
            && digits.chars().all(|digit| digit.is_ascii_digit())
            && digits.len() <= DIGITS;
        if !is_number {
            return Err(refused());
        }
        let digits: i64 = digits.parse().map_err(|_| refused())?;
        Ok(Self {
            digits: sign * digits,
            scale: part.len() as u32,
        })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs();
        let unit = 10_u64.pow(self.scale);
        if self.scale == 0 {
            return write!(out, "{sign}{digits}");
        }
        let places = self.scale as usize;
        write!(out, "{sign}{}.{:0places$}", digits / unit, digits % unit)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    /// Reads text, and a whole or decimal number as a person writes one in a pack.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Whole(i64),
            Point(f64),
            Text(String),
        }
        // A float prints the shortest digits that mean it: those that were typed.
        let text = match Written::deserialize(deserializer)? {
            Written::Whole(whole) => whole.to_string(),
            Written::Point(point) => point.to_string(),
            Written::Text(text) => text,
        };
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn decimals_are_compared_exactly_and_read_back_as_written() {
        assert!(number("149.9") < number("150") && number("150.1") > number("150"));
        assert_eq!(number("150.0"), number("150"));
        assert!(number("-0.5") < number("0"));
        for text in ["150", "149.90", "-0.05", "0", "0.001"] {
            assert_eq!(number(text).to_string(), text);
        }
    }

    #[test]
    fn a_number_of_a_pack_is_read_as_it_was_typed() {
        let table: toml::Table = "whole = 150\npoint = 0.1\ntext = \"99.90\""
            .parse()
            .unwrap();
        let read = |key: &str| table[key].clone().try_into::<Decimal>();
        assert_eq!(read("whole").unwrap().to_string(), "150");
        assert_eq!(read("point").unwrap().to_string(), "0.1");
        assert_eq!(read("text").unwrap().to_string(), "99.90");
        let nan: toml::Table = "value = nan".parse().unwrap();
        assert!(nan["value"].clone().try_into::<Decimal>().is_err());
    }

    proptest::proptest! {
        #[test]
        fn decimals_are_ordered_as_their_thousandths(one in -99_999..99_999_i64, other in -99_999..99_999_i64) {
            let typed = |thousandths: i64| {
                let sign = if thousandths < 0 { "-" } else { "" };
                let digits = thousandths.unsigned_abs();
                number(&format!("{sign}{}.{:03}", digits / 1_000, digits % 1_000))
            };
            proptest::prop_assert_eq!(typed(one).cmp(&typed(other)), one.cmp(&other));
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "NaN",
            "inf",
            "",
            "-",
            "1.",
            ".5",
            "1e3",
            "1,5",
            "12 ms",
            "9999999999999999999",
        ] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }
}
