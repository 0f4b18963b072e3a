//! Whether a packet is what was handed over: held against its own manifest, then against the store, as far as the store knows
//! it. What cannot be known from here is said. A packet is tamper-evident, never tamper-proof.

use std::path::Path;

use crate::{
    domain::{
        digest::Digest,
        event::{Event, value_digest},
        packet::Packet,
    },
    ops::{
        error::OpsError,
        packets::file,
        query::PacketSource,
        view::{CheckLine, PacketDiffView, VerifyView},
        workbench::Workbench,
    },
    packet::{self, Manifest, Object, Role},
};

/// What no file can say about itself.
const ANEW: &str = "a file that was made anew as a whole fits its own manifest: only a store or another copy tells it from this one";

/// What is true of a packet's file where there is no store.
///
/// # Errors
/// When the file cannot be read.
pub fn verify_file(path: &Path) -> Result<VerifyView, OpsError> {
    let (mut view, _) = held_against_itself(path.display().to_string(), &file::read(path)?);
    view.unknown.extend([
        "it was not held against a store: whether its decisions ever stood so is not known"
            .to_owned(),
        ANEW.to_owned(),
    ]);
    Ok(view)
}

/// How the packets in two files differ, where there is no store.
///
/// # Errors
/// When a file cannot be read or is no sound packet.
pub fn diff_files(from: &Path, to: &Path) -> Result<PacketDiffView, OpsError> {
    let sound = |path: &Path| manifest_of(&path.display().to_string(), &file::read(path)?);
    Ok(difference(&sound(from)?, &sound(to)?))
}

impl Workbench {
    pub(crate) fn verify_packet(&mut self, source: &PacketSource) -> Result<VerifyView, OpsError> {
        let (name, bytes) = self.packet_bytes(source)?;
        let (mut view, manifest) = held_against_itself(name, &bytes);
        let Some(manifest) = manifest else {
            view.unknown
                .push("without a manifest it cannot be held against the store".to_owned());
            return Ok(view);
        };
        self.hold_against_store(&manifest, &bytes, &mut view)?;
        view.unknown.push(match source {
            PacketSource::Kept(_) => "the packet and the log of changes lie in one store: who rewrites the store rewrites \
                                      both; hold an exported file against it"
                .to_owned(),
            PacketSource::File(_) => ANEW.to_owned(),
        });
        view.sound = view.checks.iter().all(|check| check.holds);
        Ok(view)
    }

    pub(crate) fn diff_packets(
        &mut self,
        from: &PacketSource,
        to: &PacketSource,
    ) -> Result<PacketDiffView, OpsError> {
        let mut sound = |source: &PacketSource| {
            let (name, bytes) = self.bytes_or_draft(source)?;
            manifest_of(&name, &bytes)
        };
        Ok(difference(&sound(from)?, &sound(to)?))
    }

    /// What a packet is called, and its bytes: those that were frozen, or those of the file.
    fn packet_bytes(&mut self, source: &PacketSource) -> Result<(String, Vec<u8>), OpsError> {
        if let PacketSource::Kept(id) = source {
            let (packet, _) = self.packet_with_digest(*id)?;
            if packet.frozen.is_none() {
                return Err(OpsError::Refused {
                    what: format!(
                        "{} is not frozen; there is nothing to verify yet",
                        packet.label
                    ),
                    hint: "Freeze it first: from then on its bytes are kept.".to_owned(),
                });
            }
        }
        self.bytes_or_draft(source)
    }

    fn bytes_or_draft(&mut self, source: &PacketSource) -> Result<(String, Vec<u8>), OpsError> {
        match source {
            PacketSource::File(path) => Ok((path.display().to_string(), file::read(path)?)),
            PacketSource::Kept(id) => {
                let (packet, _) = self.packet_with_digest(*id)?;
                let bytes = match &packet.frozen {
                    Some(frozen) => super::kept_text(&self.store, frozen.digest)?,
                    None => self.file_of(&packet)?.bytes,
                };
                Ok((packet.label, bytes))
            }
        }
    }

    fn hold_against_store(
        &mut self,
        manifest: &Manifest,
        bytes: &[u8],
        view: &mut VerifyView,
    ) -> Result<(), OpsError> {
        let ours = self.store.replica()?;
        if manifest.head.replica != ours {
            view.unknown.push(
                "it was taken from another store than this one: nothing here can be held against it"
                    .to_owned(),
            );
            return Ok(());
        }
        view.checks.push(self.handing_over(manifest, bytes)?);
        if !view.sound {
            view.unknown.push(
                "its manifest is not to be believed, so its decisions were not held against the store"
                    .to_owned(),
            );
            return Ok(());
        }
        view.checks.push(self.head_check(manifest)?);
        for object in &manifest.objects {
            if object.role == Role::Decision {
                view.checks.push(self.decision_check(object)?);
            }
        }
        view.checks.extend(self.rested_on_check(manifest)?);
        let seq = manifest.head.seq;
        view.unknown.extend([
            format!("whether every event up to {seq} is as it was saved; `archdeck doctor` walks the chain"),
            format!("no other copy of the log is known here: a rewrite of the whole store after event {seq} could not be seen"),
            "who did what is asserted by the machine it was done on; nobody signed it".to_owned(),
        ]);
        Ok(())
    }

    /// What became of all that the verdict of a readiness packet rests on.
    fn rested_on_check(&mut self, manifest: &Manifest) -> Result<Option<CheckLine>, OpsError> {
        let current = self.store.current(manifest.packet)?;
        let packet: Option<Packet> =
            current.and_then(|current| serde_json::from_value(current.value).ok());
        let Some(packet) = packet.filter(|packet| packet.system.is_some()) else {
            return Ok(None);
        };
        let found = match self.changed_since_frozen(&packet)?.as_slice() {
            [] => "stands as it was shown".to_owned(),
            changes => format!("changed since: {}", changes.join("; ")),
        };
        Ok(Some(CheckLine {
            section: "what the verdict rests on".to_owned(),
            holds: true,
            found,
        }))
    }

    /// Whether these are the bytes that were frozen here.
    fn handing_over(&self, manifest: &Manifest, bytes: &[u8]) -> Result<CheckLine, OpsError> {
        let history = self.store.history(manifest.packet)?;
        let frozen = history.iter().rev().find_map(|stored| {
            let packet: Packet = serde_json::from_value(stored.event.value.clone()).ok()?;
            Some((packet.frozen?.digest, &stored.event))
        });
        let digest = Digest::of(bytes);
        let (holds, found) = match frozen {
            Some((kept, event)) if kept == digest => (
                true,
                format!("the bytes that were frozen here {}", by_whom(event)),
            ),
            Some((kept, event)) => (
                false,
                format!(
                    "other bytes than were frozen here {}: {kept} was frozen, this is {digest}",
                    by_whom(event)
                ),
            ),
            None if history.is_empty() => (false, "this store never held this packet".to_owned()),
            None => (
                false,
                "it was never frozen here: this is a draft".to_owned(),
            ),
        };
        Ok(CheckLine {
            section: "frozen packet in the store".to_owned(),
            holds,
            found,
        })
    }

    /// Whether the event the packet was taken at is here, with the hash it names.
    fn head_check(&self, manifest: &Manifest) -> Result<CheckLine, OpsError> {
        let head = &manifest.head;
        let before = head.seq.saturating_add(1);
        let here = self.store.events(Some(before), 1)?.into_iter().next();
        let last = self.store.last_seq()?;
        let (holds, found) = match here {
            Some(event) if event.seq == head.seq && event.hash == head.hash => (
                true,
                format!("event {} is here with the hash it names", head.seq),
            ),
            Some(event) if event.seq == head.seq => (
                false,
                format!(
                    "event {} is another one here: the log was rewritten",
                    head.seq
                ),
            ),
            _ => (
                false,
                format!(
                    "the log here ends at event {last}, before event {} which it names: the store's log was cut or is \
                     another store",
                    head.seq
                ),
            ),
        };
        Ok(CheckLine {
            section: "log of changes in the store".to_owned(),
            holds,
            found,
        })
    }

    /// Whether a decision ever stood as it is shown, and what became of it since.
    fn decision_check(&self, object: &Object) -> Result<CheckLine, OpsError> {
        let history = match object.id.parse() {
            Ok(id) => self.store.history(id)?,
            Err(_) => Vec::new(),
        };
        let shown = history.iter().rposition(|stored| {
            object.revision.is_some() && value_digest(&stored.event.value) == object.revision
        });
        let (holds, found) = match (shown, history.last()) {
            (Some(at), _) if at + 1 == history.len() => {
                (true, "still stands as it is shown".to_owned())
            }
            (Some(_), Some(last)) if last.event.value.is_null() => {
                (true, format!("taken out since, {}", by_whom(&last.event)))
            }
            (Some(_), Some(last)) => (true, format!("changed since, {}", by_whom(&last.event))),
            _ => (
                false,
                "never had the revision that is shown, as far as this store knows".to_owned(),
            ),
        };
        Ok(CheckLine {
            section: format!("{} in the store", object.name()),
            holds,
            found,
        })
    }
}

fn by_whom(event: &Event) -> String {
    format!("by {} on {}", event.actor, event.at.day())
}

/// What a file says about itself, and its manifest where one could be read.
fn held_against_itself(source: String, bytes: &[u8]) -> (VerifyView, Option<Manifest>) {
    let verdict = packet::verify(bytes);
    let checks = verdict.checks.into_iter().map(|check| CheckLine {
        section: check.name,
        holds: check.holds,
        found: check.found,
    });
    let view = VerifyView {
        source,
        label: verdict.manifest.as_ref().map(|read| read.label.clone()),
        sound: verdict.sound,
        checks: checks.collect(),
        unknown: Vec::new(),
    };
    (view, verdict.manifest)
}

fn manifest_of(source: &str, bytes: &[u8]) -> Result<Manifest, OpsError> {
    let parsed = packet::parse(bytes).map_err(|unsound| OpsError::Refused {
        what: format!("{source}: {unsound}"),
        hint: "`archdeck packet verify` says more about it.".to_owned(),
    })?;
    Ok(parsed.manifest)
}

fn difference(from: &Manifest, to: &Manifest) -> PacketDiffView {
    let difference = packet::diff(from, to);
    PacketDiffView {
        from: from.label.clone(),
        to: to.label.clone(),
        added: difference.added.iter().map(called).collect(),
        removed: difference.removed.iter().map(called).collect(),
        changed: difference.changed.iter().map(called).collect(),
        unchanged: difference.unchanged.len() as u64,
        sections: difference.sections,
    }
}

/// A decision of a manifest: its reference and its title.
fn called(object: &Object) -> String {
    match &object.title {
        Some(title) => format!("{} {title}", object.name()),
        None => object.name().to_owned(),
    }
}
