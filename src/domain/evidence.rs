//! Evidence: a pointer to what proves an answer, with its age. Files stay where they are, links are not fetched.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    digest::Digest,
    pack::{EvidenceKind, EvidenceRule},
};

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// Where it is: an address, a path, a reference; of an attestation, the person who attests.
    pub locator: String,
    /// What it says, in a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The digest of a file's bytes when it was attached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// The size of the file in bytes when it was attached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Whether its bytes are kept in the store under the digest.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_kept: bool,
    /// The day it was collected.
    pub collected_on: NaiveDate,
    /// The last day it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<NaiveDate>,
    /// How it was come by.
    #[serde(default)]
    pub method: Method,
    /// Who may see it: `public`, `internal`, `confidential`, `restricted`.
    #[serde(default)]
    pub classification: Classification,
    /// What was found when its file was looked at last; a file that was never looked at again is as it was.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_broken: bool,
}

/// How evidence was come by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum Method {
    #[default]
    Examine,
    Interview,
    Test,
    Attest,
}

/// Who may see something; the least guarded is the smallest.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum Classification {
    Public,
    #[default]
    Internal,
    Confidential,
    Restricted,
}

/// What a piece of evidence is worth on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceState {
    /// It counts.
    Ok,
    /// It is older than the item allows.
    Stale,
    /// Its last day has passed.
    Expired,
    /// Its file is gone or has other bytes.
    Broken,
}

impl EvidenceState {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Stale => "stale",
            Self::Expired => "expired",
            Self::Broken => "broken",
        }
    }
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 4] = [Self::Examine, Self::Interview, Self::Test, Self::Attest];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Examine => "examine",
            Self::Interview => "interview",
            Self::Test => "test",
            Self::Attest => "attest",
        }
    }
}

impl Classification {
    /// Every classification, the least guarded first.
    pub const ALL: [Self; 4] = [
        Self::Public,
        Self::Internal,
        Self::Confidential,
        Self::Restricted,
    ];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
            Self::Confidential => "confidential",
            Self::Restricted => "restricted",
        }
    }
}

/// One of some values by the word people type for it.
fn by_word<T: Copy>(
    typed: &str,
    (what, all): (&str, &[T]),
    word: impl Fn(T) -> &'static str,
) -> Result<T, String> {
    let found = all.iter().copied().find(|one| word(*one) == typed);
    found.ok_or_else(|| {
        let words: Vec<_> = all.iter().map(|one| word(*one)).collect();
        format!("`{typed}` is no {what}; possible are {}", words.join(", "))
    })
}

impl std::str::FromStr for Method {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        by_word(typed, ("method", &Self::ALL), Self::word)
    }
}

impl std::str::FromStr for Classification {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        by_word(typed, ("classification", &Self::ALL), Self::word)
    }
}

impl std::str::FromStr for EvidenceKind {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        by_word(typed, ("kind of evidence", &Self::ALL), Self::word)
    }
}

impl Evidence {
    /// What it is worth on a day for an item. Valid N days from D means D..=D+N (governance: ten rules, 5). Evidence that is both too
    /// old and past its last day is called by what ended it first, so that it keeps its name.
    pub fn state(&self, max_age_days: Option<u32>, as_of: NaiveDate) -> EvidenceState {
        if self.is_broken {
            return EvidenceState::Broken;
        }
        match self.last_day(max_age_days) {
            Some(last) if last >= as_of => EvidenceState::Ok,
            None => EvidenceState::Ok,
            last if last == self.expires_on => EvidenceState::Expired,
            Some(_) => EvidenceState::Stale,
        }
    }

    /// The last day on which it counts for an item, where its age ends it.
    pub fn last_day(&self, max_age_days: Option<u32>) -> Option<NaiveDate> {
        let aged = max_age_days.and_then(|days| {
            self.collected_on
                .checked_add_days(chrono::Days::new(days.into()))
        });
        match (aged, self.expires_on) {
            (Some(aged), Some(expires)) => Some(aged.min(expires)),
            (aged, expires) => aged.or(expires),
        }
    }
}

/// The schemes an address may begin with.
const SCHEMES: [&str; 9] = [
    "https", "http", "ssh", "git", "sftp", "ftp", "s3", "gs", "abfss",
];

/// Whether a locator is written as an address: a known scheme, a host, no space. Whether anything is there is not asked.
pub fn is_address(locator: &str) -> bool {
    let Some((scheme, rest)) = locator.split_once("://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    SCHEMES
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
        && host.chars().any(char::is_alphanumeric)
        && !locator.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Whether these pieces would be enough for a rule if all of them counted: then it is their age or their files that fail.
pub fn would_be_enough(rule: &EvidenceRule, pieces: &[Evidence]) -> bool {
    let fitting = pieces
        .iter()
        .filter(|piece| rule.kinds.is_empty() || rule.kinds.contains(&piece.kind));
    fitting.count() as u64 >= u64::from(rule.min)
}

/// Whether these pieces are enough for a rule on a day: so many of the kinds it names that count.
pub fn is_enough(rule: &EvidenceRule, pieces: &[Evidence], as_of: NaiveDate) -> bool {
    let counting = pieces.iter().filter(|piece| {
        (rule.kinds.is_empty() || rule.kinds.contains(&piece.kind))
            && piece.state(rule.max_age_days, as_of) == EvidenceState::Ok
    });
    counting.count() as u64 >= u64::from(rule.min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_addresses_are_addresses() {
        for address in [
            "https://example.org/drill?run=8#top",
            "HTTP://localhost:8080",
            "s3://bucket/key",
        ] {
            assert!(is_address(address), "{address}");
        }
        for other in [
            "example.org/drill",
            "https://",
            "https:///drill",
            "javascript:alert(1)",
            "javascript://x/%0aalert(1)",
            "file:///etc/passwd",
            "https://example.org/a b",
            "",
        ] {
            assert!(!is_address(other), "{other}");
        }
    }

    #[test]
    fn what_is_shown_is_called_as_it_is_in_a_file() {
        for method in Method::ALL {
            assert_eq!(serde_json::to_value(method).unwrap(), method.word());
        }
        for class in Classification::ALL {
            assert_eq!(serde_json::to_value(class).unwrap(), class.word());
        }
        for state in [
            EvidenceState::Ok,
            EvidenceState::Stale,
            EvidenceState::Expired,
            EvidenceState::Broken,
        ] {
            assert_eq!(serde_json::to_value(state).unwrap(), state.word());
        }
    }

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, number).unwrap()
    }

    /// A report of the first of November.
    fn report(expires_on: Option<NaiveDate>) -> Evidence {
        Evidence {
            kind: EvidenceKind::File,
            locator: "drill.md".to_owned(),
            note: None,
            digest: None,
            bytes: None,
            is_kept: false,
            collected_on: day(1),
            expires_on,
            method: Method::Examine,
            classification: Classification::Internal,
            is_broken: false,
        }
    }

    #[test]
    fn evidence_counts_on_its_last_day_and_not_on_the_next() {
        let aged = report(None);
        assert_eq!(aged.state(Some(20), day(21)), EvidenceState::Ok);
        assert_eq!(aged.state(Some(20), day(22)), EvidenceState::Stale);
        assert_eq!(aged.state(None, day(30)), EvidenceState::Ok);
        let dated = report(Some(day(21)));
        assert_eq!(dated.state(None, day(21)), EvidenceState::Ok);
        assert_eq!(dated.state(None, day(22)), EvidenceState::Expired);
        let gone = Evidence {
            is_broken: true,
            ..aged
        };
        assert_eq!(gone.state(Some(20), day(2)), EvidenceState::Broken);
    }

    #[test]
    fn evidence_that_ended_twice_keeps_the_name_of_its_first_end() {
        let expires = report(Some(day(21)));
        for (age, state) in [
            (19, EvidenceState::Stale),
            (20, EvidenceState::Expired),
            (21, EvidenceState::Expired),
        ] {
            for today in 23..=30 {
                assert_eq!(expires.state(Some(age), day(today)), state, "{age} {today}");
            }
        }
        assert_eq!(expires.state(Some(19), day(21)), EvidenceState::Stale);
    }

    #[test]
    fn words_of_a_person_are_read_or_refused_with_those_there_are() {
        assert_eq!("test".parse(), Ok(Method::Test));
        assert_eq!("restricted".parse(), Ok(Classification::Restricted));
        let refused = "photo".parse::<EvidenceKind>().unwrap_err();
        assert!(refused.contains("link, file, adr"), "{refused}");
    }
}
