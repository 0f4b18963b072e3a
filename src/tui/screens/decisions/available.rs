//! What can be done on the list of decisions now, and why something else cannot.

use super::{Decisions, Focus, draw};
use crate::tui::{
    action::Action,
    screen::Availability,
    screens::{editing, reading, working},
};

impl Decisions {
    fn has_a_log(&self) -> bool {
        self.view.as_ref().is_none_or(|view| !view.logs.is_empty())
    }

    fn has_a_step_back(&self) -> bool {
        self.focus != Focus::List || !self.field.value().is_empty() || !self.marks.is_empty()
    }

    pub(super) fn list_availability(&self, action: Action) -> Availability {
        let when = |ready: bool, why: &str| {
            if ready {
                Availability::Ready
            } else {
                Availability::Disabled(why.to_owned())
            }
        };
        if action == Action::Add && !self.has_a_log() {
            return when(
                false,
                "there is no log to write into yet; `:import PATH` reads one",
            );
        }
        if let Some(answer) = working::availability(action, self.reach()) {
            return answer;
        }
        let row = self.selected();
        let text_is_shown = draw::widths(self.size.0, self.has_logs()).text.is_some();
        let text_has = row.is_some_and(|row| self.reading.view_of(row.id).is_some());
        match action {
            Action::Compare => when(self.two_marked().is_some(), self.not_two()),
            Action::Unmark => when(
                !self.marks.is_empty(),
                "nothing is marked; space marks a row",
            ),
            Action::Filter | Action::Sort | Action::Facet => when(!self.is_empty(), self.no_row()),
            Action::NextMatch | Action::PreviousMatch if self.field.value().is_empty() => {
                Availability::Disabled("nothing is filtered; / filters the list".to_owned())
            }
            Action::CopyMarkdown => when(text_has, reading::MARKDOWN_WHEN_OPEN),
            Action::FocusNext | Action::FocusPrevious | Action::Right => when(
                text_is_shown && row.is_some(),
                "the text is shown beside the list from 100 columns on; Enter opens it",
            ),
            Action::Open => when(row.is_some() || self.focus == Focus::Filter, self.no_row()),
            Action::EditText if row.is_some() => row.map_or(Availability::Foreign, |row| {
                editing::availability(row.status)
            }),
            Action::Mark | Action::CopyReference | Action::EditText | Action::History => {
                when(row.is_some(), self.no_row())
            }
            Action::Back if self.has_a_step_back() => Availability::Ready,
            Action::NextMatch
            | Action::PreviousMatch
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => when(row.is_some(), self.no_row()),
            _ => Availability::Foreign,
        }
    }
}
