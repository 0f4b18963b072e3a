//! How a log writes its records, learned from its files: where the status stands, how a link line looks, which fields there are.
//! The majority counts; knows nothing of one file that is to be changed.

/// The habits of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Habits {}

impl Habits {
    /// Learns from files of one log: path below the log's folder and bytes. A few dozen are enough.
    pub fn learn<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let _ = files.into_iter();
        Self::default()
    }
}
