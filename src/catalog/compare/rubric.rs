//! How two versions of a rubric or of the register's table differ: whatever may give another tier or band is a major change,
//! everything else is wording.

use super::{Bump, PackChange, PackDiff, change};
use crate::domain::{
    register::Register,
    rubric::{Factor, Rubric},
};

/// How two versions of a rubric differ.
pub fn compare_rubrics(from: &Rubric, to: &Rubric) -> PackDiff {
    let mut changes = Vec::new();
    if from.head.scale_max != to.head.scale_max {
        changes.push(major(None, "the highest score of a factor"));
    }
    if from.bands != to.bands {
        changes.push(major(None, "its bands"));
    }
    for (what, differs) in [
        ("its floors", from.floors != to.floors),
        ("its stops", from.stops != to.stops),
        ("its caps", from.caps != to.caps),
    ] {
        if differs {
            changes.push(major(None, what));
        }
    }
    for factor in &to.factors {
        match of(from, &factor.id) {
            None => changes.push(major(Some(&factor.id), "a factor came")),
            Some(before) => changes.extend(factors(before, factor)),
        }
    }
    let went = from
        .factors
        .iter()
        .filter(|factor| of(to, &factor.id).is_none());
    changes.extend(went.map(|factor| major(Some(&factor.id), "a factor went")));
    if (words(from)) != (words(to)) {
        changes.push(change(
            None,
            Bump::Patch,
            "its head or its sources".to_owned(),
        ));
    }
    let named = |rubric: &Rubric| (rubric.head.id.clone(), rubric.head.version);
    PackDiff::of(named(from), named(to), changes)
}

fn of<'a>(rubric: &'a Rubric, id: &str) -> Option<&'a Factor> {
    rubric.factors.iter().find(|factor| factor.id == id)
}

fn words(rubric: &Rubric) -> impl PartialEq {
    let head = &rubric.head;
    (
        [head.title.clone(), head.about.clone()],
        (head.status, head.review_by),
        rubric.refs.clone(),
    )
}

fn factors(from: &Factor, to: &Factor) -> Option<PackChange> {
    if from.weight != to.weight {
        let what = format!("weight {} → {}", from.weight, to.weight);
        return Some(major(Some(&to.id), &what));
    }
    if from.anchors.len() != to.anchors.len() {
        return Some(major(Some(&to.id), "the number of its anchors"));
    }
    let what = "wording, anchors or references".to_owned();
    (from != to).then(|| change(Some(&to.id), Bump::Patch, what))
}

fn major(item: Option<&str>, what: &str) -> PackChange {
    change(item, Bump::Major, what.to_owned())
}

/// How two versions of the register's table differ.
pub fn compare_registers(from: &Register, to: &Register) -> PackDiff {
    let mut changes = Vec::new();
    let bands = |register: &Register| -> Vec<String> {
        register.bands.iter().map(|band| band.id.clone()).collect()
    };
    if bands(from) != bands(to) {
        changes.push(major(None, "its bands"));
    }
    for cell in &to.cells {
        let at = (cell.likelihood, cell.impact);
        let before = from
            .cells
            .iter()
            .find(|old| (old.likelihood, old.impact) == at);
        if before != Some(cell) {
            let cell_at = format!("{}×{}", cell.likelihood, cell.impact);
            changes.push(major(
                Some(&cell_at),
                &format!("its band is {} now", cell.band),
            ));
        }
    }
    if from.cells.len() > to.cells.len() {
        changes.push(major(None, "cells went"));
    }
    let is_worded_anew = (
        &from.head.title,
        &from.head.about,
        from.head.status,
        from.head.review_by,
    ) != (
        &to.head.title,
        &to.head.about,
        to.head.status,
        to.head.review_by,
    ) || (&from.likelihoods, &from.impacts, &from.flags, &from.refs)
        != (&to.likelihoods, &to.impacts, &to.flags, &to.refs)
        || from.bands != to.bands;
    if is_worded_anew {
        changes.push(change(
            None,
            Bump::Patch,
            "wording of steps, bands or flags".to_owned(),
        ));
    }
    let named = |register: &Register| (register.head.id.clone(), register.head.version);
    PackDiff::of(named(from), named(to), changes)
}
