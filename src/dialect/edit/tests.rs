//! Facts written into texts of every dialect: what stood there, what was asked, what stands there now.

use super::*;

mod checking;
mod facts;
mod grids;
mod inserting;
mod linking;
mod names;
mod rules;
mod statuses;
mod superseding;
mod tables;

/// Writes one change into a text of a log without habits.
fn write_one(path: &str, text: &str, change: FactChange) -> Result<String, CannotWrite> {
    let written = write(path, text.as_bytes(), &[change], &Habits::default())?;
    Ok(String::from_utf8(written).expect("the text stays UTF-8"))
}

/// What a change makes of a text.
#[track_caller]
fn changed(path: &str, before: &str, change: FactChange, after: &str) {
    let written = write_one(path, before, change);
    assert_eq!(written.as_deref(), Ok(after), "{before:?}");
}

fn date(text: &str) -> StatedDate {
    text.parse().expect("a date")
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
