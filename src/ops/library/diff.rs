//! How two versions differ that are named by a word, a word and a version, or a file.

use std::{path::Path, sync::Arc};

use super::{
    lint::{is_file, unreadable},
    no_pack,
};
use crate::{
    catalog::{
        self, Added, Catalog,
        compare::{PackDiff, compare_packs, compare_registers, compare_rubrics, with_other_bytes},
    },
    domain::{
        digest::Digest,
        event::RecordKind,
        pack::{Pack, PinnedPack, Version},
        register::Register,
        rubric::Rubric,
    },
    ops::{
        error::OpsError,
        workbench::{Workbench, decoded, kept_text},
    },
};

/// A side of a comparison, with the digest of its text.
struct Side {
    what: What,
    digest: Digest,
}

enum What {
    Pack(Arc<Pack>),
    Rubric(Arc<Rubric>),
    Register(Arc<Register>),
}

impl Workbench {
    /// How two versions of a pack, rubric or table differ, and the least version the later one may have. Each is a word
    /// (`ra.rag-llm`), a word and a version that was pinned or lies below one of the user's files (`ra.rag-llm@1.0.0`), or a
    /// file.
    ///
    /// # Errors
    /// When one of them is not there or cannot be read, or when they are not versions of the same thing.
    pub fn diff_packs(&mut self, old: &str, new: &str) -> Result<PackDiff, OpsError> {
        let (before, after) = (self.side(old)?, self.side(new)?);
        let diff = match (&before.what, &after.what) {
            (What::Pack(from), What::Pack(to)) if from.head.id == to.head.id => {
                compare_packs(from, to)
            }
            (What::Rubric(from), What::Rubric(to)) if from.head.id == to.head.id => {
                compare_rubrics(from, to)
            }
            (What::Register(from), What::Register(to)) if from.head.id == to.head.id => {
                compare_registers(from, to)
            }
            (from, to) => return Err(two_things(from.id(), to.id())),
        };
        if diff.changes.is_empty() && before.digest != after.digest {
            return Ok(with_other_bytes(diff));
        }
        Ok(diff)
    }

    fn side(&mut self, typed: &str) -> Result<Side, OpsError> {
        let catalog = self.catalog();
        if let Some(side) = of_word(&catalog, typed) {
            return Ok(side);
        }
        if let Some((id, version)) = typed.rsplit_once('@')
            && let Ok(version) = version.parse::<Version>()
        {
            let side = match of_version(&catalog, id, version) {
                Some(side) => Some(side),
                None => self.pinned_side(id, version)?,
            };
            return side.ok_or_else(|| no_version(id, version));
        }
        if !is_file(typed) {
            return Err(no_pack(typed));
        }
        let (catalog, added) = catalog
            .with_file(Path::new(typed))
            .map_err(|problem| unreadable(&problem))?;
        let id = match added {
            Added::Pack(id) | Added::Rubric(id) => id,
            Added::Register => {
                let register = catalog.register.as_ref();
                register.map_or_else(String::new, |entry| entry.value.head.id.clone())
            }
            Added::Facts => String::new(),
        };
        of_word(&catalog, &id).ok_or_else(|| OpsError::Refused {
            what: format!("{typed} holds facts, and facts have no version"),
            hint: "Name the file of a pack or a rubric.".to_owned(),
        })
    }

    fn pinned_side(&self, id: &str, version: Version) -> Result<Option<Side>, OpsError> {
        for current in self.store.current_of_kind(RecordKind::Pack, None)? {
            let pin = decoded::<PinnedPack>(&current)?.pin;
            if pin.id != id || pin.version != version {
                continue;
            }
            let bytes = kept_text(&self.store, pin.digest)?;
            let text = String::from_utf8_lossy(&bytes);
            let pack = catalog::read_pack(&text).map(|pack| What::Pack(Arc::new(pack)));
            let what = pack
                .or_else(|_| catalog::read_rubric(&text).map(|it| What::Rubric(Arc::new(it))))
                .map_err(|(_, what)| OpsError::Refused {
                    what: format!("the pinned text of {id} {version} cannot be read: {what}"),
                    hint: "It may come from a newer version; upgrade.".to_owned(),
                })?;
            let digest = pin.digest;
            return Ok(Some(Side { what, digest }));
        }
        Ok(None)
    }
}

fn of_word(catalog: &Catalog, id: &str) -> Option<Side> {
    if let Some(entry) = catalog.pack(id) {
        return Some(Side {
            what: What::Pack(Arc::clone(&entry.value)),
            digest: entry.digest,
        });
    }
    if let Some(entry) = catalog.rubrics.get(id) {
        return Some(Side {
            what: What::Rubric(Arc::clone(&entry.value)),
            digest: entry.digest,
        });
    }
    let register = catalog.register.as_ref();
    let entry = register.filter(|entry| entry.value.head.id == id)?;
    Some(Side {
        what: What::Register(Arc::clone(&entry.value)),
        digest: entry.digest,
    })
}

/// A version the library has: the one in force, or the one below a file of the user.
fn of_version(catalog: &Catalog, id: &str, version: Version) -> Option<Side> {
    let beneath = catalog.beneath.get(id).into_iter();
    let mut packs = beneath.chain(catalog.pack(id));
    let pack = packs.find(|entry| entry.value.head.version == version);
    if let Some(entry) = pack {
        return Some(Side {
            what: What::Pack(Arc::clone(&entry.value)),
            digest: entry.digest,
        });
    }
    of_word(catalog, id).filter(|side| side.what.version() == version)
}

impl What {
    fn id(&self) -> &str {
        match self {
            Self::Pack(pack) => &pack.head.id,
            Self::Rubric(rubric) => &rubric.head.id,
            Self::Register(register) => &register.head.id,
        }
    }

    fn version(&self) -> Version {
        match self {
            Self::Pack(pack) => pack.head.version,
            Self::Rubric(rubric) => rubric.head.version,
            Self::Register(register) => register.head.version,
        }
    }
}

fn two_things(from: &str, to: &str) -> OpsError {
    OpsError::Refused {
        what: format!("{from} and {to} are no versions of the same pack"),
        hint: "Name two versions of one pack: a file and a word, or `ID@VERSION`.".to_owned(),
    }
}

fn no_version(id: &str, version: Version) -> OpsError {
    OpsError::NotFound {
        what: format!("neither the library nor the store has {id} {version}"),
        hint:
            "A version is kept in the store from the first assessment with it on; else name a file."
                .to_owned(),
    }
}
