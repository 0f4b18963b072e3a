//! The form a packet is built from, and the change it asks for. It must not know where the decisions were chosen: marked in a
//! list, or found by a filter.

use crate::{
    domain::{
        ids::RecordId,
        text::{Line, counted},
    },
    ops::change::{Change, PacketRequest},
    tui::screen::{FieldKind, Filled, Form, FormField},
};

/// The word of the form.
pub(in crate::tui::screens) const FORM: &str = "packet.build";
/// The field of the title.
pub(in crate::tui::screens) const TITLE: &str = "title";
/// What holds until a packet is frozen: nothing of it can be edited, and it is made of its decisions as they are.
pub(in crate::tui::screens) const UNTIL_FROZEN: &str =
    "It follows what it shows, and can be thrown away, until it is frozen.";
const ASK: &str = "ask";
const RECOMMENDATION: &str = "recommendation";

/// The form for a packet of so many decisions that were chosen already.
pub(in crate::tui::screens) fn form(count: usize) -> Form {
    let shown = counted(count as u64, "decision", "decisions");
    Form {
        word: FORM,
        title: format!("Build a packet of {shown}"),
        note: Some(UNTIL_FROZEN.to_owned()),
        fields: fields(),
    }
}

/// What is asked for in every form of a packet.
pub(in crate::tui::screens) fn fields() -> Vec<FormField> {
    let line = |word, label, kind, hint: &str| FormField {
        word,
        label,
        value: String::new(),
        kind,
        hint: hint.to_owned(),
    };
    vec![
        line(
            TITLE,
            "Title",
            FieldKind::Needed,
            "What the meeting is about: `Fraud scoring, autumn review`.",
        ),
        line(
            ASK,
            "Ask",
            FieldKind::Line,
            "What the board is asked, in one line; may stay empty.",
        ),
        line(
            RECOMMENDATION,
            "Recommendation",
            FieldKind::Line,
            "What you recommend, in one line; may stay empty.",
        ),
    ]
}

/// The change a filled form asks for. The day is today, and changes are told since the packet frozen last.
pub(in crate::tui::screens) fn request(filled: &Filled, decisions: Vec<RecordId>) -> Change {
    Change::BuildPacket(PacketRequest {
        decisions,
        ..asked(filled)
    })
}

/// The same for the readiness of a system; the decisions it rests on go with it.
pub(in crate::tui::screens) fn request_of_system(filled: &Filled, system: RecordId) -> Change {
    Change::BuildPacket(PacketRequest {
        system: Some(system),
        ..asked(filled)
    })
}

fn asked(filled: &Filled) -> PacketRequest {
    let said = |word| value(filled, word).to_owned();
    let stated = |word| Some(said(word)).filter(|text| !text.is_empty());
    PacketRequest {
        system: None,
        title: said(TITLE),
        ask: stated(ASK),
        recommendation: stated(RECOMMENDATION),
        decisions: Vec::new(),
        as_of: None,
        previous: None,
    }
}

/// What was typed into a field that could not be kept: the word of the field and why.
pub(in crate::tui::screens) fn refused(filled: &Filled) -> Option<(&'static str, String)> {
    filled
        .iter()
        .filter(|(word, value)| [TITLE, ASK, RECOMMENDATION].contains(word) && !value.is_empty())
        .find_map(|(word, value)| Some((*word, Line::parse(value).err()?.to_string())))
}

/// The value of a field.
pub(in crate::tui::screens) fn value<'f>(filled: &'f Filled, word: &str) -> &'f str {
    let found = filled.iter().find(|(named, _)| *named == word);
    found.map_or("", |(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn filled(title: &str, ask: &str) -> Filled {
        vec![(TITLE, title.to_owned()), (ASK, ask.to_owned())]
    }

    #[test]
    fn what_stays_empty_is_not_said() {
        let decisions = vec![RecordId(Uuid::from_u128(12))];
        let Change::BuildPacket(request) = request(&filled("Autumn", ""), decisions.clone()) else {
            unreachable!("a packet is built");
        };
        assert_eq!((request.title.as_str(), request.ask), ("Autumn", None));
        assert_eq!(request.decisions, decisions);
    }

    #[test]
    fn a_text_that_cannot_be_kept_is_refused_with_its_field() {
        assert_eq!(refused(&filled("Autumn", "Approve it")), None);
        let (word, why) = refused(&filled("Autumn", "a\u{1b}[31m")).unwrap();
        assert!(word == ASK && why.contains("U+001B"), "{word}: {why}");
    }

    #[test]
    fn the_form_says_how_many_decisions_are_meant() {
        assert_eq!(form(3).title, "Build a packet of 3 decisions");
        assert_eq!(form(1).fields.len(), 3);
    }
}
