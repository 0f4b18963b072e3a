//! Where somebody was, in words that a file can hold: the place, its filter or words, and the row the cursor was on.

use serde::{Deserialize, Serialize};

use crate::{
    domain::ids::RecordId,
    tui::screen::{Place, Screen},
};

/// A place that can be found again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    screen: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<RecordId>,
    /// The order of the rows, where it was not the usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// The record the cursor was on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<RecordId>,
}

impl Memory {
    /// What a screen shows.
    pub fn of(screen: &dyn Screen) -> Self {
        Self {
            cursor: screen.cursor(),
            order: screen.order().map(str::to_owned),
            ..Self::at(screen.place())
        }
    }

    /// A place without a cursor.
    pub fn at(place: Place) -> Self {
        let (screen, text, record) = match place {
            Place::Home => ("home", String::new(), None),
            Place::Decisions { filter } => ("decisions", filter, None),
            Place::Record(id) => ("record", String::new(), Some(id)),
            Place::Search { text } => ("search", text, None),
            Place::Events { record } => ("events", String::new(), record),
            // Two states are looked at once; what is found again is the record they are of.
            Place::Compare { to, .. } => ("record", String::new(), Some(to.record)),
            Place::Packets => ("packets", String::new(), None),
            Place::Packet(id) => ("packet", String::new(), Some(id)),
            Place::Systems { filter } => ("systems", filter, None),
            Place::System(id) => ("system", String::new(), Some(id)),
            Place::Checklists { system } => ("checklists", String::new(), system),
            Place::Assessment(id) => ("assessment", String::new(), Some(id)),
            Place::Risk(id) => ("risk", String::new(), Some(id)),
            Place::Register { system } => ("register", String::new(), system),
            Place::Readiness(id) => ("readiness", String::new(), Some(id)),
            Place::Waivers { system } => ("waivers", String::new(), system),
            Place::Library => ("library", String::new(), None),
            Place::Pack(word) => ("pack", word, None),
            Place::Matrices => ("matrices", String::new(), None),
            Place::Matrix(id) => ("matrix", String::new(), Some(id)),
        };
        Self {
            screen: screen.to_owned(),
            text,
            record,
            order: None,
            cursor: None,
        }
    }

    /// The place; what is not understood is home.
    pub fn place(&self) -> Place {
        match (self.screen.as_str(), self.record) {
            ("decisions", _) => Place::Decisions {
                filter: self.text.clone(),
            },
            ("record", Some(id)) => Place::Record(id),
            ("search", _) => Place::Search {
                text: self.text.clone(),
            },
            ("events", record) => Place::Events { record },
            ("packets", _) => Place::Packets,
            ("packet", Some(id)) => Place::Packet(id),
            ("systems", _) => Place::Systems {
                filter: self.text.clone(),
            },
            ("system", Some(id)) => Place::System(id),
            ("checklists", system) => Place::Checklists { system },
            ("assessment", Some(id)) => Place::Assessment(id),
            ("risk", Some(id)) => Place::Risk(id),
            ("register", system) => Place::Register { system },
            ("readiness", Some(id)) => Place::Readiness(id),
            ("waivers", system) => Place::Waivers { system },
            ("library", _) => Place::Library,
            ("pack", _) => Place::Pack(self.text.clone()),
            ("matrices", _) => Place::Matrices,
            ("matrix", Some(id)) => Place::Matrix(id),
            _ => Place::Home,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_again() {
        let id = RecordId(uuid::Uuid::from_u128(7));
        for place in [
            Place::Home,
            Place::Decisions {
                filter: "status:draft".to_owned(),
            },
            Place::Record(id),
            Place::Search {
                text: "vector".to_owned(),
            },
            Place::Events { record: None },
            Place::Events { record: Some(id) },
            Place::Packets,
            Place::Packet(id),
            Place::Systems {
                filter: "tier:T1".to_owned(),
            },
            Place::System(id),
            Place::Checklists { system: None },
            Place::Checklists { system: Some(id) },
            Place::Assessment(id),
            Place::Risk(id),
            Place::Register { system: Some(id) },
            Place::Readiness(id),
            Place::Waivers { system: None },
            Place::Library,
            Place::Pack("ra.rag-llm".to_owned()),
            Place::Matrices,
            Place::Matrix(id),
        ] {
            let memory = Memory::at(place.clone());
            let text = serde_json::to_string(&memory).unwrap();
            let read: Memory = serde_json::from_str(&text).unwrap();
            assert_eq!(read.place(), place);
        }
        let strange: Memory = serde_json::from_str(r#"{"screen":"moon"}"#).unwrap();
        assert_eq!(strange.place(), Place::Home);
    }
}
