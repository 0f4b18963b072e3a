//! Which assessment a typed word means: its label or the number of it, `SYSTEM/PACK`, or the beginning of its id.

use crate::{
    domain::{assessment::Assessment, event::RecordKind},
    ops::{
        error::OpsError,
        reference::short,
        workbench::{Workbench, decoded},
    },
};

/// The fewest characters of an id that mean a record.
const ID_DIGITS: usize = 8;
/// The most labels that are named where none or several were meant.
const NAMED: usize = 20;

impl Workbench {
    /// Finds the assessment a typed label, id, or `SYSTEM/PACK` means.
    ///
    /// # Errors
    /// When none or more than one answers.
    pub fn resolve_assessment(&self, typed: &str) -> Result<Assessment, OpsError> {
        let typed = typed.trim();
        let all = self.assessments_by_label()?;
        let found = match typed.rsplit_once('/') {
            Some((system, pack)) => {
                let system = self.resolve_system(system)?;
                let mut of_system = all.clone();
                of_system.retain(|kept| kept.system == system);
                of_pack(pack, of_system)
            }
            None => named(typed, &all),
        };
        match <[Assessment; 1]>::try_from(found) {
            Ok([one]) => Ok(one),
            Err(none) if none.is_empty() => Err(nothing(typed, &all)),
            Err(many) => Err(OpsError::Ambiguous {
                asked: short(typed),
                candidates: labels(&many),
            }),
        }
    }

    /// Every assessment, by label.
    pub(super) fn assessments_by_label(&self) -> Result<Vec<Assessment>, OpsError> {
        let kept = self.store.current_of_kind(RecordKind::Assessment, None)?;
        kept.iter().map(decoded).collect()
    }
}

/// The assessments of a pack: its whole word, else the end of it.
fn of_pack(pack: &str, all: Vec<Assessment>) -> Vec<Assessment> {
    let wanted = pack.to_lowercase();
    let (exact, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|kept| kept.pack.id == wanted);
    if !exact.is_empty() {
        return exact;
    }
    let ends = |kept: &Assessment| !wanted.is_empty() && kept.pack.id.contains(&wanted);
    others.into_iter().filter(ends).collect()
}

fn named(typed: &str, all: &[Assessment]) -> Vec<Assessment> {
    let label = typed.to_uppercase();
    let number: Option<u32> = typed.parse().ok();
    let id = typed.replace('-', "").to_lowercase();
    let is_id = id.len() >= ID_DIGITS && id.chars().all(|c| c.is_ascii_hexdigit());
    let is_meant = |kept: &&Assessment| {
        let digits = kept.label.rsplit('-').next();
        kept.label == label
            || (number.is_some() && digits.and_then(|digits| digits.parse().ok()) == number)
            || (is_id && kept.id.to_string().starts_with(&id))
    };
    all.iter().filter(is_meant).cloned().collect()
}

fn labels(all: &[Assessment]) -> Vec<String> {
    let labels = all.iter().take(NAMED);
    labels
        .map(|kept| format!("{} ({})", kept.label, kept.pack.id))
        .collect()
}

fn nothing(typed: &str, all: &[Assessment]) -> OpsError {
    let hint = if all.is_empty() {
        "`archdeck assess offers SYSTEM` shows what applies, `assess start` begins one.".to_owned()
    } else {
        format!("There are {}.", labels(all).join(", "))
    };
    OpsError::NotFound {
        what: format!("no assessment answers to `{}`", short(typed)),
        hint,
    }
}
