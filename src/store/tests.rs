//! Stories about the inside of the store: tampering, staleness of what can be made again, places that are refused.

#[path = "../../tests/support/records.rs"]
mod records;

use super::*;
use records::*;

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
    for check in store.verify() {
        assert_eq!(check.outcome, Outcome::Sound, "{check:?}");
    }
}
