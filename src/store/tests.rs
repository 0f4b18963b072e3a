//! Stories about the inside of the store: places that are refused, a full disk, and tables that are made again.

#[path = "../../tests/support/records.rs"]
mod records;

mod rebuilding;
mod standings;

use std::{
    io,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use tempfile::TempDir;

use super::{place::Surroundings, *};
use records::*;

fn clean(store: &Store) {
    for check in store.verify() {
        assert_eq!(check.outcome, Outcome::Sound, "{check:?}");
    }
}

/// A machine whose answers a test gives.
struct Imagined {
    magic: u64,
    may_write: bool,
}

impl Surroundings for Imagined {
    fn file_system(&self, _: &Path) -> io::Result<u64> {
        Ok(self.magic)
    }

    fn may_write(&self, _: &Path) -> bool {
        self.may_write
    }
}

const EXT4: u64 = 0xEF53;

#[test]
fn an_import_reads_back_as_it_was_saved() {
    let mut store = Store::in_memory().expect("memory");
    let (log, adrs, group) = import(20);
    let saved = store.save(group.clone()).expect("saved");
    assert_eq!((saved.first_seq, saved.last_seq), (1, 21));
    assert_eq!(store.logs().expect("logs"), std::slice::from_ref(&log));
    assert_eq!(store.adrs_of_log(log.id).expect("adrs"), adrs);
    assert_eq!(store.adr(adrs[3].id).expect("adr").as_ref(), Some(&adrs[3]));
    assert_eq!(store.adr_rows().expect("rows").len(), 20);
    assert_eq!(store.counts().expect("counts").of_log(log.id), 20);
    assert_eq!(store.group(group.id).expect("events").len(), 21);
    clean(&store);
}

#[test]
fn a_network_file_system_is_refused_before_anything_is_created() {
    let folder = TempDir::new().expect("a folder");
    for (magic, name) in [(0x6969, "NFS"), (0xFF53_4D42, "CIFS"), (0x0102_1997, "9p")] {
        let path = folder.path().join("deeper/store.db");
        let machine = Imagined {
            magic,
            may_write: true,
        };
        let refused = open::open(&path, Access::ReadWrite, &machine).expect_err("refused");
        assert!(
            matches!(refused, StoreError::NetworkFileSystem { system, .. } if system == name),
            "{refused}"
        );
        assert!(
            refused
                .hint()
                .is_some_and(|hint| hint.contains("local disk"))
        );
        assert!(!folder.path().join("deeper").exists());
    }
}

#[test]
fn a_place_that_cannot_be_written_to_is_read() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("store.db");
    let mut store = Store::open(&path, Access::ReadWrite).expect("begun");
    store.save(import(3).2).expect("saved");
    drop(store);
    let machine = Imagined {
        magic: EXT4,
        may_write: false,
    };
    let mut store = open::open(&path, Access::ReadWrite, &machine).expect("opened");
    assert!(store.is_read_only());
    assert_eq!(store.adr_rows().expect("rows").len(), 3);
    let refused = save(&mut store, vec![put_log(&log("other"))]).expect_err("refused");
    assert!(matches!(refused, StoreError::ReadOnly { .. }), "{refused}");
}

#[test]
fn a_full_disk_stops_a_save_as_a_whole_and_the_next_one_works() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("store.db");
    let mut store = Store::open(&path, Access::ReadWrite).expect("begun");
    store.save(import(5).2).expect("saved");
    let pages: i64 = store
        .db
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .expect("pages");
    let mut refusals = 0;
    for more in 0..30 {
        store
            .db
            .pragma_update(None, "max_page_count", pages + more)
            .expect("a limit");
        let before = store.event_count().expect("count");
        match store.save(import(10).2) {
            Err(StoreError::Full { path: named }) => {
                assert_eq!(named, store.path());
                assert_eq!(store.event_count().expect("count"), before);
                refusals += 1;
            }
            Err(other) => panic!("{other}"),
            Ok(_) => break,
        }
        assert_eq!(store.logs().expect("reads go on").len(), 1);
    }
    assert!(refusals > 3, "{refusals}");
    store
        .db
        .pragma_update(None, "max_page_count", 1 << 20)
        .expect("room again");
    store.save(import(10).2).expect("saved");
    clean(&store);
}

#[test]
fn a_store_can_be_given_to_the_thread_that_owns_it() {
    fn given<T: Send>() {}
    given::<Store>();
    given::<Interrupt>();
}

#[test]
fn the_library_is_free_of_the_fault_that_lost_saves() {
    assert!(rusqlite::version_number() >= 3_051_003);
}

#[test]
fn a_connection_trusts_nobody() {
    let store = Store::in_memory().expect("memory");
    let text = |pragma: &str| -> i64 {
        store
            .db
            .pragma_query_value(None, pragma, |row| row.get(0))
            .expect(pragma)
    };
    assert_eq!(text("foreign_keys"), 1);
    assert_eq!(text("trusted_schema"), 0);
    assert_eq!(text("cell_size_check"), 1);
    assert!(
        store
            .db
            .execute_batch("ATTACH ':memory:' AS other")
            .is_err()
    );
    assert!(
        store
            .db
            .execute_batch("UPDATE sqlite_schema SET sql = ''")
            .is_err()
    );
    assert!(store.db.execute_batch("DELETE FROM adr_text_data").is_err());
}

#[test]
fn a_search_can_be_stopped_from_another_thread() {
    let mut store = Store::in_memory().expect("memory");
    store.save(import(200).2).expect("saved");
    let (interrupt, done) = (store.interrupt_handle(), AtomicBool::new(false));
    let query = SearchQuery {
        text: "the".to_owned(),
        log: None,
        limit: 200,
    };
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                interrupt.stop();
            }
        });
        let stopped = (0..5_000).find_map(|_| store.search(&query).err());
        done.store(true, Ordering::Relaxed);
        assert!(
            matches!(stopped, Some(StoreError::Interrupted)),
            "{stopped:?}"
        );
    });
    assert_eq!(store.search(&query).expect("hits").len(), 200);
}
