//! The menu that filters without typing: first the facet, then one of the values that exist.

use std::collections::BTreeMap;

use super::Decisions;
use crate::{
    domain::{adr::AdrRow, status::Status},
    ops::{filter::Filter, view::DecisionsView},
    tui::screen::{Context, Menu, Outcome},
};

/// The facets, as they are typed, and what they mean.
const FACETS: [(&str, &str); 5] = [
    ("status", "Status"),
    ("log", "Log"),
    ("tag", "Tag"),
    ("person", "Person"),
    ("since", "Decided since"),
];
/// The most values a menu offers.
const VALUES_MOST: usize = 200;

impl Decisions {
    /// The menu of facets.
    pub(super) fn facet_menu(&self) -> Vec<Outcome> {
        let Some(view) = &self.view else {
            return Vec::new();
        };
        let mut choices: Vec<_> = FACETS
            .iter()
            .map(|(field, shown)| {
                let none = values(field, view).is_empty();
                let why = none.then(|| "no decision states one".to_owned());
                ((*field).to_owned(), (*shown).to_owned(), why)
            })
            .collect();
        if !self.field.value().is_empty() {
            choices.push(("all".into(), "All decisions again".into(), None));
        }
        vec![Outcome::Menu(Menu {
            title: "Filter by".into(),
            choices,
        })]
    }

    /// Takes a facet, then its value.
    pub(super) fn choose_facet(&mut self, word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        if word == "all" {
            return self.set_filter("", context);
        }
        if word.contains(':') {
            let line = with_facet(&self.filter, word);
            return self.set_filter(&line, context);
        }
        let shown = FACETS.iter().find(|(field, _)| *field == word);
        let (Some((field, shown)), Some(view)) = (shown, &self.view) else {
            return Vec::new();
        };
        let choices = values(field, view)
            .into_iter()
            .map(|value| value.choice(field));
        vec![Outcome::Menu(Menu {
            title: (*shown).to_owned(),
            choices: choices.collect(),
        })]
    }
}

/// The filter a line means, each word by itself, and why a word was left out.
pub(super) fn understood(line: &str) -> (Filter, Option<String>) {
    let mut refused = None;
    let mut words = Vec::new();
    for word in line.split_whitespace() {
        match possible(word).map_or_else(|| Filter::parse(word).err(), Some) {
            Some(why) => refused = Some(why),
            None => words.push(word),
        }
    }
    let filter = Filter::parse(&words.join(" ")).unwrap_or_default();
    (filter, refused)
}

/// What may follow a facet that has no value yet.
fn possible(word: &str) -> Option<String> {
    let field = word.strip_suffix(':')?;
    let statuses = || Status::ALL.map(Status::word).join(", ");
    Some(match field {
        "status" => format!("status: one or more of {}", statuses()),
        "log" => "log: the name of a log".to_owned(),
        "tag" => "tag: a tag; several have to be there together".to_owned(),
        "person" => "person: a part of a name, in any role".to_owned(),
        "since" | "until" => format!("{field}: a date, `2026-03-02` or `2026-03`"),
        _ => return None,
    })
}

/// A value that exists and how many decisions have it.
struct Value {
    typed: String,
    count: usize,
}

impl Value {
    /// A value with a space in it cannot be typed as one word.
    fn choice(self, field: &str) -> (String, String, Option<String>) {
        let why = self.typed.contains(char::is_whitespace);
        let why = why.then(|| "has a space in it; type a word of it after /".to_owned());
        let shown = format!(
            "{}  ({})",
            crate::markdown::safe::line(&self.typed),
            self.count
        );
        (format!("{field}:{}", self.typed), shown, why)
    }
}

/// The line of a filter with one more facet; a facet that can be there once is replaced.
fn with_facet(filter: &Filter, word: &str) -> String {
    let mut filter = filter.clone();
    if let Ok(Filter {
        log,
        statuses,
        tags,
        person,
        since,
        ..
    }) = Filter::parse(word)
    {
        filter.log = log.or(filter.log);
        filter.person = person.or(filter.person);
        filter.since = since.or(filter.since);
        filter.tags.extend(tags);
        filter.tags.dedup();
        if !statuses.is_empty() {
            filter.statuses = statuses;
        }
    }
    filter.line()
}

/// The values a facet has among all decisions, in the order people look for them.
fn values(field: &str, view: &DecisionsView) -> Vec<Value> {
    match field {
        "status" => statuses(&view.rows),
        "log" => view
            .logs
            .iter()
            .filter(|log| log.decisions > 0)
            .map(|log| Value {
                typed: log.name.clone(),
                count: log.decisions as usize,
            })
            .collect(),
        "tag" => most_used(view.rows.iter().flat_map(|row| row.tags.lines())),
        "person" => most_used(
            view.rows
                .iter()
                .flat_map(|row| row.people.lines())
                .map(last_name),
        ),
        _ => years(&view.rows),
    }
}

fn statuses(rows: &[AdrRow]) -> Vec<Value> {
    let mut counts: BTreeMap<Status, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.status).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(status, count)| Value {
            typed: status.word().to_owned(),
            count,
        })
        .collect()
}

fn most_used<'a>(words: impl Iterator<Item = &'a str>) -> Vec<Value> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words.filter(|word| !word.is_empty()) {
        *counts.entry(word).or_default() += 1;
    }
    let mut values: Vec<_> = counts
        .into_iter()
        .map(|(word, count)| Value {
            typed: word.to_owned(),
            count,
        })
        .collect();
    values.sort_by_key(|value| std::cmp::Reverse(value.count));
    values.truncate(VALUES_MOST);
    values
}

/// The word people are filtered by; a whole name has a space in it.
fn last_name(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or_default()
}

fn years(rows: &[AdrRow]) -> Vec<Value> {
    use chrono::Datelike as _;
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for decided in rows.iter().filter_map(|row| row.decided) {
        *counts.entry(decided.earliest().year()).or_default() += 1;
    }
    let mut since = 0;
    let newest_first = counts.into_iter().rev();
    newest_first
        .map(|(year, count)| {
            since += count;
            Value {
                typed: format!("{year:04}-01"),
                count: since,
            }
        })
        .collect()
}
