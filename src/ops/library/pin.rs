//! Pinning: the exact text of a pack or rubric is kept the first time somebody works with that version, and the same version
//! never means another text. It must not know what the text says.

use crate::{
    domain::{
        assessment::Assessment,
        event::RecordKind,
        pack::{Pin, PinText, PinnedPack, Version},
        tiering::Tiering,
    },
    ops::{
        error::OpsError,
        putting,
        workbench::{Workbench, decoded},
    },
    store::Put,
};

/// A version as it is pinned, and what is to be saved with the change that pins it: nothing where it was pinned before.
pub(crate) type Pinning = (Pin, Vec<Put>, Vec<Vec<u8>>);

impl Workbench {
    /// Pins the version of a pack or rubric the library has now. The puts and blobs belong into the same group as the change
    /// that needs the pin.
    ///
    /// # Errors
    /// When the library has none of this word, or when another text was pinned under the same version (E13).
    pub(crate) fn pin_pack(&mut self, id: &str) -> Result<Pinning, OpsError> {
        let (pin, text) = self.text_of(id)?;
        let pinned = self.pinned_as(&pin.id, pin.version)?;
        if pinned.iter().any(|before| before.pin.digest != pin.digest) {
            return Err(changed_in_place(&pin));
        }
        let is_recorded = pinned.iter().any(|before| before.is_recorded);
        if is_recorded {
            return Ok((pin, Vec::new(), Vec::new()));
        }
        let record = PinnedPack {
            id: self.env.record_id(),
            pin: PinText {
                id: pin.id.clone(),
                version: pin.version,
                digest: pin.digest,
            },
        };
        let put = putting::put((RecordKind::Pack, record.id), ("pinned", None), &record);
        Ok((pin, vec![put], vec![text]))
    }

    fn text_of(&mut self, id: &str) -> Result<(Pin, Vec<u8>), OpsError> {
        let catalog = self.catalog();
        if let Some(entry) = catalog.pack(id) {
            return Ok((entry.pin(), entry.text.as_bytes().to_vec()));
        }
        match catalog.rubrics.get(id) {
            Some(entry) => Ok((entry.pin(), entry.text.as_bytes().to_vec())),
            None => Err(super::no_pack(id)),
        }
    }

    /// Every text that is known under a version: by the record of it, and by what works with it, whose record of the pin may
    /// have been taken back with the action that made it.
    fn pinned_as(&self, id: &str, version: Version) -> Result<Vec<Known>, OpsError> {
        let mut known = Vec::new();
        for current in self.store.current_of_kind(RecordKind::Pack, None)? {
            known.push(Known::recorded(decoded::<PinnedPack>(&current)?.pin));
        }
        for current in self.store.current_of_kind(RecordKind::Assessment, None)? {
            known.push(Known::used(decoded::<Assessment>(&current)?.pack));
        }
        for current in self.store.current_of_kind(RecordKind::Tiering, None)? {
            known.push(Known::used(decoded::<Tiering>(&current)?.rubric));
        }
        known.retain(|known| known.pin.id == id && known.pin.version == version);
        Ok(known)
    }
}

/// A text that is known under a version.
struct Known {
    pin: Pin,
    is_recorded: bool,
}

impl Known {
    fn recorded(pin: PinText) -> Self {
        let PinText {
            id,
            version,
            digest,
        } = pin;
        Self {
            pin: Pin {
                id,
                version,
                digest,
            },
            is_recorded: true,
        }
    }

    fn used(pin: Pin) -> Self {
        Self {
            pin,
            is_recorded: false,
        }
    }
}

fn changed_in_place(pin: &Pin) -> OpsError {
    let Pin { id, version, .. } = pin;
    OpsError::Refused {
        what: format!(
            "{id} {version} was pinned with another text: its file changed and its version did not"
        ),
        hint: format!(
            "Give the file a new version; `archdeck pack diff {id}@{version} {id}` says which is the least."
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        catalog::{Catalog, Entry, read_pack},
        env::Env,
        ops::demo,
    };

    const TEXT: &str = r#"
schema = 1

[pack]
id = "own.first-steps"
version = "1.0.0"
kind = "checklist"
title = "First steps"
status = "ga"
gate = "G2"
"#;

    fn bench(text: &str) -> Workbench {
        let mut bench =
            Workbench::in_memory(Env::fixed(demo::beginning().unwrap(), "Mina Okafor")).unwrap();
        library(&mut bench, text);
        bench
    }

    fn library(bench: &mut Workbench, text: &str) {
        let mut catalog = Catalog::with(None);
        let entry = Entry::new(read_pack(text).unwrap(), text, None);
        catalog.packs.insert(entry.value.head.id.clone(), entry);
        bench.catalog = Some(Arc::new(catalog));
    }

    #[test]
    fn the_first_pin_keeps_the_text_and_the_next_keeps_nothing_more() {
        let mut bench = bench(TEXT);
        let (pin, puts, blobs) = bench.pin_pack("own.first-steps").unwrap();
        assert_eq!(
            (puts.len(), blobs.as_slice()),
            (1, &[TEXT.as_bytes().to_vec()][..])
        );
        bench.save(puts, blobs).unwrap();
        assert_eq!(bench.pinned_pack(&pin).unwrap().head.title, "First steps");

        let (again, puts, blobs) = bench.pin_pack("own.first-steps").unwrap();
        assert_eq!((again, puts.len(), blobs.len()), (pin, 0, 0));
    }

    #[test]
    fn a_version_that_was_pinned_never_means_another_text() {
        let mut bench = bench(TEXT);
        let (_, puts, blobs) = bench.pin_pack("own.first-steps").unwrap();
        bench.save(puts, blobs).unwrap();

        library(&mut bench, &TEXT.replace("First steps", "Other steps"));
        let refused = bench.pin_pack("own.first-steps").unwrap_err();
        assert!(refused.hint().unwrap().contains("pack diff"), "{refused}");

        let next = TEXT
            .replace("First steps", "Other steps")
            .replace("1.0.0", "1.0.1");
        library(&mut bench, &next);
        let (pin, puts, _) = bench.pin_pack("own.first-steps").unwrap();
        assert_eq!((pin.version.to_string().as_str(), puts.len()), ("1.0.1", 1));
    }

    #[test]
    fn a_rubric_is_pinned_too_and_a_word_nobody_has_is_refused() {
        let mut bench = bench(TEXT);
        let (pin, puts, _) = bench.pin_pack("risk.ai-criticality").unwrap();
        assert_eq!((pin.id.as_str(), puts.len()), ("risk.ai-criticality", 1));
        assert!(bench.pin_pack("own.nothing").is_err());
    }
}
