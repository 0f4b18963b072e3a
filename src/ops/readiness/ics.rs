//! A calendar file as RFC 5545 wants it: days without a time, texts escaped, lines folded. It knows no system and no clock.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::domain::{digest::Digest, time::Timestamp};

/// The most octets of a line without its end.
const WIDEST: usize = 75;

/// One day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) day: NaiveDate,
    pub(super) summary: String,
}

/// The file, made at a moment. The same entry has the same identity in every file, so that a calendar does not double it.
pub(super) fn file(now: Timestamp, entries: &[Entry]) -> String {
    let stamp = now.0.format("%Y%m%dT%H%M%SZ").to_string();
    let mut file = String::new();
    let mut line = |text: &str| fold(&mut file, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//archdeck//governance//EN");
    for entry in entries {
        let identity = Digest::of(format!("{} {}", entry.day, entry.summary).as_bytes());
        line("BEGIN:VEVENT");
        line(&format!("UID:{}@archdeck", identity.hex()));
        line(&format!("DTSTAMP:{stamp}"));
        line(&format!(
            "DTSTART;VALUE=DATE:{}",
            entry.day.format("%Y%m%d")
        ));
        line(&format!("SUMMARY:{}", escaped(&entry.summary)));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    file
}

/// A text in which nothing means anything to a calendar.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                let _ = write!(escaped, "\\{c}");
            }
            '\n' => escaped.push_str("\\n"),
            // Marks that turn the reading order or hide go with the control characters.
            c if c.is_control() => {}
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line, broken where it gets too long; what follows a break begins with a space.
fn fold(file: &mut String, text: &str) {
    let mut octets = 0;
    for c in text.chars() {
        if octets + c.len_utf8() > WIDEST {
            file.push_str("\r\n ");
            octets = 1;
        }
        file.push(c);
        octets += c.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(summary: &str) -> String {
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let entry = Entry {
            day,
            summary: summary.to_owned(),
        };
        file("2026-11-22T09:00:00Z".parse().unwrap(), &[entry])
    }

    /// Reads a file back as RFC 5545, section 3.1, says: a break before a space is no break.
    fn unfolded(file: &str) -> Vec<(String, String)> {
        let whole = file.replace("\r\n ", "");
        let lines = whole.split_terminator("\r\n");
        lines
            .map(|line| line.split_once(':').expect("a name and a value"))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    #[test]
    fn a_calendar_reads_back_line_by_line() {
        let file = made("SYS-0001 fraud: the waiver WVR-2026-001 ends");
        let lines = unfolded(&file);
        let value = |name: &str| {
            let found = lines.iter().find(|(named, _)| named == name);
            found.map(|(_, value)| value.as_str())
        };
        assert_eq!(lines[0], ("BEGIN".to_owned(), "VCALENDAR".to_owned()));
        assert_eq!(lines.last().unwrap().1, "VCALENDAR");
        assert_eq!(value("DTSTART;VALUE=DATE"), Some("20261201"));
        assert_eq!(value("DTSTAMP"), Some("20261122T090000Z"));
        assert_eq!(
            value("SUMMARY"),
            Some("SYS-0001 fraud: the waiver WVR-2026-001 ends")
        );
        assert_eq!(file, made("SYS-0001 fraud: the waiver WVR-2026-001 ends"));
    }

    #[test]
    fn hostile_text_begins_no_line_of_its_own() {
        let file = made("a,b;c\\d\r\nEND:VCALENDAR\u{1b}[2J");
        assert_eq!(file.matches("\nEND:VCALENDAR").count(), 1);
        assert!(
            file.contains("SUMMARY:a\\,b\\;c\\\\d\\nEND:VCALENDAR[2J\r\n"),
            "{file}"
        );
    }

    #[test]
    fn no_line_is_wider_than_75_octets_and_no_character_is_torn() {
        let summary = "é設計 ".repeat(60);
        let file = made(&summary);
        assert!(file.split("\r\n").all(|line| line.len() <= WIDEST));
        let lines = unfolded(&file);
        assert!(lines.contains(&("SUMMARY".to_owned(), summary)));
    }
}
