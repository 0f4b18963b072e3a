//! Facts written into texts of every dialect: what stood there, what was asked, what stands there now.

use super::*;

mod statuses;

/// Writes one change into a text of a log without habits.
fn write_one(path: &str, text: &str, change: FactChange) -> Result<String, CannotWrite> {
    let written = write(path, text.as_bytes(), &[change], &Habits::default())?;
    Ok(String::from_utf8(written).expect("the text stays UTF-8"))
}
