//! Texts that are changed together: each fact is written into its text, the text is read again, and all of it is saved as one
//! action or not at all. Knows no rule of the life of a decision.

use std::collections::HashMap;

use crate::{
    dialect::{
        edit::{self, CannotWrite, FactChange, LinkTarget},
        habits::Habits,
    },
    domain::{
        adr::Adr,
        digest::Digest,
        event::{RecordKind, value_digest},
        ids::RecordId,
        status::Status,
        text::Line,
    },
    ops::{
        change::Done,
        edit::read_again,
        error::OpsError,
        exchange::plan::json,
        reference::LogNames,
        workbench::{Workbench, kept_text},
    },
    store::{Put, StoreError},
};

/// From how many files the habits of a log are learned.
const LEARNED_FROM: usize = 40;
/// The most records that are named of one change.
const REFERENCES: usize = 100;

/// What happens to a record and why, in words.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// `adr.accepted`.
    pub verb: String,
    /// Why, in the words of the person.
    pub reason: Option<String>,
}

/// Texts on their way to another state. What was written already is what the next writing finds.
pub(crate) struct Rewriting<'a> {
    pub bench: &'a Workbench,
    names: LogNames,
    habits: HashMap<RecordId, Habits>,
    pages: HashMap<RecordId, Page>,
    made: Rewritten,
}

/// A record as it stands within the action.
struct Page {
    adr: Adr,
    digest: Digest,
    bytes: Vec<u8>,
    /// What is told of a record that begins within the action.
    begun: Option<Told>,
}

/// What is to be saved as one action.
#[derive(Default)]
pub(crate) struct Rewritten {
    puts: Vec<Put>,
    blobs: Vec<Vec<u8>>,
    touched: Vec<RecordId>,
    refs: Vec<String>,
}

impl<'a> Rewriting<'a> {
    pub(crate) fn of(bench: &'a Workbench) -> Result<Self, OpsError> {
        Ok(Self {
            bench,
            names: bench.log_names()?,
            habits: HashMap::new(),
            pages: HashMap::new(),
            made: Rewritten::default(),
        })
    }

    /// A record as it stands within the action.
    pub(crate) fn adr(&mut self, record: RecordId) -> Result<&Adr, OpsError> {
        Ok(&self.page(record)?.adr)
    }

    /// Takes in a record that begins within the action: whatever is written into it is a part of its beginning.
    pub(crate) fn begin(&mut self, adr: Adr, bytes: Vec<u8>, told: Told) {
        let page = Page {
            digest: digest_of(&adr),
            bytes,
            begun: Some(told),
            adr,
        };
        self.pages.insert(page.adr.id, page);
    }

    /// How a record is printed.
    pub(crate) fn called(&mut self, record: RecordId) -> Result<String, OpsError> {
        let adr = self.adr(record)?;
        let (log, label) = (adr.log, adr.label());
        Ok(self.names.printed(log, &label))
    }

    /// How a record is printed, with its title.
    pub(crate) fn named(&mut self, record: RecordId) -> Result<String, OpsError> {
        let title = self.adr(record)?.facts.title.clone();
        Ok(format!("{} {title}", self.called(record)?))
    }

    /// Refuses a record that is no longer as it was seen.
    pub(crate) fn refuse_stale(
        &mut self,
        record: RecordId,
        seen: Option<Digest>,
    ) -> Result<(), OpsError> {
        let now = self.page(record)?.digest;
        if seen.is_none_or(|seen| seen == now) {
            return Ok(());
        }
        let reference = self.called(record)?;
        Err(self.bench.stale(record, reference))
    }

    /// A record as the target of a link.
    pub(crate) fn target(&mut self, record: RecordId) -> Result<LinkTarget, OpsError> {
        let adr = self.adr(record)?;
        Ok(LinkTarget {
            path: adr.path.clone(),
            number: adr.facts.number,
            native_id: adr.facts.native_id.clone(),
            title: adr.facts.title.clone(),
        })
    }

    /// Writes facts into the text of a record; nothing to write is no event.
    pub(crate) fn write(
        &mut self,
        record: RecordId,
        facts: &[FactChange],
        told: &Told,
    ) -> Result<(), OpsError> {
        if facts.is_empty() {
            return Ok(());
        }
        let log = self.adr(record)?.log;
        self.learn(log)?;
        let reference = self.called(record)?;
        let habits = self.habits.entry(log).or_default();
        let Some(page) = self.pages.get_mut(&record) else {
            return Ok(());
        };
        let bytes = edit::write(&page.adr.path, &page.bytes, facts, habits)
            .map_err(|why| cannot(&reference, page.adr.facts.status, why))?;
        if bytes == page.bytes {
            return Ok(());
        }
        let adr = read_again(&page.adr, &bytes).ok_or_else(|| unreadable(&reference))?;
        if page.begun.is_none() {
            self.made.put(page, &adr, told);
            self.made.blobs.push(bytes.clone());
            self.made.touch(record, reference);
        }
        *page = Page {
            digest: digest_of(&adr),
            adr,
            bytes,
            begun: page.begun.take(),
        };
        Ok(())
    }

    /// Takes a record and what belongs to it out of the current state.
    pub(crate) fn take_away(&mut self, record: RecordId, puts: Vec<Put>) -> Result<(), OpsError> {
        let reference = self.called(record)?;
        self.made.touch(record, reference);
        self.made.puts.extend(puts);
        Ok(())
    }

    /// Saves a record of another kind in the same action.
    pub(crate) fn also(&mut self, put: Put) {
        self.made.puts.push(put);
    }

    /// What is to be saved.
    pub(crate) fn finish(mut self) -> Rewritten {
        for page in self.pages.into_values() {
            if let Some(told) = page.begun {
                self.made.begin(&page.adr, page.bytes, told);
            }
        }
        self.made
    }

    fn page(&mut self, record: RecordId) -> Result<&Page, OpsError> {
        if !self.pages.contains_key(&record) {
            let (adr, digest) = self.bench.adr_with_digest(record)?;
            let bytes = kept_text(&self.bench.store, adr.source)?;
            let page = Page {
                adr,
                digest,
                bytes,
                begun: None,
            };
            self.pages.insert(record, page);
        }
        self.pages.get(&record).ok_or_else(|| OpsError::NotFound {
            what: "the decision is not in the store any more".to_owned(),
            hint: "`archdeck history` shows what became of it.".to_owned(),
        })
    }

    /// Learns how a log writes, once.
    fn learn(&mut self, log: RecordId) -> Result<(), OpsError> {
        if !self.habits.contains_key(&log) {
            let habits = self.bench.habits(log)?;
            self.habits.insert(log, habits);
        }
        Ok(())
    }
}

impl Rewritten {
    fn put(&mut self, page: &Page, adr: &Adr, told: &Told) {
        self.puts.push(Put {
            kind: RecordKind::Adr,
            record: adr.id,
            verb: told.verb.clone(),
            base: Some(page.digest),
            value: json(adr),
            reason: told.reason.clone(),
        });
    }

    /// A record begins before anything else speaks of it.
    fn begin(&mut self, adr: &Adr, bytes: Vec<u8>, told: Told) {
        let put = Put {
            kind: RecordKind::Adr,
            record: adr.id,
            verb: told.verb,
            base: None,
            value: json(adr),
            reason: told.reason,
        };
        self.puts.insert(0, put);
        self.blobs.push(bytes);
    }

    /// What is saved, the contents it names, and how the records are printed that were there before.
    pub(crate) fn into_parts(self) -> (Vec<Put>, Vec<Vec<u8>>, Vec<String>) {
        (self.puts, self.blobs, self.refs)
    }

    /// Names a record as touched, once.
    fn touch(&mut self, record: RecordId, reference: String) {
        if self.touched.contains(&record) {
            return;
        }
        self.touched.push(record);
        if self.refs.len() < REFERENCES {
            self.refs.push(reference);
        }
    }

    /// How many records are changed.
    pub(crate) fn records(&self) -> usize {
        self.touched.len()
    }
}

impl Workbench {
    /// Saves what was rewritten as one action; nothing rewritten is no action.
    pub(crate) fn save_rewritten(
        &mut self,
        rewritten: Rewritten,
        summary: String,
    ) -> Result<Done, OpsError> {
        if rewritten.puts.is_empty() {
            return Ok(unchanged(summary, rewritten.refs));
        }
        let group = self
            .save(rewritten.puts, rewritten.blobs)
            .map_err(|error| self.overtaken(error))?;
        Ok(Done {
            group: Some(group),
            summary,
            refs: rewritten.refs,
            made: None,
            can_undo: self.can_take_back(Some(group))?,
        })
    }

    /// How a log writes its records.
    pub(crate) fn habits(&self, log: RecordId) -> Result<Habits, OpsError> {
        let mut files = Vec::new();
        for adr in self.store.adrs_latest(log, LEARNED_FROM)? {
            let bytes = kept_text(&self.store, adr.source)?;
            files.push((adr.path, bytes));
        }
        let files = files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        Ok(Habits::learn(files))
    }

    /// Another process that saved between our reading and our saving is told like any stale edit.
    pub(crate) fn overtaken(&self, error: OpsError) -> OpsError {
        let OpsError::Store(StoreError::Stale { record, .. }) = error else {
            return error;
        };
        let reference = self.called(record).unwrap_or_else(|_| record.to_string());
        self.stale(record, reference)
    }
}

/// What is said where everything is as it should be.
pub(crate) fn unchanged(summary: String, refs: Vec<String>) -> Done {
    Done {
        group: None,
        summary,
        refs,
        made: None,
        can_undo: false,
    }
}

/// A typed line that is kept.
pub(crate) fn line(what: &str, typed: &str) -> Result<String, OpsError> {
    let line = Line::parse(typed).map_err(|why| OpsError::Refused {
        what: format!("the {what} cannot be kept: {why}"),
        hint: "Write it as one line of text; nothing was changed.".to_owned(),
    })?;
    Ok(line.to_string())
}

/// A typed reason; an empty one is none.
pub(crate) fn reason(typed: Option<&str>) -> Result<Option<String>, OpsError> {
    typed
        .filter(|typed| !typed.trim().is_empty())
        .map(|typed| line("reason", typed))
        .transpose()
}

/// A text that has no place for what is to be written. One that was decided cannot be helped with an editor here.
fn cannot(reference: &str, status: Status, why: CannotWrite) -> OpsError {
    let place = why
        .line
        .map(|line| format!(" (line {line})"))
        .unwrap_or_default();
    OpsError::Refused {
        what: format!(
            "{reference} cannot be written: {}{place}; nothing was changed",
            why.what
        ),
        hint: if why.hint.contains("adr edit") && !status.text_is_open() {
            "Change its file outside, then import it again.".to_owned()
        } else {
            why.hint
        },
    }
}

fn unreadable(reference: &str) -> OpsError {
    OpsError::Refused {
        what: format!("{reference} would be no decision record any more; nothing was changed"),
        hint: format!("Look at its text with `archdeck adr show {reference} --raw`."),
    }
}

fn digest_of(adr: &Adr) -> Digest {
    value_digest(&json(adr)).unwrap_or(adr.source)
}
