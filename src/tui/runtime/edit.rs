//! A visit to the user's editor: the reader of keys is stopped first, so that every key is the editor's, and the terminal is
//! lent meanwhile.

use super::Running;
use crate::{
    env::editor::{self, Edited, EditorError},
    tui::{
        app::{EditedText, Message},
        effect::{EditRequest, Effect, Problem},
        signals,
    },
};

impl Running {
    pub(super) fn edit(&mut self, request: EditRequest) -> anyhow::Result<Vec<Effect>> {
        self.input.pause();
        let command = self.settings.editor.clone();
        let edited = self.terminal.lend(|| {
            signals::while_lent(|| editor::edit(&command, &request.file_name, &request.bytes))
        })?;
        self.input.resume();
        let mut effects = self.measured()?;
        let outcome = edited.map(EditedText::from).map_err(Problem::from);
        effects.extend(self.app.update(Message::Edited { request, outcome }));
        Ok(effects)
    }
}

impl From<Edited> for EditedText {
    fn from(edited: Edited) -> Self {
        match edited {
            Edited::Unchanged => Self::Unchanged,
            Edited::Changed { bytes, draft } => Self::Changed { bytes, draft },
        }
    }
}

impl From<EditorError> for Problem {
    fn from(error: EditorError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}
