//! The form of a log's records, learned from their texts: how the heading carries the number, where status, date and people
//! stand, which words the log has for a status, how its lines end. Knows nothing of names; those are `naming`'s business.

use std::ops::Range;

use crate::domain::{adr::Dialect, status::Status};

use super::{Parsed, naming::majority};

/// How the records of a log are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// How the head is written.
    pub head: Head,
    heading: Heading,
    /// The log's own words, the most used first.
    words: Vec<(Status, String)>,
    case: Case,
    has_crlf: bool,
}

/// How the head of a record is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// A line for the date and a section for the status.
    Section,
    /// A line for each fact.
    Fields {
        /// What stands before the name of a fact: `- **`.
        before: String,
        /// What stands between the name and the value: `:**`.
        between: String,
    },
    /// Settings at the top.
    Settings {
        /// The key for those who decide.
        people_key: String,
    },
}

/// What stands before the title in its heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Heading {
    before: String,
    /// The least figures of the number; `None` where there is no number.
    width: Option<usize>,
    after: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    Capital,
    Upper,
}

/// One text of a log as far as its form is asked for.
struct Seen {
    head: Option<Head>,
    heading: Option<Heading>,
    word: Option<(Status, String)>,
    has_crlf: bool,
}

impl Form {
    /// The form a dialect has of itself.
    pub fn of(dialect: Dialect) -> Self {
        let (head, case) = match dialect {
            Dialect::Nygard | Dialect::Asciidoc | Dialect::Rst | Dialect::Plain => {
                (Head::Section, Case::Capital)
            }
            Dialect::Madr2 => (Head::fields("* ", ":"), Case::Lower),
            Dialect::Log4brains => (Head::fields("- ", ":"), Case::Lower),
            Dialect::Madr3 => (Head::settings("decision-makers"), Case::Lower),
            Dialect::Markdown => (Head::fields("- **", ":**"), Case::Capital),
        };
        let is_numbered = matches!(
            dialect,
            Dialect::Nygard | Dialect::Asciidoc | Dialect::Rst | Dialect::Plain
        );
        let numbered = Heading {
            before: String::new(),
            width: Some(1),
            after: ". ".to_owned(),
        };
        Self {
            head,
            heading: if is_numbered {
                numbered
            } else {
                Heading::default()
            },
            words: Vec::new(),
            case,
            has_crlf: false,
        }
    }

    /// Learns from texts of a log: path below the log's folder and bytes, the newest first. What they do not tell is as
    /// `dialect` has it.
    pub fn learn<'a>(
        dialect: Dialect,
        texts: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Self {
        let seen: Vec<Seen> = texts
            .into_iter()
            .flat_map(|(path, bytes)| {
                let parsed = super::read(path, bytes);
                parsed.into_iter().map(|parsed| Seen::of(&parsed, bytes))
            })
            .collect();
        let plain = Self::of(dialect);
        let words: Vec<&(Status, String)> =
            seen.iter().filter_map(|seen| seen.word.as_ref()).collect();
        Self {
            head: majority(seen.iter().filter_map(|seen| seen.head.as_ref()))
                .cloned()
                .unwrap_or(plain.head),
            heading: heading_of_most(&seen).unwrap_or(plain.heading),
            case: majority(words.iter().map(|(_, word)| Case::of(word))).unwrap_or(plain.case),
            words: most_used(&words),
            has_crlf: majority(seen.iter().map(|seen| seen.has_crlf)).unwrap_or(false),
        }
    }

    /// Whether the heading carries the number.
    pub const fn is_numbered(&self) -> bool {
        self.heading.width.is_some()
    }

    /// The title in its heading: `12. Use X`, `ADR-0012: Use X`, `Use X`.
    pub fn heading(&self, number: u32, title: &str) -> String {
        let Heading {
            before,
            width,
            after,
        } = &self.heading;
        match width {
            Some(width) => format!("{before}{number:0width$}{after}{title}"),
            None => format!("{before}{title}"),
        }
    }

    /// The log's word for a status.
    pub fn status(&self, status: Status) -> String {
        let own = self.words.iter().find(|(known, _)| *known == status);
        match own {
            Some((_, word)) => word.clone(),
            None => self.case.written(status.word()),
        }
    }

    /// A text with the log's ends of lines.
    pub fn with_its_line_ends(&self, text: String) -> String {
        if self.has_crlf {
            return text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        text
    }
}

impl Head {
    fn fields(before: &str, between: &str) -> Self {
        Self::Fields {
            before: before.to_owned(),
            between: between.to_owned(),
        }
    }

    fn settings(people_key: &str) -> Self {
        Self::Settings {
            people_key: people_key.to_owned(),
        }
    }

    /// The head of one text; `None` where nothing of it is known.
    fn of(parsed: &Parsed, text: &str) -> Option<Self> {
        let spans = &parsed.spans;
        let settings = spans.front_matter.as_ref();
        let status = spans.status.as_ref();
        let lies_in_settings =
            |place: &Range<usize>| settings.is_some_and(|settings| settings.contains(&place.start));
        if let Some(settings) = settings
            && (status.is_some_and(lies_in_settings)
                || status.is_none() && parsed.facts.dialect == Dialect::Madr3)
        {
            return Some(Self::settings(people_key(text.get(settings.clone())?)));
        }
        if spans.status_section.is_some() {
            return Some(Self::Section);
        }
        let (before, between) = dress(text, status?)?;
        Some(Self::fields(before, between))
    }
}

/// The key under which settings name those who decide.
fn people_key(settings: &str) -> &'static str {
    let is_named = |key: &str| {
        settings.lines().any(|line| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(':'))
        })
    };
    ["deciders", "decision_makers", "decisionMakers"]
        .into_iter()
        .find(|key| is_named(key))
        .unwrap_or("decision-makers")
}

/// What stands around the word `Status` before its value, where it is marks only.
fn dress<'t>(text: &'t str, value: &Range<usize>) -> Option<(&'t str, &'t str)> {
    const NAME: &str = "status";
    let above = text.get(..value.start)?;
    let line = above.get(above.rfind('\n').map_or(0, |at| at + 1)..)?;
    let at = line.to_ascii_lowercase().find(NAME)?;
    let (before, between) = (line.get(..at)?, line.get(at + NAME.len()..)?.trim_end());
    let is_mark = |c: char| matches!(c, '*' | '-' | '+' | '_' | ' ');
    let is_colon = |c: char| matches!(c, '*' | '_' | ' ' | ':');
    (before.chars().all(is_mark) && between.contains(':') && between.chars().all(is_colon))
        .then_some((before, between))
}

impl Seen {
    fn of(parsed: &Parsed, bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let keyword = parsed.spans.status_keyword.clone();
        let word = keyword.and_then(|range| text.get(range)).map(str::to_owned);
        Self {
            head: Head::of(parsed, text),
            heading: Heading::of(parsed, text),
            word: word.map(|word| (parsed.facts.status, word)),
            has_crlf: text.contains("\r\n"),
        }
    }
}

impl Heading {
    fn of(parsed: &Parsed, text: &str) -> Option<Self> {
        let written = text.get(parsed.spans.title.clone()?)?;
        let prefix = written.strip_suffix(parsed.facts.title.as_str())?;
        let Some(first) = prefix.find(|c: char| c.is_ascii_digit()) else {
            return Some(Self {
                before: prefix.to_owned(),
                ..Self::default()
            });
        };
        let (before, rest) = prefix.split_at_checked(first)?;
        let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at_checked(figures)?;
        Some(Self {
            before: before.to_owned(),
            width: Some(if number.starts_with('0') { figures } else { 1 }),
            after: after.to_owned(),
        })
    }

    /// The heading without how wide its number is.
    fn marks(&self) -> (&str, bool, &str) {
        (&self.before, self.width.is_some(), &self.after)
    }
}

/// The heading most texts have. `ADR-100` says nothing of how wide a smaller number is.
fn heading_of_most(seen: &[Seen]) -> Option<Heading> {
    let headings = || seen.iter().filter_map(|seen| seen.heading.as_ref());
    let marks = majority(headings().map(Heading::marks))?;
    let alike = || headings().filter(|heading| heading.marks() == marks);
    let wide = majority(alike().filter_map(|heading| heading.width.filter(|width| *width > 1)));
    let mut heading = alike().next()?.clone();
    heading.width = heading.width.map(|_| wide.unwrap_or(1));
    Some(heading)
}

/// For each status the word that is used most.
fn most_used(words: &[&(Status, String)]) -> Vec<(Status, String)> {
    let of = |status: Status| {
        let used = words.iter().filter(move |(known, _)| *known == status);
        Some((status, majority(used.map(|(_, word)| word))?.clone()))
    };
    Status::ALL.into_iter().filter_map(of).collect()
}

impl Case {
    fn of(word: &str) -> Self {
        let is_upper = |c: char| c.is_uppercase();
        if !word.starts_with(is_upper) {
            return Self::Lower;
        }
        if word.chars().skip(1).all(|c| !c.is_lowercase()) {
            return Self::Upper;
        }
        Self::Capital
    }

    fn written(self, word: &str) -> String {
        let mut letters = word.chars();
        match (self, letters.next()) {
            (Self::Upper, _) => word.to_uppercase(),
            (Self::Capital, Some(first)) => first.to_uppercase().chain(letters).collect(),
            _ => word.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(texts: &[(&str, &str)]) -> Form {
        let texts = texts.iter().map(|(path, text)| (*path, text.as_bytes()));
        Form::learn(Dialect::Nygard, texts)
    }

    const NYGARD: &str = "# 2. Use X\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nC\n\n## Decision\n\nD\n";

    #[test]
    fn a_log_of_sections() {
        let form = learned(&[("0002-use-x.md", NYGARD)]);
        assert_eq!(form, {
            let mut plain = Form::of(Dialect::Nygard);
            plain.words = vec![(Status::Accepted, "Accepted".to_owned())];
            plain
        });
        assert_eq!(form.heading(13, "Use Y"), "13. Use Y");
        assert_eq!(form.status(Status::Draft), "Draft");
    }

    #[test]
    fn the_number_in_the_heading() {
        let with = |heading: &str| NYGARD.replace("2. Use X", heading);
        for (headings, made) in [
            (&["ADR-0002: Use X"][..], "ADR-0013: Use Y"),
            (&["ADR-100: Use X", "ADR-099: Use X"], "ADR-013: Use Y"),
            (&["[ADR 2] Use X"], "[ADR 13] Use Y"),
            (&["ADR: Use X"], "ADR: Use Y"),
            (&["Use X"], "Use Y"),
            (&["Use X", "2. Use X", "3. Use Z"], "13. Use Y"),
        ] {
            let texts: Vec<String> = headings.iter().map(|heading| with(heading)).collect();
            let texts: Vec<_> = texts
                .iter()
                .map(|text| ("0002-x.md", text.as_str()))
                .collect();
            assert_eq!(learned(&texts).heading(13, "Use Y"), made, "{headings:?}");
        }
    }

    #[test]
    fn where_the_facts_stand() {
        let fields = |before: &str, between: &str| Head::fields(before, between);
        for (text, head) in [
            ("# X\n\n* Status: accepted\n", fields("* ", ":")),
            ("# X\n\n- **Status:** Accepted\n", fields("- **", ":**")),
            ("# X\n\n**Status**: Accepted  \n", fields("**", "**:")),
            ("# X\n\nStatus: Accepted\n", fields("", ":")),
            (
                "---\nstatus: accepted\n---\n# X\n",
                Head::settings("decision-makers"),
            ),
            (
                "---\nstatus: accepted\ndeciders: [Ann]\n---\n# X\n",
                Head::settings("deciders"),
            ),
            // What is no mark is not imitated.
            ("# X\n\n| **Status** | Accepted |\n", Head::Section),
            ("# X\n", Head::Section),
        ] {
            assert_eq!(learned(&[("0002-x.md", text)]).head, head, "{text}");
        }
    }

    #[test]
    fn the_words_of_the_log() {
        let with = |word: &str| NYGARD.replace("Accepted", word);
        let (german, loud) = (with("Vorgeschlagen"), with("REJECTED"));
        let form = learned(&[("0002-x.md", &german)]);
        assert_eq!(form.status(Status::Proposed), "Vorgeschlagen");
        assert_eq!(form.status(Status::Draft), "Draft");
        assert_eq!(
            learned(&[("0002-x.md", &loud)]).status(Status::Draft),
            "DRAFT"
        );
    }

    #[test]
    fn the_ends_of_lines() {
        let text = NYGARD.replace('\n', "\r\n");
        let form = learned(&[("0002-x.md", &text)]);
        assert_eq!(form.with_its_line_ends("a\nb\n".to_owned()), "a\r\nb\r\n");
        assert_eq!(form.heading(3, "Y"), "3. Y");
    }
}
