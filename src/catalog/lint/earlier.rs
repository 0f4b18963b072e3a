//! A pack held against what it was: the version that was pinned, and the one a file of the user took the place of.

use super::{
    Inquiry, Rule,
    page::{At, Page},
};
use crate::{
    catalog::{
        Catalog, Entry,
        compare::{PackChange, compare_packs, with_other_bytes},
    },
    domain::{digest::Digest, pack::Pack},
};

/// PL15, PL22 and OV1.
pub(super) fn held_against(
    page: &mut Page<'_>,
    (catalog, entry): (&Catalog, &Entry<Pack>),
    inquiry: Inquiry<'_>,
) {
    let id = &entry.value.head.id;
    let beneath = catalog.beneath.get(id);
    if let Some(before) = beneath {
        loosened(page, (catalog, entry), (&before.value, inquiry));
    }
    let shipped = beneath.map(|before| (before.digest, &*before.value));
    let pinned = inquiry
        .pinned
        .get(id)
        .map(|(digest, pack)| (*digest, &**pack));
    for (digest, before) in shipped.into_iter().chain(pinned) {
        // A store may have seen a newer program; what ships with this one is not wrong for that.
        let is_older_program =
            entry.file.is_none() && before.head.version > entry.value.head.version;
        if !is_older_program && !page.has(Rule::PL15) {
            reworded(page, (before, &entry.value));
        }
        if !is_older_program && !page.has(Rule::PL22) {
            versioned(page, (digest, before), entry);
        }
    }
}

fn reworded(page: &mut Page<'_>, (before, now): (&Pack, &Pack)) {
    for (_, item) in now.items() {
        let Some(old) = before.item(&item.id) else {
            continue;
        };
        let is_reworded = (&old.ask, &old.verify) != (&item.ask, &item.verify);
        if is_reworded && old.rev == item.rev && !item.wording_only {
            page.tell(
                (Rule::PL15, At::Item(&item.id)),
                format!("its question or what is verified changed since {}, and its revision is still {}", before.head.version, item.rev),
                format!("Raise `rev` to {} where the meaning changed; else say `wording_only = true`.", item.rev.saturating_add(1)),
            );
        }
    }
}

fn versioned(page: &mut Page<'_>, (digest, before): (Digest, &Pack), entry: &Entry<Pack>) {
    let mut diff = compare_packs(before, &entry.value);
    if diff.changes.is_empty() && digest != entry.digest && diff.from.1 == diff.to.1 {
        diff = with_other_bytes(diff);
    }
    if diff.is_enough {
        return;
    }
    let (earlier, stated) = (diff.from.1, diff.to.1);
    page.tell(
        (Rule::PL22, At::Key("version")),
        format!(
            "its version is {stated}; since {earlier} it needs a {} bump",
            diff.least.word()
        ),
        format!(
            "Set `version = \"{}\"` or a higher one; `archdeck pack diff` shows what changed.",
            diff.least_version
        ),
    );
}

fn loosened(
    page: &mut Page<'_>,
    (catalog, entry): (&Catalog, &Entry<Pack>),
    (before, inquiry): (&Pack, Inquiry<'_>),
) {
    for change in compare_packs(before, &entry.value).changes {
        if !change.loosens {
            continue;
        }
        let named = named(catalog, &entry.value.head.id, &change);
        if named
            .iter()
            .any(|label| inquiry.active_waivers.contains(*label))
        {
            continue;
        }
        let waiver = match named.first() {
            Some(label) => format!("and {label} is not active"),
            None => "and no waiver is named for it".to_owned(),
        };
        let at = change.item.as_deref().map_or(At::Head, At::Item);
        page.tell(
            (Rule::OV1, at),
            format!("it is looser than {} {}: {}; {waiver}", before.head.id, before.head.version, change.what),
            "Keep it as strict as it was, or name an active waiver in an overlay: `waiver = \"WVR-2026-001\"`.",
        );
    }
}

/// The waivers that are named for a change: that of the item, and those of whole files.
fn named<'a>(catalog: &'a Catalog, pack: &str, change: &PackChange) -> Vec<&'a str> {
    let overlays = catalog.overlays.get(pack).into_iter().flatten();
    overlays
        .flat_map(|overlay| {
            let of_item = change
                .item
                .as_ref()
                .and_then(|item| overlay.waivers.get(item));
            of_item.into_iter().chain(&overlay.waiver)
        })
        .map(String::as_str)
        .collect()
}
