//! The one filter language of lists: words to match, and `field:value` facets. The command line's flags and the line typed
//! after `/` make the same value.

use std::fmt::Write as _;

use crate::domain::{status::Status, time::StatedDate};

/// Which decisions are shown, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this log.
    pub log: Option<String>,
    /// Only these statuses; empty means all.
    pub statuses: Vec<Status>,
    /// Only with all of these tags.
    pub tags: Vec<String>,
    /// Only where a person's name holds this.
    pub person: Option<String>,
    /// Only decided on or after this date.
    pub since: Option<StatedDate>,
    /// Only decided on or before this date.
    pub until: Option<StatedDate>,
    /// Words that label and title must match, fuzzily, all of them.
    pub words: Vec<String>,
    /// The order.
    pub sort: Sort,
    /// Turned round.
    pub descending: bool,
}

/// The order of a list of decisions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// By log, then number, then label.
    #[default]
    Number,
    /// By title.
    Title,
    /// By status in the order of a decision's life.
    Status,
    /// By the stated date; records without one last.
    Date,
    /// By the last change in the store.
    Changed,
}

impl Sort {
    /// Every order.
    pub const ALL: [Self; 5] = [
        Self::Number,
        Self::Title,
        Self::Status,
        Self::Date,
        Self::Changed,
    ];

    /// The word typed for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Title => "title",
            Self::Status => "status",
            Self::Date => "date",
            Self::Changed => "changed",
        }
    }
}

impl std::str::FromStr for Sort {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|sort| sort.word().eq_ignore_ascii_case(text))
            .ok_or_else(|| {
                let words: Vec<_> = Self::ALL.iter().map(|sort| sort.word()).collect();
                format!(
                    "`{text}` is not an order; possible are {}",
                    words.join(", ")
                )
            })
    }
}

impl Filter {
    /// Reads a typed line such as `status:proposed tag:rag vector store`. The order is not part of the line.
    ///
    /// # Errors
    /// Names the facet that was not understood and what is possible.
    pub fn parse(line: &str) -> Result<Self, String> {
        let mut filter = Self::default();
        for word in line.split_whitespace() {
            filter.read(word)?;
        }
        Ok(filter)
    }

    fn read(&mut self, word: &str) -> Result<(), String> {
        let Some((field, value)) = word.split_once(':').filter(|(_, value)| !value.is_empty())
        else {
            self.words.push(word.to_owned());
            return Ok(());
        };
        match field {
            "log" => self.log = Some(value.to_owned()),
            "status" => {
                for status in value.split(',').filter(|status| !status.is_empty()) {
                    self.statuses.push(status.parse()?);
                }
            }
            "tag" => self.tags.push(value.to_lowercase()),
            "person" => self.person = Some(value.to_owned()),
            "since" => self.since = Some(value.parse()?),
            "until" => self.until = Some(value.parse()?),
            _ => self.words.push(word.to_owned()),
        }
        Ok(())
    }

    /// The line that reads back as this filter, without the order. A value with a space in it, which only a flag can give,
    /// reads back as its first word.
    pub fn line(&self) -> String {
        let mut line = String::new();
        let mut add = |field: &str, value: &str| {
            let _ = write!(
                line,
                "{}{field}{value}",
                if line.is_empty() { "" } else { " " }
            );
        };
        if let Some(log) = &self.log {
            add("log:", log);
        }
        if !self.statuses.is_empty() {
            let words: Vec<_> = self.statuses.iter().map(|status| status.word()).collect();
            add("status:", &words.join(","));
        }
        for tag in &self.tags {
            add("tag:", tag);
        }
        if let Some(person) = &self.person {
            add("person:", person);
        }
        if let Some(since) = self.since {
            add("since:", &since.to_string());
        }
        if let Some(until) = self.until {
            add("until:", &until.to_string());
        }
        for word in &self.words {
            add("", word);
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_reads_back_as_the_filter_it_was_printed_from() {
        let filter =
            Filter::parse("vector status:proposed,draft log:assistant tag:RAG since:2026-01 store")
                .unwrap();
        assert_eq!(filter.statuses, [Status::Proposed, Status::Draft]);
        assert_eq!(filter.words, ["vector", "store"]);
        assert_eq!(Filter::parse(&filter.line()), Ok(filter));
    }

    #[test]
    fn a_wrong_status_says_what_is_possible() {
        assert!(
            Filter::parse("status:agreed")
                .unwrap_err()
                .contains("accepted")
        );
    }

    proptest! {
        /// Whatever is typed: the line of what was understood means the same.
        #[test]
        fn every_line_reads_back(typed in "((log:|tag:|person:|status:|since:|until:|:|x:)?([a-zA-Z:,]{0,4}|draft|accepted,draft|2026-0[1-9]|2026-03-02) ?){0,5}") {
            if let Ok(filter) = Filter::parse(&typed) {
                prop_assert_eq!(Filter::parse(&filter.line()), Ok(filter));
            }
        }
    }

    #[test]
    fn an_order_reads_back_from_its_word() {
        for sort in Sort::ALL {
            assert_eq!(sort.word().to_uppercase().parse(), Ok(sort));
        }
        assert!("colour".parse::<Sort>().unwrap_err().contains("changed"));
    }

    #[test]
    fn an_unknown_facet_is_a_word_to_match() {
        assert_eq!(Filter::parse("http://x").unwrap().words, ["http://x"]);
    }
}
