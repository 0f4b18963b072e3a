//! The list of decisions in memory: loaded once for a state of the store, ordered once for a sort, filtered by narrowing what
//! the filter before let through. Knows rows only; no store and no screen.

use std::{cmp::Ordering, sync::Arc};

use crate::{
    domain::{adr::AdrRow, ids::RecordId, time::StatedDate},
    fuzzy,
    ops::{
        filter::{Filter, Sort},
        reference,
        view::{DecisionsView, LogLine},
    },
};

/// All rows of the store, and what was made of them last.
#[derive(Debug)]
pub struct Listing {
    rows: Arc<Vec<AdrRow>>,
    letters: Vec<fuzzy::Letters>,
    logs: Arc<Vec<LogLine>>,
    order: Option<(Sort, Arc<Vec<u32>>)>,
    last: Option<(Filter, Arc<Vec<u32>>)>,
}

impl Listing {
    /// A listing of these rows; `logs` are sorted by name.
    pub fn new(rows: Vec<AdrRow>, logs: Vec<LogLine>) -> Self {
        let mut hay = String::new();
        let letters = rows.iter().map(|row| {
            reference::haystack(row, &mut hay);
            fuzzy::Letters::of(&hay)
        });
        let letters = letters.collect();
        Self {
            rows: Arc::new(rows),
            letters,
            logs: Arc::new(logs),
            order: None,
            last: None,
        }
    }

    /// All logs, sorted by name.
    pub fn logs(&self) -> &[LogLine] {
        &self.logs
    }

    /// The decisions a filter lets through.
    pub fn decisions(&mut self, filter: &Filter) -> DecisionsView {
        let shown = self.shown(filter);
        DecisionsView {
            rows: Arc::clone(&self.rows),
            shown,
            logs: Arc::clone(&self.logs),
            words: filter.words.clone(),
        }
    }

    /// The rows whose label and title match all the words, best first, and how many there are. Behind the name of a log and a
    /// slash the words are looked for in that log only.
    pub fn jump(&self, text: &str, limit: usize) -> (Vec<&AdrRow>, usize) {
        let (log, words) = self.log_and_words(text);
        let query = fuzzy::Query::new(words);
        let mut hay = String::new();
        let mut found: Vec<(i64, usize, &AdrRow)> = Vec::new();
        for (at, (row, letters)) in self.rows.iter().zip(&self.letters).enumerate() {
            if log.is_some_and(|log| log != row.log) {
                continue;
            }
            reference::haystack(row, &mut hay);
            if let Some(score) = query.score_with(*letters, &hay) {
                found.push((score, at, row));
            }
        }
        let total = found.len();
        found.sort_unstable_by_key(|(score, at, _)| (-score, *at));
        (
            found
                .into_iter()
                .take(limit)
                .map(|(_, _, row)| row)
                .collect(),
            total,
        )
    }

    /// `payments/12` is `12` in the log of that name; of two such names the longer one is meant.
    fn log_and_words<'t>(&self, text: &'t str) -> (Option<RecordId>, &'t str) {
        let behind = |log: &LogLine| {
            let words = text.trim_start().strip_prefix(log.name.as_str())?;
            Some((log.id, words.strip_prefix('/')?))
        };
        let named = self.logs.iter().filter_map(behind);
        named
            .min_by_key(|(_, words)| words.len())
            .map_or((None, text), |(log, words)| (Some(log), words))
    }

    fn shown(&mut self, filter: &Filter) -> Arc<Vec<u32>> {
        let candidates = match self.last.take() {
            Some((last, shown)) if last == *filter => {
                self.last = Some((last, Arc::clone(&shown)));
                return shown;
            }
            Some((last, shown)) if narrows(&last, filter) => shown,
            _ => self.ordered(filter.sort, filter.descending),
        };
        let wanted = Wanted::new(filter, &self.logs);
        let shown: Arc<Vec<u32>> = Arc::new(self.among(&wanted, &candidates));
        self.last = Some((filter.clone(), Arc::clone(&shown)));
        shown
    }

    fn among(&self, wanted: &Wanted<'_>, candidates: &[u32]) -> Vec<u32> {
        let mut hay = String::new();
        let mut takes = |at: u32| {
            let (Some(row), Some(letters)) =
                (self.rows.get(at as usize), self.letters.get(at as usize))
            else {
                return false;
            };
            wanted.takes(row, *letters, &mut hay)
        };
        candidates.iter().copied().filter(|at| takes(*at)).collect()
    }

    fn ordered(&mut self, sort: Sort, descending: bool) -> Arc<Vec<u32>> {
        let ascending = match &self.order {
            Some((known, order)) if *known == sort => Arc::clone(order),
            _ => {
                let order = Arc::new(order_of(&self.rows, &self.logs, sort));
                self.order = Some((sort, Arc::clone(&order)));
                order
            }
        };
        if descending {
            Arc::new(ascending.iter().rev().copied().collect())
        } else {
            ascending
        }
    }
}

/// Whether everything `next` lets through was let through by `last`, in the same order.
fn narrows(last: &Filter, next: &Filter) -> bool {
    let words_only = Filter {
        words: next.words.clone(),
        ..last.clone()
    };
    words_only == *next
        && last.words.len() <= next.words.len()
        && last
            .words
            .iter()
            .zip(&next.words)
            .all(|(before, after)| after.starts_with(before.as_str()))
}

fn order_of(rows: &[AdrRow], logs: &[LogLine], sort: Sort) -> Vec<u32> {
    let place = |row: &AdrRow| {
        logs.iter()
            .position(|log| log.id == row.log)
            .unwrap_or(usize::MAX)
    };
    let mut keyed: Vec<(usize, u32)> = rows
        .iter()
        .zip(0..)
        .map(|(row, at)| (place(row), at))
        .collect();
    // A reader looks for `rAdam` beside `Radar`, not behind `Zone`.
    let titles: Vec<String> = match sort {
        Sort::Title => rows.iter().map(|row| row.title.to_lowercase()).collect(),
        _ => Vec::new(),
    };
    let title = |at: u32| titles.get(at as usize);
    let by_number = |one: &(usize, u32), other: &(usize, u32)| {
        let (Some(a), Some(b)) = (rows.get(one.1 as usize), rows.get(other.1 as usize)) else {
            return Ordering::Equal;
        };
        one.0
            .cmp(&other.0)
            .then_with(|| numbered_first(a, b))
            .then_with(|| a.label.cmp(&b.label))
    };
    let compare = |one: &(usize, u32), other: &(usize, u32)| {
        let (Some(a), Some(b)) = (rows.get(one.1 as usize), rows.get(other.1 as usize)) else {
            return Ordering::Equal;
        };
        let first = match sort {
            Sort::Number => Ordering::Equal,
            Sort::Title => title(one.1).cmp(&title(other.1)),
            Sort::Status => a.status.cmp(&b.status),
            Sort::Date => dated_first(a, b),
            Sort::Changed => b.changed_at.cmp(&a.changed_at),
        };
        first.then_with(|| by_number(one, other))
    };
    keyed.sort_by(compare);
    keyed.into_iter().map(|(_, at)| at).collect()
}

fn numbered_first(a: &AdrRow, b: &AdrRow) -> Ordering {
    match (a.number, b.number) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Newest first; records without a date last.
fn dated_first(a: &AdrRow, b: &AdrRow) -> Ordering {
    match (a.decided, b.decided) {
        (Some(a), Some(b)) => b.earliest().cmp(&a.earliest()),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// A filter made ready for many rows.
struct Wanted<'a> {
    filter: &'a Filter,
    /// The logs of the wanted name; none where no log is called so.
    logs: Option<Vec<RecordId>>,
    person: Option<String>,
    words: Option<fuzzy::Query>,
}

impl<'a> Wanted<'a> {
    fn new(filter: &'a Filter, logs: &[LogLine]) -> Self {
        let ids = |name: &String| {
            logs.iter()
                .filter(|log| log.name == *name)
                .map(|log| log.id)
                .collect()
        };
        let logs = filter.log.as_ref().map(ids);
        let person = filter.person.as_ref().map(|person| person.to_lowercase());
        let words = (!filter.words.is_empty()).then(|| fuzzy::Query::new(&filter.words.join(" ")));
        Self {
            filter,
            logs,
            person,
            words,
        }
    }

    fn takes(&self, row: &AdrRow, letters: fuzzy::Letters, hay: &mut String) -> bool {
        self.facets_hold(row)
            && self.words.as_ref().is_none_or(|words| {
                reference::haystack(row, hay);
                words.score_with(letters, hay).is_some()
            })
    }

    fn facets_hold(&self, row: &AdrRow) -> bool {
        let filter = self.filter;
        let on_or = |bound: Option<StatedDate>, holds: fn(StatedDate, StatedDate) -> bool| {
            bound.is_none_or(|bound| row.decided.is_some_and(|decided| holds(decided, bound)))
        };
        self.logs
            .as_ref()
            .is_none_or(|logs| logs.contains(&row.log))
            && (filter.statuses.is_empty() || filter.statuses.contains(&row.status))
            && filter
                .tags
                .iter()
                .all(|tag| row.tags.lines().any(|own| own.eq_ignore_ascii_case(tag)))
            && self
                .person
                .as_ref()
                .is_none_or(|person| row.people.to_lowercase().contains(person))
            && on_or(filter.since, |decided, since| {
                decided.latest() >= since.earliest()
            })
            && on_or(filter.until, |decided, until| {
                decided.earliest() <= until.latest()
            })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::domain::{status::Status, time::Timestamp};

    fn row(number: u32, title: &str, status: Status) -> AdrRow {
        let at = "2026-11-01T00:00:00Z".parse().unwrap();
        AdrRow {
            id: RecordId(Uuid::from_u128(number.into())),
            log: RecordId(Uuid::from_u128(0)),
            number: Some(number),
            label: number.to_string(),
            title: title.to_owned(),
            status,
            decided: None,
            review_by: None,
            status_since: at,
            changed_at: at,
            tags: String::new(),
            people: "Mina Okafor".to_owned(),
            findings: 0,
        }
    }

    fn listing() -> Listing {
        let titles = [
            "Feature store: Feast",
            "Batch scoring",
            "Canary by traffic share",
            "Vendor for vector search",
        ];
        let status = |n: u32| {
            if n.is_multiple_of(2) {
                Status::Proposed
            } else {
                Status::Accepted
            }
        };
        Listing::new(
            titles
                .iter()
                .zip(1..)
                .map(|(title, n)| row(n, title, status(n)))
                .collect(),
            Vec::new(),
        )
    }

    fn numbers(view: &DecisionsView) -> Vec<u32> {
        view.shown
            .iter()
            .filter_map(|at| view.rows.get(*at as usize)?.number)
            .collect()
    }

    #[test]
    fn behind_the_name_of_a_log_its_decisions_are_found() {
        let log = |id: u128, name: &str| LogLine {
            id: RecordId(Uuid::from_u128(id)),
            name: name.to_owned(),
            root: "/home/mina".to_owned(),
            folder: "docs/adr".to_owned(),
            decisions: 1,
        };
        let in_log = |at: u128, number: u32, title: &str| AdrRow {
            log: RecordId(Uuid::from_u128(at)),
            ..row(number, title, Status::Accepted)
        };
        let rows = vec![
            in_log(50, 16, "Canary by traffic share"),
            in_log(51, 16, "Feature store: Feast"),
            in_log(52, 17, "Vendor for vector search"),
        ];
        let logs = vec![log(50, "shop"), log(51, "shop/web"), log(52, "web")];
        let listing = Listing::new(rows, logs);
        let found = |text: &str| -> Vec<String> {
            let (rows, total) = listing.jump(text, 10);
            assert_eq!(rows.len(), total);
            rows.iter().map(|row| row.title.clone()).collect()
        };
        assert_eq!(found("16").len(), 2);
        assert_eq!(found("shop/16"), ["Canary by traffic share"]);
        assert_eq!(found("shop/web/16"), ["Feature store: Feast"]);
        assert_eq!(found("web/vector"), ["Vendor for vector search"]);
        assert_eq!(found("web/"), ["Vendor for vector search"]);
        assert!(found("shop/vector").is_empty());
    }

    #[test]
    fn words_and_facets_narrow_together() {
        let mut listing = listing();
        assert_eq!(
            numbers(&listing.decisions(&Filter::parse("status:proposed vector").unwrap())),
            [4]
        );
        assert_eq!(
            numbers(&listing.decisions(&Filter::parse("person:okafor feast").unwrap())),
            [1]
        );
        assert_eq!(
            numbers(&listing.decisions(&Filter::parse("log:elsewhere").unwrap())),
            [0; 0]
        );
    }

    #[test]
    fn titles_are_sorted_as_people_read_them() {
        let titles = ["beta", "Alpha", "Zone", "alpine"];
        let rows = titles
            .iter()
            .zip(1..)
            .map(|(title, n)| row(n, title, Status::Draft));
        let mut listing = Listing::new(rows.collect(), Vec::new());
        let filter = Filter {
            sort: Sort::Title,
            ..Filter::default()
        };
        assert_eq!(numbers(&listing.decisions(&filter)), [2, 4, 1, 3]);
    }

    #[test]
    fn records_without_a_number_or_a_date_come_last() {
        let unnumbered = AdrRow {
            number: None,
            label: "a-slug".to_owned(),
            decided: Some("2026-01-02".parse().unwrap()),
            ..row(9, "x", Status::Draft)
        };
        let rows = [
            unnumbered,
            row(2, "b", Status::Draft),
            row(1, "a", Status::Draft),
        ];
        let mut listing = Listing::new(rows.to_vec(), Vec::new());
        let mut places = |sort| {
            let filter = Filter {
                sort,
                ..Filter::default()
            };
            listing.decisions(&filter).shown.to_vec()
        };
        assert_eq!(places(Sort::Number), [2, 1, 0]);
        assert_eq!(places(Sort::Date), [0, 2, 1]);
    }

    fn any_row() -> impl Strategy<Value = AdrRow> {
        let parts = (
            prop::option::of(1..4_u32),
            "[a-cA-C]{0,2}",
            0..10_usize,
            0..3_i64,
            prop::option::of(1..4_u32),
        );
        parts.prop_map(|(number, title, status, moved, month)| {
            let plain = row(1, &title, Status::ALL[status]);
            let label = number.map_or_else(|| title.clone(), |number| number.to_string());
            let moment = plain.changed_at.0 + chrono::Duration::days(moved);
            AdrRow {
                number,
                label,
                decided: month.map(|month| StatedDate::Month { year: 2026, month }),
                changed_at: Timestamp::of(moment),
                ..plain
            }
        })
    }

    proptest! {
        /// Every order shows every row once, does not hang on the order in which the rows came, and leaves rows that are
        /// alike as they came.
        #[test]
        fn an_order_is_total_and_stable(rows in prop::collection::vec(any_row(), 0..12), turn in 0..12_usize) {
            for sort in Sort::ALL {
                let order = order_of(&rows, &[], sort);
                let mut places = order.clone();
                places.sort_unstable();
                prop_assert!(places.iter().copied().eq((0..).take(rows.len())));
                let in_order = |rows: &[AdrRow], order: &[u32]| -> Vec<AdrRow> {
                    order.iter().map(|at| rows[*at as usize].clone()).collect()
                };
                let sorted = in_order(&rows, &order);
                prop_assert!(order_of(&sorted, &[], sort).iter().copied().eq((0..).take(rows.len())));
                let mut turned = rows.clone();
                turned.rotate_left(turn.min(rows.len()));
                let again = in_order(&turned, &order_of(&turned, &[], sort));
                // What an order compares, and then number and label, tell rows apart; rows alike in all of it may change places.
                let told = |row: &AdrRow| {
                    let first = match sort {
                        Sort::Number => String::new(),
                        Sort::Title => row.title.to_lowercase(),
                        Sort::Status => row.status.to_string(),
                        Sort::Date => row.decided.map(|date| date.to_string()).unwrap_or_default(),
                        Sort::Changed => row.changed_at.to_string(),
                    };
                    (first, row.number, row.label.clone())
                };
                prop_assert!(sorted.iter().map(told).eq(again.iter().map(told)));
            }
        }
    }

    #[test]
    fn a_turned_sort_is_the_same_list_backwards() {
        let mut listing = listing();
        let filter = Filter {
            descending: true,
            ..Filter::default()
        };
        assert_eq!(numbers(&listing.decisions(&filter)), [4, 3, 2, 1]);
    }

    proptest! {
        /// Typing letter by letter, which narrows, shows the same as typing it all at once.
        #[test]
        fn narrowing_never_changes_the_answer(text in "[a-e ]{0,6}") {
            let mut typed = listing();
            for end in 0..=text.len() {
                let _ = typed.decisions(&Filter::parse(text.get(..end).unwrap()).unwrap());
            }
            let filter = Filter::parse(&text).unwrap();
            prop_assert_eq!(numbers(&typed.decisions(&filter)), numbers(&listing().decisions(&filter)));
        }
    }
}
