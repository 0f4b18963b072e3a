//! The facts that can be edited, each in three versions: as the edit found it, as it is now, as the edit makes it.

use crate::{
    dialect::edit::{FactChange, PeopleRole},
    domain::adr::Adr,
    ops::view::{ConflictView, FieldVersions},
};

/// A field that can be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Date,
    ReviewBy,
    Deciders,
    Consulted,
    Informed,
    Tags,
}

impl Field {
    const ALL: [Self; 7] = [
        Self::Title,
        Self::Date,
        Self::ReviewBy,
        Self::Deciders,
        Self::Consulted,
        Self::Informed,
        Self::Tags,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Date => "date",
            Self::ReviewBy => "review by",
            Self::Deciders => "deciders",
            Self::Consulted => "consulted",
            Self::Informed => "informed",
            Self::Tags => "tags",
        }
    }

    /// The field as a record states it.
    fn of(self, adr: &Adr) -> FactChange {
        let facts = &adr.facts;
        let people = &facts.people;
        match self {
            Self::Title => FactChange::Title(facts.title.clone()),
            Self::Date => FactChange::Date(facts.dates.decided.map(|date| date.date)),
            Self::ReviewBy => FactChange::ReviewBy(facts.dates.review_by.map(|date| date.date)),
            Self::Deciders => FactChange::People(PeopleRole::Deciders, people.deciders.clone()),
            Self::Consulted => FactChange::People(PeopleRole::Consulted, people.consulted.clone()),
            Self::Informed => FactChange::People(PeopleRole::Informed, people.informed.clone()),
            Self::Tags => FactChange::Tags(facts.tags.clone()),
        }
    }

    /// Whether a change is one of this field.
    const fn is_of(self, change: &FactChange) -> bool {
        matches!(
            (self, change),
            (Self::Title, FactChange::Title(_))
                | (Self::Date, FactChange::Date(_))
                | (Self::ReviewBy, FactChange::ReviewBy(_))
                | (Self::Deciders, FactChange::People(PeopleRole::Deciders, _))
                | (
                    Self::Consulted,
                    FactChange::People(PeopleRole::Consulted, _)
                )
                | (Self::Informed, FactChange::People(PeopleRole::Informed, _))
                | (Self::Tags, FactChange::Tags(_))
        )
    }
}

impl ConflictView {
    /// The fields that one of the two changed, in the order of a record's head; `mine` is what the edit writes.
    pub fn fields(&self, mine: &[FactChange]) -> Vec<FieldVersions> {
        let versions = Field::ALL.into_iter().map(|field| {
            let was = field.of(&self.base);
            let edited = mine.iter().rfind(|change| field.is_of(change));
            FieldVersions {
                name: field.name(),
                mine: edited.unwrap_or(&was).clone(),
                theirs: field.of(&self.current),
                was,
            }
        });
        versions
            .filter(|field| field.is_mine_new() || field.is_theirs_new())
            .collect()
    }
}

impl FieldVersions {
    /// Whether the edit changes it.
    pub fn is_mine_new(&self) -> bool {
        self.mine != self.was
    }

    /// Whether somebody changed it meanwhile.
    pub fn is_theirs_new(&self) -> bool {
        self.theirs != self.was
    }

    /// Whether both changed it, each in an own way.
    pub fn is_contested(&self) -> bool {
        self.is_mine_new() && self.is_theirs_new() && self.mine != self.theirs
    }
}

impl FactChange {
    /// What it writes, in words; none where it takes a fact away.
    pub fn words(&self) -> String {
        match self {
            Self::Title(title) => title.clone(),
            Self::Date(date) | Self::ReviewBy(date) => {
                date.map(|date| date.to_string()).unwrap_or_default()
            }
            Self::People(_, names) => names.join(", "),
            Self::Tags(tags) => tags.join(", "),
            Self::Status(status) => status.word().to_owned(),
            Self::Link(kind, target) | Self::Unlink(kind, target) => {
                format!("{} {}", kind.phrase(), target.path)
            }
            Self::Grid(grid) => grid.caption.clone(),
        }
    }
}
