//! What the rows of an inventory would do, one after the other: systems new or edited, persons added, rows refused. It works on
//! values in memory, so that a plan and its doing are the same computation.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use chrono::NaiveDate;

use super::table::{COLUMNS, Row};
use crate::{
    catalog::Catalog,
    domain::{
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        person::{People, Person},
        system::System,
        text::counted,
    },
    ops::{
        error::OpsError,
        reference::short,
        rewriting::line,
        systems::{
            InventoryRow, SystemEdit, UnknownPeople,
            register::LABEL,
            stated::{Held, differences, edited},
        },
        workbench::{Workbench, decoded},
    },
};

/// What the rows do, gathered.
pub(super) struct Planner<'a> {
    bench: &'a mut Workbench,
    catalog: Arc<Catalog>,
    today: NaiveDate,
    /// Those who are known, then those who are added.
    people: People,
    /// How many were known at first.
    known_people: usize,
    /// Persons by every name they go by.
    named: HashMap<String, RecordId>,
    unknown: UnknownPeople,
    /// The systems there are by name, with the digest they have.
    known: HashMap<String, (System, Digest)>,
    /// The names of the rows so far, and their lines.
    lines: HashMap<String, usize>,
    systems: Vec<(System, Option<Digest>)>,
    next_number: u32,
}

/// What all rows together come to.
pub(super) struct Outcome {
    pub(super) people: Vec<Person>,
    /// Each system as it is then, with the digest it was made from where it is there already.
    pub(super) systems: Vec<(System, Option<Digest>)>,
}

impl Outcome {
    /// What was imported, in one sentence.
    pub(super) fn summary(&self, refused: u64) -> String {
        let updated = self
            .systems
            .iter()
            .filter(|(_, base)| base.is_some())
            .count() as u64;
        let new = self.systems.len() as u64 - updated;
        let mut words = Vec::new();
        if new > 0 {
            words.push(format!("registered {}", counted(new, "system", "systems")));
        }
        if updated > 0 {
            words.push(format!("updated {}", counted(updated, "system", "systems")));
        }
        if !self.people.is_empty() {
            let people = self.people.len() as u64;
            words.push(format!("added {}", counted(people, "person", "persons")));
        }
        if words.is_empty() {
            words.push("nothing new in the inventory".to_owned());
        }
        if refused > 0 {
            words.push(format!(
                "left {} out",
                counted(refused, "refused row", "refused rows")
            ));
        }
        words.join(", ")
    }
}

impl<'a> Planner<'a> {
    pub(super) fn of(bench: &'a mut Workbench, unknown: UnknownPeople) -> Result<Self, OpsError> {
        let people = bench.people()?;
        let names = people.0.iter().flat_map(|person| {
            let names = std::iter::once(&person.name).chain(&person.aliases);
            names.map(|name| (name.to_lowercase(), person.id))
        });
        let mut known = HashMap::new();
        for current in bench.store.current_of_kind(RecordKind::System, None)? {
            let system: System = decoded(&current)?;
            known.insert(system.name.to_lowercase(), (system, current.digest));
        }
        let (beginning, digits) = LABEL;
        let next = bench.next_label(beginning, digits)?;
        let next = next.strip_prefix(beginning);
        Ok(Self {
            catalog: bench.catalog(),
            today: bench.env.today(),
            named: names.collect(),
            known_people: people.0.len(),
            people,
            unknown,
            known,
            lines: HashMap::new(),
            systems: Vec::new(),
            next_number: next.and_then(|digits| digits.parse().ok()).unwrap_or(1),
            bench,
        })
    }

    /// What one more row does; nothing of a row that is refused stays.
    pub(super) fn row(&mut self, row: &Row) -> InventoryRow {
        let name = row.cell("name").unwrap_or_default().to_owned();
        let known = self.known.get(&name.to_lowercase());
        let mut planned = InventoryRow {
            line: row.line,
            known: known.map(|(system, _)| system.id),
            name,
            values: row.values.clone(),
            changes: Vec::new(),
            refused: None,
        };
        let people = self.people.0.len();
        match self.take(row) {
            Ok(changes) => planned.changes = changes,
            Err(why) => {
                self.forget_people_from(people);
                planned.refused = Some(why);
            }
        }
        planned
    }

    /// The names of the persons who are added.
    pub(super) fn new_people(&self) -> Vec<String> {
        let added = self.people.0.iter().skip(self.known_people);
        added.map(|person| person.name.clone()).collect()
    }

    /// What all rows together come to.
    pub(super) fn finish(mut self) -> Outcome {
        Outcome {
            people: self.people.0.split_off(self.known_people),
            systems: self.systems,
        }
    }

    fn take(&mut self, row: &Row) -> Result<Vec<String>, String> {
        if let Some(wrong) = &row.wrong {
            return Err(wrong.clone());
        }
        let name = row.cell("name").ok_or("it has no name")?;
        let name = line("name of a system", name).map_err(|error| told(&error))?;
        let key = name.to_lowercase();
        if let Some(line) = self.lines.get(&key) {
            return Err(format!("line {line} names the same system"));
        }
        let edit = self.edit(row)?;
        let (before, base) = match self.known.get(&key) {
            Some((system, digest)) => (system.clone(), Some(*digest)),
            None => (self.empty(), None),
        };
        if let Some(day) = before.closed_on {
            return Err(format!("{} was closed on {day}", before.label));
        }
        let held = Held {
            registry: &self.catalog.registry,
            people: &self.people,
            today: self.today,
        };
        let after = edited(&before, &edit, held).map_err(|error| told(&error))?;
        let mut changes = differences(&before, &after, held.people);
        if base.is_none() {
            changes.retain(|change| !change.starts_with("name "));
            changes.insert(0, "new".to_owned());
            self.next_number = self.next_number.saturating_add(1);
        }
        self.lines.insert(key, row.line);
        if !changes.is_empty() {
            self.systems.push((after, base));
        }
        Ok(changes)
    }

    fn empty(&mut self) -> System {
        let (beginning, digits) = LABEL;
        let label = format!("{beginning}{:0digits$}", self.next_number);
        System::named(self.bench.env.record_id(), label, String::new())
    }

    /// The edit a row asks for: an empty cell leaves what is there.
    fn edit(&mut self, row: &Row) -> Result<SystemEdit, String> {
        let (owner, deputy) = (self.person(row, "owner")?, self.person(row, "deputy")?);
        let facts = row
            .values
            .iter()
            .filter(|(column, _)| !COLUMNS.contains(&column.as_str()));
        let text = |column| row.cell(column).map(str::to_owned);
        let name = text("name").unwrap_or_default();
        // A system that is there keeps the case its name is written in.
        let known = self.known.get(&name.trim().to_lowercase());
        Ok(SystemEdit {
            system: RecordId(uuid::Uuid::nil()),
            base: None,
            name: known.is_none().then_some(name),
            about: text("about"),
            facts: facts.cloned().collect(),
            owner: owner.map(Some),
            deputy: deputy.map(Some),
            team: text("team"),
        })
    }

    fn person(&mut self, row: &Row, column: &str) -> Result<Option<RecordId>, String> {
        let Some(typed) = row.cell(column) else {
            return Ok(None);
        };
        if let Some(known) = self.named.get(&typed.to_lowercase()) {
            return Ok(Some(*known));
        }
        if self.unknown == UnknownPeople::Refused {
            return Err(format!(
                "{column}: no person is called `{0}`; `archdeck person add \"{0}\"` adds one, `--add-people` all of them",
                short(typed)
            ));
        }
        let name = line(column, typed).map_err(|error| told(&error))?;
        let person = Person {
            id: self.bench.env.record_id(),
            name,
            aliases: Vec::new(),
            roles: BTreeSet::new(),
            acts_for: None,
            has_left: false,
        };
        let id = person.id;
        self.named.insert(person.name.to_lowercase(), id);
        self.people.0.push(person);
        Ok(Some(id))
    }

    fn forget_people_from(&mut self, first: usize) {
        for person in self.people.0.split_off(first) {
            self.named.remove(&person.name.to_lowercase());
        }
    }
}

/// Why a row is refused, with what is possible instead.
fn told(error: &OpsError) -> String {
    match error {
        OpsError::Refused { what, hint } => {
            let hint = hint.trim_end_matches('.');
            if what.contains("possible are") {
                what.clone()
            } else {
                format!("{what} ({hint})")
            }
        }
        other => other.to_string(),
    }
}
