//! The keys of settings that mean the same as a field, in lower case and with `_` for `-`. Knows nothing of their values.

use crate::dialect::field::Key;

const STATUS: &[&str] = &[
    "status",
    "adr_status",
    "adr status",
    "decision_status",
    "statut",
    "estado",
    "stato",
    "状态",
    "ステータス",
    "статус",
    "state",
    "stage",
];

const DATE: &[&str] = &[
    "date",
    "decision_date",
    "datedecided",
    "decided",
    "datum",
    "fecha",
    "data",
    "adr_date",
    "decided_on",
];

const CREATED: &[&str] = &[
    "created",
    "created_at",
    "creation_date",
    "start_date",
    "date_created",
    "stabilized_at",
];

const UPDATED: &[&str] = &[
    "updated",
    "updated_at",
    "last_updated",
    "modified",
    "last_modified",
];

const REVIEW_BY: &[&str] = &[
    "review_by",
    "reviewby",
    "review_date",
    "next_review",
    "revisit",
];

const DECIDERS: &[&str] = &[
    "deciders",
    "decision_makers",
    "decisionmakers",
    "décideurs",
    "decision_maker",
    "decider",
    "decisores",
    "entscheider",
    "决策者",
];

const CONSULTED: &[&str] = &["consulted", "consultés", "consultado", "konsultiert"];

const INFORMED: &[&str] = &["informed", "informés", "informado", "informiert"];

const AUTHORS: &[&str] = &[
    "author",
    "authors",
    "autor",
    "autoren",
    "auteur",
    "auteurs",
    "submitter",
    "submitters",
];

/// The keys that state what a field of this kind states. Relations are told by their phrases, not by a list of keys.
pub(in crate::dialect) fn of(key: Key) -> &'static [&'static str] {
    match key {
        Key::Status => STATUS,
        Key::Date => DATE,
        Key::Created => CREATED,
        Key::Updated => UPDATED,
        Key::ReviewBy => REVIEW_BY,
        Key::Deciders => DECIDERS,
        Key::Consulted => CONSULTED,
        Key::Informed => INFORMED,
        Key::Authors => AUTHORS,
        Key::Tags => &["tags", "tag", "categories"],
        Key::Title => &["title"],
        Key::Relation => &[],
    }
}
