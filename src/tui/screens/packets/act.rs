//! What is done with one packet, wherever it is chosen: frozen, thrown away, written to a file. It must not know which screen
//! asks.

use std::path::PathBuf;

use crate::{
    domain::{
        ids::RecordId,
        text::{Line, counted},
    },
    ops::change::{Change, PacketExport, PacketFormat},
    tui::{
        effect::Effect,
        screen::{Context, FieldKind, Filled, Form, FormField, Outcome, Question},
        screens::packets::build::value,
    },
};

/// The word of a yes to freezing.
pub(in crate::tui::screens) const FREEZE: &str = "freeze";
/// The word of a yes to throwing away.
pub(in crate::tui::screens) const DISCARD: &str = "discard";
/// The word of the form that writes a file.
pub(in crate::tui::screens) const EXPORT: &str = "packet.export";

const FILE: &str = "file";
const FORMAT: &str = "format";
const OTHER: &str = "other";
const FORMAT_HINT: &str = "Only the Markdown can be verified; the others are made of it.";
const OTHER_HINT: &str = "What becomes of a file of that name that is there already.";
const KEEP: &str = "keep";
const REPLACE: &str = "replace";

/// The packet something is to be done with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui::screens) struct Chosen {
    /// The packet.
    pub(in crate::tui::screens) id: RecordId,
    /// What people call it.
    pub(in crate::tui::screens) label: String,
    /// Its title.
    pub(in crate::tui::screens) title: String,
    /// How many decisions it shows.
    pub(in crate::tui::screens) decisions: u64,
}

impl Chosen {
    /// Asks before the packet is frozen: it cannot be taken back.
    pub(in crate::tui::screens) fn ask_to_freeze(&self) -> Outcome {
        let shown = counted(self.decisions, "decision", "decisions");
        Outcome::Ask(Question {
            title: format!("Freeze {}", self.label),
            question: format!(
                "{} with {shown} is kept as it stands now. It can never be changed, thrown away or taken back.",
                self.title
            ),
            word: FREEZE.to_owned(),
        })
    }

    /// Asks before the packet is thrown away.
    pub(in crate::tui::screens) fn ask_to_discard(&self) -> Outcome {
        Outcome::Ask(Question {
            title: format!("Throw {} away", self.label),
            question: format!(
                "{} goes; its decisions stay as they are. No other packet will be called {}.",
                self.title, self.label
            ),
            word: DISCARD.to_owned(),
        })
    }

    /// Asks where the packet is to be written.
    pub(in crate::tui::screens) fn ask_to_export(&self) -> Outcome {
        let choice =
            |(word, label): (&'static str, &'static str), hint: &str, choices: &[(&str, &str)]| {
                let choices = choices
                    .iter()
                    .map(|(word, text)| ((*word).to_owned(), (*text).to_owned()));
                let choices: Vec<_> = choices.collect();
                FormField {
                    word,
                    label,
                    value: choices
                        .first()
                        .map(|(word, _)| word.clone())
                        .unwrap_or_default(),
                    kind: FieldKind::Choice(choices),
                    hint: hint.to_owned(),
                }
            };
        let formats = [
            ("md", "Markdown, the packet itself"),
            ("html", "HTML, a page made of it"),
            ("json", "JSON, its parts for a program"),
        ];
        let others = [(KEEP, "is kept"), (REPLACE, "is written over")];
        Outcome::Form(Form {
            word: EXPORT,
            title: format!("Write {} to a file", self.label),
            note: None,
            fields: vec![
                FormField {
                    word: FILE,
                    label: "File",
                    value: self.usual_file(PacketFormat::Markdown),
                    kind: FieldKind::Needed,
                    hint: "A path, seen from the folder Archdeck was started in.".to_owned(),
                },
                choice((FORMAT, "Form"), FORMAT_HINT, &formats),
                choice((OTHER, "Another file there"), OTHER_HINT, &others),
            ],
        })
    }

    fn usual_file(&self, format: PacketFormat) -> String {
        format!("{}.{}", self.label, format.word())
    }

    /// The change a filled form asks for.
    pub(in crate::tui::screens) fn export(
        &self,
        filled: &Filled,
    ) -> Result<Change, (&'static str, String)> {
        let format = value(filled, FORMAT);
        let format: PacketFormat = format.parse().map_err(|why| (FORMAT, why))?;
        let typed = value(filled, FILE);
        let line = Line::parse(typed).map_err(|why| (FILE, why.to_string()))?;
        if typed.starts_with('~') {
            let why = "write the path in full: `~` is known to a shell only";
            return Err((FILE, why.to_owned()));
        }
        // The name that was proposed ends as its form does.
        let file = if typed == self.usual_file(PacketFormat::Markdown) {
            self.usual_file(format)
        } else {
            line.to_string()
        };
        Ok(Change::ExportPacket(PacketExport {
            packet: self.id,
            file: PathBuf::from(file),
            format,
            replaces: value(filled, OTHER) == REPLACE,
        }))
    }
}

/// Lets the worker make a change.
pub(in crate::tui::screens) fn make(change: Change, context: &mut Context<'_>) -> Outcome {
    Outcome::Effect(Effect::Do {
        ticket: context.tickets.take(),
        change,
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn chosen() -> Chosen {
        Chosen {
            id: RecordId(Uuid::from_u128(1)),
            label: "PKT-2026-001".to_owned(),
            title: "Autumn".to_owned(),
            decisions: 2,
        }
    }

    fn filled(file: &str, format: &str, other: &str) -> Filled {
        vec![
            (FILE, file.to_owned()),
            (FORMAT, format.to_owned()),
            (OTHER, other.to_owned()),
        ]
    }

    fn written(filled: &Filled) -> (String, bool) {
        let Ok(Change::ExportPacket(export)) = chosen().export(filled) else {
            unreachable!("a file is written");
        };
        (export.file.display().to_string(), export.replaces)
    }

    #[test]
    fn the_proposed_name_ends_as_its_form_does_and_a_typed_one_stays() {
        let html = written(&filled("PKT-2026-001.md", "html", KEEP));
        assert_eq!(html, ("PKT-2026-001.html".to_owned(), false));
        let own = written(&filled("out/board.txt", "html", REPLACE));
        assert_eq!(own, ("out/board.txt".to_owned(), true));
    }

    #[test]
    fn a_path_that_only_a_shell_understands_is_refused() {
        let refused = chosen().export(&filled("~/x.md", "md", KEEP));
        assert_eq!(refused.unwrap_err().0, FILE);
    }

    #[test]
    fn the_question_names_the_packet_and_what_follows() {
        let Outcome::Ask(question) = chosen().ask_to_freeze() else {
            unreachable!("a question");
        };
        assert_eq!(question.title, "Freeze PKT-2026-001");
        assert!(question.question.contains("2 decisions") && question.question.contains("never"));
    }
}
