//! The clock, the user and fresh ids: all that differs from run to run. A fixed one makes tests and the demo repeatable.

pub mod editor;

use chrono::{NaiveDate, Utc};
use uuid::{Builder, Uuid};

use crate::domain::{
    ids::{GroupId, RecordId},
    time::Timestamp,
};

/// Where time, ids and the actor come from.
#[derive(Debug)]
pub struct Env {
    /// Who acts, as asserted by this machine's user.
    pub actor: String,
    source: Source,
}

#[derive(Debug)]
enum Source {
    System,
    Fixed { now: Timestamp, given: u64 },
}

impl Env {
    /// The machine's clock and random ids.
    pub const fn system(actor: String) -> Self {
        Self {
            actor,
            source: Source::System,
        }
    }

    /// A clock that stands still until [`Env::stand_at`], and ids that are counted.
    pub fn fixed(now: Timestamp, actor: &str) -> Self {
        Self {
            actor: actor.to_owned(),
            source: Source::Fixed { now, given: 0 },
        }
    }

    /// Sets a fixed clock to another moment; the machine's clock is left alone.
    pub fn stand_at(&mut self, moment: Timestamp) {
        if let Source::Fixed { now, .. } = &mut self.source {
            *now = moment;
        }
    }

    /// This moment, to the millisecond.
    pub fn now(&self) -> Timestamp {
        match &self.source {
            Source::System => Timestamp::of(Utc::now()),
            Source::Fixed { now, .. } => *now,
        }
    }

    /// Today in UTC.
    pub fn today(&self) -> NaiveDate {
        self.now().day()
    }

    /// An id no record had before.
    pub fn record_id(&mut self) -> RecordId {
        RecordId(self.fresh())
    }

    /// An id no action had before.
    pub fn group_id(&mut self) -> GroupId {
        GroupId(self.fresh())
    }

    fn fresh(&mut self) -> Uuid {
        match &mut self.source {
            Source::System => Uuid::now_v7(),
            Source::Fixed { now, given } => {
                *given += 1;
                let mut bytes = [0; 10];
                for (byte, part) in bytes.iter_mut().skip(2).zip(given.to_be_bytes()) {
                    *byte = part;
                }
                let millis = u64::try_from(now.0.timestamp_millis()).unwrap_or_default();
                Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_env_repeats_itself_and_never_gives_an_id_twice() {
        let at: Timestamp = "2026-11-22T08:00:00Z".parse().unwrap();
        let (mut one, mut two) = (Env::fixed(at, "mina"), Env::fixed(at, "mina"));
        let first = one.record_id();
        assert_eq!(first, two.record_id());
        assert_ne!(first, one.record_id());
        assert_eq!(one.now(), at);
    }
}
