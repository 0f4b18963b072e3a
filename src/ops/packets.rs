//! Packets: put together of decisions, found by what people call them, and thrown away as long as they are not frozen. What a
//! packet looks like is not known here; see [`crate::packet`].

mod changes;
mod contents;
mod export;
mod file;
mod freeze;
mod readiness;
mod show;
mod verify;

use std::collections::HashSet;

use chrono::{Datelike as _, NaiveDate};

use crate::{
    domain::{
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        packet::Packet,
        system::System,
        text::{Line, counted},
    },
    ops::{
        change::{Done, PacketRequest},
        error::OpsError,
        exchange::plan::json,
        reference::short,
        view::{PacketLine, PacketsView},
        workbench::{Workbench, decoded, kept_text},
    },
    store::{Put, StoreError},
};

pub use show::{PacketFile, SectionText};
pub use verify::{diff_files, verify_file};

/// How often a packet is put together again when somebody else saves meanwhile.
const TRIES: usize = 5;
/// The most labels that are named where none was meant.
const LABELS_NAMED: usize = 20;
/// The word for the packet that was built last.
const LAST: &str = "last";

/// What every label begins with.
const LABEL: &str = "PKT-";

impl Workbench {
    pub(crate) fn packets(&mut self) -> Result<PacketsView, OpsError> {
        let lines = self.packets_newest_first()?.into_iter();
        let lines = lines.map(|packet| PacketLine {
            id: packet.id,
            label: packet.label,
            title: packet.title,
            as_of: packet.as_of,
            decisions: packet.decisions.len() as u64,
            frozen: packet.frozen.map(|frozen| frozen.digest),
        });
        Ok(PacketsView {
            lines: lines.collect(),
        })
    }

    /// Finds the packet a typed word means: its label or a part of it that no other has, `last`, or eight and more
    /// characters of its id.
    ///
    /// # Errors
    /// When none or more than one answers; names what there is.
    pub fn resolve_packet(&self, typed: &str) -> Result<RecordId, OpsError> {
        let packets = self.packets_newest_first()?;
        let found = meant(typed.trim(), &packets);
        match found.as_slice() {
            [one] => Ok(one.id),
            [] => Err(no_packet(typed, &packets)),
            many => Err(OpsError::Ambiguous {
                asked: short(typed),
                candidates: labels(many.iter().copied()),
            }),
        }
    }

    pub(crate) fn build_packet(&mut self, request: &PacketRequest) -> Result<Done, OpsError> {
        let mut tries = 1;
        loop {
            // A label is only new against those that are there: two people must not both get the next one.
            match self.build_packet_once(request) {
                Err(OpsError::Store(StoreError::Overtaken)) if tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    fn build_packet_once(&mut self, request: &PacketRequest) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let as_of = request.as_of.unwrap_or_else(|| self.env.today());
        let packet = Packet {
            label: self.packet_label(as_of)?,
            title: line("title", &request.title)?,
            ask: stated("ask", request.ask.as_deref())?,
            recommendation: stated("recommendation", request.recommendation.as_deref())?,
            system: request.system,
            decisions: self.decisions_asked_for(request)?,
            as_of,
            previous: self.packet_before(request)?,
            frozen: None,
            id: self.env.record_id(),
        };
        let put = Put {
            kind: RecordKind::Packet,
            record: packet.id,
            verb: "packet.built".to_owned(),
            base: None,
            value: json(&packet),
            reason: None,
        };
        let group = self.save_upon(seen, vec![put], Vec::new())?;
        let count = counted(packet.decisions.len() as u64, "decision", "decisions");
        let count = if packet.system.is_some() {
            format!("the readiness of its system and {count}")
        } else {
            count
        };
        Ok(Done {
            group: Some(group),
            summary: format!("built {} {} with {count}", packet.label, packet.title),
            refs: vec![packet.label],
            made: Some(packet.id),
            can_undo: true,
        })
    }

    pub(crate) fn discard_packet(&mut self, packet: RecordId) -> Result<Done, OpsError> {
        let (packet, base) = self.packet_with_digest(packet)?;
        if packet.frozen.is_some() {
            return Err(frozen_stays(&packet.label));
        }
        let put = Put {
            kind: RecordKind::Packet,
            record: packet.id,
            verb: "packet.discarded".to_owned(),
            base: Some(base),
            value: serde_json::Value::Null,
            reason: None,
        };
        let group = self.save(vec![put], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary: format!("threw {} {} away", packet.label, packet.title),
            refs: vec![packet.label],
            made: None,
            can_undo: true,
        })
    }

    /// A packet and the digest of its value.
    fn packet_with_digest(&self, id: RecordId) -> Result<(Packet, Digest), OpsError> {
        let current = self.store.current(id)?;
        let current = current.filter(|current| current.kind == RecordKind::Packet);
        let current = current.ok_or_else(|| OpsError::NotFound {
            what: "the packet is not in the store any more".to_owned(),
            hint: "`archdeck packet list` shows those that are.".to_owned(),
        })?;
        Ok((decoded(&current)?, current.digest))
    }

    /// The packets, the one that was built last first.
    fn packets_newest_first(&self) -> Result<Vec<Packet>, OpsError> {
        let mut packets = self.store.packets()?;
        packets.sort_by_key(|packet| std::cmp::Reverse(place(&packet.label)));
        Ok(packets)
    }

    /// The label after the highest one that was ever given for the year of this day.
    fn packet_label(&self, as_of: NaiveDate) -> Result<String, OpsError> {
        if !(1..=9_999).contains(&as_of.year()) {
            return Err(OpsError::Refused {
                what: format!("a packet cannot be true for {as_of}"),
                hint: "Give a day of this time, such as `2026-03-02`.".to_owned(),
            });
        }
        self.next_label(&format!("{LABEL}{:04}-", as_of.year()), 3)
    }

    /// The decisions in the order in which they were asked for, each once.
    fn decisions_asked_for(&self, request: &PacketRequest) -> Result<Vec<RecordId>, OpsError> {
        let mut asked = request.decisions.clone();
        if let Some(system) = request.system.filter(|_| asked.is_empty()) {
            asked = self.decisions_of_system(system)?;
        }
        if asked.is_empty() && request.system.is_none() {
            return Err(OpsError::Refused {
                what: "a packet needs at least one decision".to_owned(),
                hint: "Name decisions, or choose them with `--log` and `--status`.".to_owned(),
            });
        }
        let mut seen = HashSet::new();
        let mut decisions = Vec::with_capacity(asked.len());
        for id in asked.iter().filter(|id| seen.insert(**id)) {
            self.adr_with_digest(*id)?;
            decisions.push(*id);
        }
        Ok(decisions)
    }

    /// The decisions a system rests on, as far as they are still there.
    fn decisions_of_system(&self, system: RecordId) -> Result<Vec<RecordId>, OpsError> {
        let current = self.store.current(system)?;
        let current = current.filter(|current| current.kind == RecordKind::System);
        let current = current.ok_or_else(|| OpsError::NotFound {
            what: "the system is not in the store any more".to_owned(),
            hint: "`archdeck system list` shows those that are.".to_owned(),
        })?;
        let system: System = decoded(&current)?;
        let mut decisions = Vec::new();
        for id in system.decisions {
            if self.store.adr_row(id)?.is_some() {
                decisions.push(id);
            }
        }
        Ok(decisions)
    }

    /// The packet that changes are told since: the one that was named, else the last one of its kind that was frozen: of the
    /// same system, or of none.
    fn packet_before(&self, request: &PacketRequest) -> Result<Option<RecordId>, OpsError> {
        let Some(named) = request.previous else {
            return self.frozen_last(request.system);
        };
        let (packet, _) = self.packet_with_digest(named)?;
        if packet.frozen.is_some() {
            return Ok(Some(named));
        }
        Err(OpsError::Refused {
            what: format!(
                "{} is not frozen; there is nothing to tell changes since",
                packet.label
            ),
            hint: "Freeze it first, or name another packet.".to_owned(),
        })
    }

    fn frozen_last(&self, system: Option<RecordId>) -> Result<Option<RecordId>, OpsError> {
        let mut last = None;
        for packet in self.store.packets()? {
            if packet.frozen.is_none() || packet.system != system {
                continue;
            }
            // Nothing happens to a packet after it is frozen.
            let frozen_at = self.store.history(packet.id)?.last().map(|event| event.seq);
            last = last.max(frozen_at.map(|seq| (seq, packet.id)));
        }
        Ok(last.map(|(_, id)| id))
    }
}

/// Why nothing is done to a frozen packet.
pub(crate) fn frozen_stays(label: &str) -> OpsError {
    OpsError::Refused {
        what: format!("{label} is frozen; a frozen packet stays as it was handed over"),
        hint: "Build a new one: it tells what changed since this one.".to_owned(),
    }
}

/// The year and the number of a label; zeros for one that is none of ours.
fn place(label: &str) -> (u32, u32) {
    let numbers = label
        .strip_prefix(LABEL)
        .and_then(|rest| rest.split_once('-'));
    let (year, number) = numbers.unwrap_or_default();
    (
        year.parse().unwrap_or_default(),
        number.parse().unwrap_or_default(),
    )
}

fn meant<'p>(typed: &str, packets: &'p [Packet]) -> Vec<&'p Packet> {
    if typed.eq_ignore_ascii_case(LAST) {
        return packets.iter().take(1).collect();
    }
    let wanted = typed.to_ascii_uppercase();
    let id = typed.replace('-', "").to_ascii_lowercase();
    let is_id = id.len() >= 8 && id.chars().all(|c| c.is_ascii_hexdigit());
    let tests: [&dyn Fn(&Packet) -> bool; 3] = [
        &|packet| packet.label == wanted,
        &|packet| !wanted.is_empty() && packet.label.contains(&wanted),
        &|packet| is_id && packet.id.to_string().starts_with(&id),
    ];
    let found = tests.into_iter().map(|fits| {
        let fitting = packets.iter().filter(|packet| fits(packet));
        fitting.collect::<Vec<_>>()
    });
    found
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn labels<'p>(packets: impl Iterator<Item = &'p Packet>) -> Vec<String> {
    let labels = packets.map(|packet| packet.label.clone());
    labels.take(LABELS_NAMED).collect()
}

fn no_packet(typed: &str, packets: &[Packet]) -> OpsError {
    let hint = match labels(packets.iter()) {
        none if none.is_empty() => "`archdeck packet build` builds the first one.".to_owned(),
        some => format!("There are {}.", some.join(", ")),
    };
    OpsError::NotFound {
        what: format!("no packet answers to `{}`", short(typed)),
        hint,
    }
}

/// A typed text that is kept, on one line.
fn line(what: &str, typed: &str) -> Result<String, OpsError> {
    let line = Line::parse(typed).map_err(|refused| OpsError::Refused {
        what: format!("the {what} of a packet cannot be kept: {refused}"),
        hint: "Type one line of text.".to_owned(),
    })?;
    Ok(line.to_string())
}

/// The same for a text that may be left out.
fn stated(what: &str, typed: Option<&str>) -> Result<Option<String>, OpsError> {
    typed.map(|typed| line(what, typed)).transpose()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn packet(number: u128, label: &str) -> Packet {
        Packet {
            id: RecordId(Uuid::from_u128(number << 96)),
            label: label.to_owned(),
            title: "Autumn".to_owned(),
            ask: None,
            recommendation: None,
            decisions: Vec::new(),
            as_of: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            previous: None,
            system: None,
            frozen: None,
        }
    }

    fn named(typed: &str) -> Vec<String> {
        let packets = [
            packet(0xabcd_ef03, "PKT-2026-012"),
            packet(0xabcd_ef02, "PKT-2026-001"),
            packet(0xabcd_ef01, "PKT-2025-001"),
        ];
        labels(meant(typed, &packets).into_iter())
    }

    #[test]
    fn a_packet_is_found_by_any_part_of_its_label_that_is_its_own() {
        assert_eq!(named("pkt-2026-001"), ["PKT-2026-001"]);
        assert_eq!(named("012"), ["PKT-2026-012"]);
        assert_eq!(named("last"), ["PKT-2026-012"]);
        assert_eq!(named("abcdef01"), ["PKT-2025-001"]);
        assert_eq!(named("001"), ["PKT-2026-001", "PKT-2025-001"]);
        assert!(named("").is_empty() && named("999").is_empty());
    }

    #[test]
    fn numbers_of_four_digits_come_after_those_of_three() {
        assert!(place("PKT-2026-1000") > place("PKT-2026-999"));
        assert!(place("PKT-2027-001") > place("PKT-2026-1000"));
        assert_eq!(place("something else"), (0, 0));
    }
}
