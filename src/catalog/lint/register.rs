//! The register's table: every pair of likelihood and impact has one band, and neither a likelier nor a worse risk is ranked
//! lower.

use std::collections::BTreeMap;

use super::{
    Rule,
    page::{At, Page},
};
use crate::domain::register::Register;

/// PL01, PL05, PL10 and PL17 of the table.
pub(super) fn weighed(page: &mut Page<'_>, register: &Register) {
    let ranks: BTreeMap<&str, usize> = register
        .bands
        .iter()
        .enumerate()
        .map(|(rank, band)| (band.id.as_str(), rank))
        .collect();
    let mut cells = BTreeMap::new();
    for cell in &register.cells {
        let at = (cell.likelihood, cell.impact);
        let Some(rank) = ranks.get(cell.band.as_str()) else {
            page.tell(
                (Rule::PL05, At::Key("[[cell]]")),
                format!(
                    "the cell {}×{} names the band `{}`, which there is not",
                    at.0, at.1, cell.band
                ),
                "Name a band of this table.",
            );
            return;
        };
        if cells.insert(at, *rank).is_some() {
            told_hole(
                page,
                format!("the cell {}×{} stands in it twice", at.0, at.1),
            );
        }
    }
    covered(page, register, &cells);
    if !page.has(Rule::PL17) {
        monotone(page, &cells);
    }
}

fn covered(page: &mut Page<'_>, register: &Register, cells: &BTreeMap<(u8, u8), usize>) {
    let mut wanted = 0;
    for likelihood in &register.likelihoods {
        for impact in &register.impacts {
            wanted += 1;
            if !cells.contains_key(&(likelihood.value, impact.value)) {
                told_hole(
                    page,
                    format!("the cell {}×{} is missing", likelihood.value, impact.value),
                );
            }
        }
    }
    if wanted == 0 {
        page.tell(
            (Rule::PL19, At::Head),
            "it has no steps of likelihood or impact",
            "Add [[likelihood]] and [[impact]] steps, from 1 to 5.",
        );
    } else if cells.len() > wanted {
        told_hole(page, "it has cells for steps there are not".to_owned());
    }
}

fn told_hole(page: &mut Page<'_>, what: String) {
    page.tell(
        (Rule::PL17, At::Key("[[cell]]")),
        what,
        "Write one [[cell]] for each pair of likelihood and impact.",
    );
}

fn monotone(page: &mut Page<'_>, cells: &BTreeMap<(u8, u8), usize>) {
    for ((likelihood, impact), rank) in cells {
        let likelier = (likelihood.saturating_add(1), *impact);
        let worse = (*likelihood, impact.saturating_add(1));
        for (at, word) in [(likelier, "likelier"), (worse, "worse")] {
            if cells.get(&at).is_some_and(|above| above < rank) {
                page.tell(
                    (Rule::PL10, At::Key("[[cell]]")),
                    format!(
                        "{}×{} is {word} than {likelihood}×{impact} and has a lower band",
                        at.0, at.1
                    ),
                    "Give it the same band or a higher one.",
                );
            }
        }
    }
}
