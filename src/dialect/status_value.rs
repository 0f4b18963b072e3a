//! Reads one stated status: the keyword, what stands beside it, and a date inside it. A form that was left
//! unfilled is no status. Knows nothing of where in a file the value stood.

use std::ops::Range;

use crate::domain::{status::Status, time::StatedDate};

use super::{
    date,
    plain::Plain,
    status_words::{self, Found},
};

/// What one value says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// What it means; `None` when nothing in it is understood.
    pub status: Option<Status>,
    /// The status word as it stands in the source.
    pub keyword: Option<Range<usize>>,
    /// Whether it is the choice of a form that nobody made: `proposed | accepted | …`.
    pub is_unfilled: bool,
    /// Whether it says that only a part was superseded; the decision then still holds.
    pub is_partly_superseded: bool,
    /// A date that belongs to the status.
    pub date: Option<StatedDate>,
}

/// Reads the value `source`, which begins at byte `base` of the text.
pub(super) fn read(source: &str, base: usize) -> Reading {
    if let Some(checked) = checked_box(source, base) {
        return checked;
    }
    let plain = Plain::of(source, base);
    let text = plain.text.as_str();
    if is_a_form(text) {
        return chosen_of_form(source, base).unwrap_or(Reading {
            is_unfilled: true,
            ..Reading::default()
        });
    }
    match status_words::leading_word(text) {
        Some(found) => understood(&plain, &found),
        None => badge(source, base).unwrap_or_default(),
    }
}

fn understood(plain: &Plain, found: &Found) -> Reading {
    let is_partly_superseded =
        found.status == Status::Superseded && says_partly(&plain.text, found.range.clone());
    let status = if is_partly_superseded {
        Status::Accepted
    } else {
        found.status
    };
    Reading {
        status: Some(status),
        keyword: Some(plain.source(found.range.clone())),
        is_unfilled: false,
        is_partly_superseded,
        date: own_date(&plain.text, found),
    }
}

/// Whether the words around `superseded` say that a part of the decision still holds.
pub(super) fn says_partly(text: &str, word: Range<usize>) -> bool {
    let before = text
        .get(..word.start)
        .unwrap_or_default()
        .trim_end_matches([' ', '-', '_']);
    let after = text.get(word.end..).unwrap_or_default().trim_start();
    [
        "partially",
        "partly",
        "provisionally",
        "in part",
        "teilweise",
        "partiellement",
        "parcialmente",
    ]
    .iter()
    .any(|adverb| before.ends_with(adverb))
        || after.starts_with("in part")
}

/// The date that stands beside the status word: `2024-01-02 accepted`, `Accepted (2024-01-02)`, `approved on …`.
fn own_date(text: &str, found: &Found) -> Option<StatedDate> {
    let before = text.get(..found.range.start)?;
    if let Some((date, _)) = date::first_in(before) {
        return Some(date);
    }
    let line = text.get(found.range.end..)?.lines().next()?;
    let (date, range) = date::first_in(super::plain::near(line, 80))?;
    let between = line.get(..range.start)?;
    let belongs = between
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .all(|word| {
            matches!(
                word,
                "on" | "at"
                    | "in"
                    | "since"
                    | "as"
                    | "of"
                    | "via"
                    | "by"
                    | "tsc"
                    | "vote"
                    | "date"
                    | "le"
                    | "am"
                    | "em"
                    | "el"
            )
        });
    belongs.then_some(date)
}

/// Whether the text offers several statuses instead of stating one.
fn is_a_form(text: &str) -> bool {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let words = status_words::words_in(super::plain::near(line, 400));
    let mut distinct: Vec<Status> = words.iter().map(|found| found.status).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let gaps = words.windows(2).filter_map(|pair| {
        let [left, right] = pair else { return None };
        line.get(left.range.end..right.range.start).map(str::trim)
    });
    let bars = gaps
        .clone()
        .filter(|gap| matches!(*gap, "|" | "/" | "\\|"))
        .count();
    let commas = gaps
        .filter(|gap| matches!(*gap, "," | ", or" | "or"))
        .count();
    (distinct.len() >= 2 && bars >= 1) || (distinct.len() >= 3 && commas >= 2)
}

/// The one bold choice of a form: `Proposed | **Accepted** | Rejected`.
fn chosen_of_form(source: &str, base: usize) -> Option<Reading> {
    let mut parts = source.split("**");
    let _ = parts.next();
    let bold: Vec<&str> = parts
        .step_by(2)
        .filter(|part| !part.trim().is_empty())
        .collect();
    let [only] = bold.as_slice() else { return None };
    let at = source.find(&format!("**{only}**"))? + 2;
    let reading = read_plain(only, base + at);
    reading.status.is_some().then_some(reading)
}

fn read_plain(source: &str, base: usize) -> Reading {
    let plain = Plain::of(source, base);
    status_words::leading_word(&plain.text)
        .map_or_else(Reading::default, |found| understood(&plain, &found))
}

/// A list of boxes of which one is ticked: `- [x] proposed`.
fn checked_box(source: &str, base: usize) -> Option<Reading> {
    let mut ticked = None;
    let mut boxes = 0;
    for line in super::page::lines_of(source, 0..source.len()) {
        let text = source.get(line.clone()).unwrap_or_default();
        let inner = text
            .trim_start()
            .trim_start_matches(['-', '*', '+'])
            .trim_start();
        if inner.starts_with("[ ]") {
            boxes += 1;
        } else if inner.starts_with("[x]") || inner.starts_with("[X]") {
            boxes += 1;
            let at = line.end - inner.len() + 3;
            let state = read_plain(source.get(at..line.end).unwrap_or_default(), base + at);
            ticked = ticked.xor(Some(state));
        }
    }
    let unfilled = || Reading {
        is_unfilled: true,
        ..Reading::default()
    };
    (boxes > 0).then(|| ticked.unwrap_or_else(unfilled))
}

/// The status a picture shows: its address says `…/badge/ADR-approved-green`.
fn badge(source: &str, base: usize) -> Option<Reading> {
    let (open, close) = picture(source)?;
    let address = super::plain::near(source.get(open..)?, 600);
    let address = address.get(..address.find(close)?)?.to_lowercase();
    let path = address
        .rsplit_once("/badge/")
        .map_or(address.as_str(), |(_, path)| path);
    let offset = address.len() - path.len();
    let found = status_words::words_in(path);
    let first = found.first()?;
    let keyword = base + open + offset + first.range.start..base + open + offset + first.range.end;
    let is_single = found.iter().all(|other| other.status == first.status);
    is_single.then(|| Reading {
        status: Some(first.status),
        keyword: Some(keyword),
        ..Reading::default()
    })
}

/// Where the address of the first picture begins, and the mark behind it: `![x](address)`, in AsciiDoc `image:address[x]`.
fn picture(source: &str) -> Option<(usize, char)> {
    if let Some(start) = source.find("![") {
        let open = source.get(start..)?.find("](")?;
        return Some((start + open + 2, ')'));
    }
    let start = source.find("image:")? + 6;
    let shows_a_badge = super::plain::near(source.get(start..)?, 600).contains("/badge/");
    shows_a_badge.then_some((start, '['))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(source: &str) -> Option<Status> {
        read(source, 0).status
    }

    #[test]
    fn the_usual_dress_of_a_status_is_seen_through() {
        for source in [
            "Accepted",
            "Accepted.",
            "accepted",
            "- Accepted",
            "**Accepted**",
            "`Accepted`",
            "✅ Accepted",
            "![Accepted](badge)",
            "Approved",
            "** Approved ** via TSC vote on 2021-01-26",
            "{ accepted }",
            "Status: Accepted",
            "Proposed | **Accepted** | Rejected",
            "- [ ] proposed\n- [x] accepted",
            "[![Badge](https://example.org/badge/ADR/approved/green/)](https://example.org/x)",
            "image:https://example.org/badge/ADR-approved-green[ADR]",
        ] {
            assert_eq!(status(source), Some(Status::Accepted), "{source}");
        }
    }

    #[test]
    fn an_unfilled_form_is_no_status() {
        for source in [
            "Proposed | Accepted | Rejected",
            "[proposed | accepted | superseded by [x](x.md)]",
            "proposed, accepted, rejected, deprecated, superseded, etc.",
            "accepted / proposed / withdrawn",
            "- [ ] proposed\n- [ ] accepted",
        ] {
            let reading = read(source, 0);
            assert_eq!(
                (reading.status, reading.is_unfilled),
                (None, true),
                "{source}"
            );
        }
    }

    #[test]
    fn struck_words_and_comments_do_not_count() {
        assert_eq!(
            status("~~Accepted~~ Superseded by ADR-0001"),
            Some(Status::Superseded)
        );
        assert_eq!(
            status("Draft <!-- Draft | Proposed | Rejected -->"),
            Some(Status::Draft)
        );
        assert_eq!(status("What is the status, such as accepted?"), None);
    }

    #[test]
    fn a_partly_superseded_decision_still_holds() {
        let reading = read("Partly superseded", 0);
        assert_eq!(reading.status, Some(Status::Accepted));
        assert!(reading.is_partly_superseded);
        assert!(read("partially-superseded-by ADR-3", 0).is_partly_superseded);
        assert!(!read("Superseded by ADR-3", 0).is_partly_superseded);
    }

    #[test]
    fn the_date_beside_the_word_is_its_date() {
        let date = |source: &str| read(source, 0).date.map(|date| date.to_string());
        assert_eq!(date("Accepted (2024-01-03)").as_deref(), Some("2024-01-03"));
        assert_eq!(date("2024-01-02 accepted").as_deref(), Some("2024-01-02"));
        assert_eq!(date("accepted — the board retired it on 2024-01-02"), None);
    }

    #[test]
    fn the_keyword_is_found_at_its_place() {
        let source = "✅ **Accepted** by all";
        let keyword = read(source, 0).keyword.expect("a keyword");
        assert_eq!(source.get(keyword), Some("Accepted"));
    }
}
