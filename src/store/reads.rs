//! Everything that can be asked of a store. Each question is one method that hands on to the module that knows the answer.

use std::{fmt, path::Path};

use chrono::NaiveDate;

use crate::{
    domain::{
        adr::{Adr, AdrRow},
        comment::Comment,
        digest::Digest,
        event::RecordKind,
        ids::{GroupId, RecordId},
        log::{DecisionLog, Document},
        packet::Packet,
        status::Status,
    },
    store::{
        Check, Commented, Counts, Current, Edge, Put, Reference, ResolvedLink, RowOrder, Saved,
        SearchHit, SearchQuery, Standing, Store, StoreError, StoredEvent, actions, backup, blob,
        check, current, find, labels, links, log, open_comments, projection, rows, schema, search,
        standing, taken,
    },
};

/// Stops the question a store is working on, from another thread.
pub struct Interrupt(rusqlite::InterruptHandle);

impl Interrupt {
    /// Stops it; the question ends with [`StoreError::Interrupted`]. Nothing happens when none is asked.
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

impl fmt::Debug for Interrupt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Interrupt")
    }
}

/// Values, rows and links.
///
/// # Errors
/// Every method fails only when the file is damaged or cannot be read.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them")]
impl Store {
    /// The value of a record as it is now; `None` when it is gone or was never there.
    pub fn current(&self, record: RecordId) -> Result<Option<Current>, StoreError> {
        self.told(current::read(&self.db, record))
    }

    /// Every record of a kind, of one parent where one is given, by the name people use.
    pub fn current_of_kind(
        &self,
        kind: RecordKind,
        parent: Option<RecordId>,
    ) -> Result<Vec<Current>, StoreError> {
        self.told(current::of_kind(&self.db, kind, parent))
    }

    /// Every record of a kind that people call by one of these names.
    pub fn current_called(
        &self,
        kind: RecordKind,
        names: &[&str],
    ) -> Result<Vec<Current>, StoreError> {
        self.told(current::called(&self.db, kind, names))
    }

    /// The decision logs by name.
    pub fn logs(&self) -> Result<Vec<DecisionLog>, StoreError> {
        self.told(current::typed_all(&self.db, RecordKind::Log))
    }

    /// One decision record.
    pub fn adr(&self, record: RecordId) -> Result<Option<Adr>, StoreError> {
        self.told(current::typed(&self.db, RecordKind::Adr, record))
    }

    /// The decision records of a log in the order in which they came.
    pub fn adrs_of_log(&self, log: RecordId) -> Result<Vec<Adr>, StoreError> {
        self.told(current::typed_below(&self.db, RecordKind::Adr, log))
    }

    /// The decision records of a log with the highest numbers, those that came last first where numbers are the same.
    pub fn adrs_latest(&self, log: RecordId, limit: usize) -> Result<Vec<Adr>, StoreError> {
        self.told(current::latest_adrs(&self.db, log, limit))
    }

    /// The files of a log that are no records, in the order in which they came.
    pub fn documents(&self, log: RecordId) -> Result<Vec<Document>, StoreError> {
        self.told(current::typed_below(&self.db, RecordKind::Document, log))
    }

    /// The comments on a decision, oldest first.
    pub fn comments(&self, record: RecordId) -> Result<Vec<Comment>, StoreError> {
        self.told(current::typed_below(&self.db, RecordKind::Comment, record))
    }

    /// The lines of systems that are kept.
    pub fn standings(&self) -> Result<Vec<Standing>, StoreError> {
        self.told(standing::all(&self.db))
    }

    /// The packets by their labels.
    pub fn packets(&self) -> Result<Vec<Packet>, StoreError> {
        self.told(current::typed_all(&self.db, RecordKind::Packet))
    }

    /// The labels with this beginning that were ever given, those of records that are gone too.
    pub fn labels_given(&self, beginning: &str) -> Result<Vec<String>, StoreError> {
        self.told(labels::given(&self.db, beginning))
    }

    /// Every row in the order in which the records came.
    pub fn adr_rows(&self) -> Result<Vec<AdrRow>, StoreError> {
        self.told(rows::all(&self.db))
    }

    /// The first rows in an order, without reading the others.
    pub fn adr_rows_page(&self, order: RowOrder, limit: usize) -> Result<Vec<AdrRow>, StoreError> {
        self.told(rows::page(&self.db, order, limit))
    }

    /// The rows with a status that changed last, the latest first.
    pub fn adr_rows_latest(&self, status: Status, limit: usize) -> Result<Vec<AdrRow>, StoreError> {
        self.told(rows::latest_with_status(&self.db, status, limit))
    }

    /// The rows that wait for a decision longest, in no order.
    pub fn adr_rows_waiting(&self, limit: usize) -> Result<Vec<AdrRow>, StoreError> {
        self.told(rows::waiting_longest(&self.db, limit))
    }

    /// The accepted rows whose day of review is stated and is not after this day, the longest passed first.
    pub fn adr_rows_to_review(
        &self,
        as_of: NaiveDate,
        limit: usize,
    ) -> Result<Vec<AdrRow>, StoreError> {
        self.told(rows::to_review(&self.db, as_of, limit))
    }

    /// The rows whose text no file outside is known to have, what changed last first.
    pub fn adr_rows_edited_here(&self, limit: usize) -> Result<Vec<AdrRow>, StoreError> {
        self.told(rows::edited_here(&self.db, limit))
    }

    /// How many such rows there are.
    pub fn edited_here_count(&self) -> Result<u64, StoreError> {
        self.told(rows::count_edited_here(&self.db))
    }

    /// The decisions with open comments, those with the most first.
    pub fn commented(&self, limit: usize) -> Result<Vec<Commented>, StoreError> {
        self.told(open_comments::most(&self.db, limit))
    }

    /// The row of one record.
    pub fn adr_row(&self, record: RecordId) -> Result<Option<AdrRow>, StoreError> {
        self.told(rows::one(&self.db, record))
    }

    /// How many records stand where.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        self.told(rows::counts(&self.db))
    }

    /// The decision records a reference may mean; at most fifty.
    pub fn find(&self, reference: &Reference) -> Result<Vec<RecordId>, StoreError> {
        self.told(find::find(&self.db, reference))
    }

    /// The highest number a decision record of a log has, or had before it was taken away; 0 where none has one.
    pub fn highest_number(&self, log: RecordId) -> Result<u32, StoreError> {
        self.told(taken::highest_number(&self.db, log))
    }

    /// Whether a file of a log lies at a path, in upper or lower case.
    pub fn has_path(&self, log: RecordId, path: &str) -> Result<bool, StoreError> {
        self.told(taken::has_path(&self.db, log, path))
    }

    /// The links a record states, in the order of its file.
    pub fn links_from(&self, record: RecordId) -> Result<Vec<ResolvedLink>, StoreError> {
        self.told(links::from(&self.db, record))
    }

    /// The links other records state to a record, told from this record's side.
    pub fn links_to(&self, record: RecordId) -> Result<Vec<ResolvedLink>, StoreError> {
        self.told(links::to(&self.db, record))
    }

    /// The links of a record from both sides; what both state is one link.
    pub fn links(&self, record: RecordId) -> Result<Vec<ResolvedLink>, StoreError> {
        self.told(links::both(&self.db, record))
    }

    /// The links that found their target, each as stated, of one log or of all.
    pub fn edges(&self, log: Option<RecordId>) -> Result<Vec<Edge>, StoreError> {
        self.told(links::edges(&self.db, log))
    }

    /// The bytes of a digest.
    pub fn blob(&self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.told(blob::read(&self.db, digest))
    }

    /// The records that hold every word of a query, best first. An index that does not fit is made again on the way.
    pub fn search(&self, query: &SearchQuery) -> Result<Vec<SearchHit>, StoreError> {
        match search::search(&self.db, query) {
            Err(error) if error.is_stale_index() && !self.read_only => {
                self.told(projection::rebuild(&self.db))?;
                self.told(search::search(&self.db, query))
            }
            answer => self.told(answer),
        }
    }

    /// Stops a search from another thread.
    pub fn interrupt_handle(&self) -> Interrupt {
        Interrupt(self.db.get_interrupt_handle())
    }
}

/// The log of events.
///
/// # Errors
/// Every method fails only when the file is damaged or cannot be read.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them")]
impl Store {
    /// The store's own identity, 32 hexadecimal digits.
    pub fn replica(&self) -> Result<String, StoreError> {
        self.told(schema::meta(&self.db, "replica").map(Option::unwrap_or_default))
    }

    /// The place and the hash of the last event; place 0 and a hash of zeros before the first.
    pub fn head(&self) -> Result<(u64, Digest), StoreError> {
        self.told(log::Head::read(&self.db).map(|head| (head.seq(), head.hash())))
    }

    /// The events of a record, first to last.
    pub fn history(&self, record: RecordId) -> Result<Vec<StoredEvent>, StoreError> {
        self.told(log::history(&self.db, record))
    }

    /// The latest events before a place in the chain, latest first; the very latest where no place is given.
    pub fn events(
        &self,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        self.told(log::latest(&self.db, before, limit))
    }

    /// Every event, first to last, one at a time, so that any number fits in memory.
    pub fn each_event<E: From<StoreError>>(
        &self,
        visit: impl FnMut(StoredEvent) -> Result<(), E>,
    ) -> Result<(), E> {
        log::each(&self.db, &self.path, visit)
    }

    /// Every kept content with its digest, one at a time, so that any number fits in memory.
    pub fn each_blob<E: From<StoreError>>(
        &self,
        visit: impl FnMut(Digest, Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        blob::each(&self.db, &self.path, visit)
    }

    /// The events of one user action, first to last.
    pub fn group(&self, group: GroupId) -> Result<Vec<StoredEvent>, StoreError> {
        self.told(actions::events(&self.db, group))
    }

    /// Where in the chain a user action was saved.
    pub fn extent(&self, group: GroupId) -> Result<Option<Saved>, StoreError> {
        self.told(actions::extent(&self.db, group))
    }

    /// How many events there are.
    pub fn event_count(&self) -> Result<u64, StoreError> {
        self.told(log::count(&self.db))
    }

    /// The last action of a person that is not taken back: what `undo` takes back.
    pub fn undoable(&self, actor: &str) -> Result<Option<GroupId>, StoreError> {
        self.told(actions::undoable(&self.db, actor))
    }

    /// The last thing a person took back and may do again: what `redo` takes back in its turn.
    pub fn redoable(&self, actor: &str) -> Result<Option<GroupId>, StoreError> {
        self.told(actions::redoable(&self.db, actor))
    }

    /// The changes that put back what an action changed. Saving them is refused as stale when somebody changed one of the
    /// records since.
    pub fn inverse(&self, group: GroupId) -> Result<Vec<Put>, StoreError> {
        self.told(actions::inverse(&self.db, group))
    }

    /// A number that changes whenever another connection saves.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        self.told(
            self.db
                .pragma_query_value(None, "data_version", |row| row.get(0)),
        )
    }
}

/// Care.
impl Store {
    /// Writes a whole copy to a new file and checks that copy.
    ///
    /// # Errors
    /// When something is there already, the disk is full, or the copy is not sound; nothing is left behind then.
    pub fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        backup::write(&self.db, path)
    }

    /// Looks at everything that can be wrong with the file and says, a line each, what it found and what to do.
    pub fn verify(&self) -> Vec<Check> {
        check::all(self)
    }

    fn told<T, E: Into<StoreError>>(&self, answer: Result<T, E>) -> Result<T, StoreError> {
        answer.map_err(|error| error.into().at(&self.path, "reading"))
    }
}
