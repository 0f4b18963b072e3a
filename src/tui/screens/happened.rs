//! An event in the words of a person: who did what to which record. It must not know which list it stands in.

use ratatui::text::{Line, Span};

use crate::{
    domain::{event::RecordKind, time::Timestamp, tone::Tone},
    ops::view::EventLine,
    tui::{look::Look, screens::facts, widgets::text},
};

/// The cells of a moment to the minute.
pub(super) const WHEN_CELLS: usize = 16;

/// A moment to the minute, in UTC.
pub(super) fn when(at: Timestamp) -> String {
    at.0.format("%Y-%m-%d %H:%M").to_string()
}

/// One line: when, who, what.
pub(super) fn line(event: &EventLine, cells: usize, look: &Look<'_>) -> Line<'static> {
    let muted = look.style(Tone::Muted);
    let mut spans = vec![
        text::cell(&when(event.at), WHEN_CELLS, muted),
        Span::raw("  "),
    ];
    spans.extend(undone(event, look));
    spans.push(Span::raw(look.safe(&event.actor).into_owned()));
    spans.extend(deed(event, look));
    text::cut(spans, cells)
}

/// Two lines for a narrow pane that is about one record: when and who, then what.
pub(super) fn lines(event: &EventLine, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let muted = look.style(Tone::Muted);
    let first = vec![
        Span::styled(when(event.at), muted),
        Span::raw("  "),
        Span::raw(look.safe(&event.actor).into_owned()),
    ];
    let mut second = vec![Span::raw(" ")];
    second.extend(undone(event, look));
    second.push(Span::raw(verb(event).replace(" a change of", "")));
    if let Some(status) = event.status {
        second.push(Span::raw("  "));
        second.push(facts::status(status, look));
    }
    second.extend(why(event, look));
    vec![text::cut(first, cells), text::cut(second, cells)]
}

/// Who did what, in plain words, of an event about one record.
pub(super) fn told(event: &EventLine) -> String {
    format!("{}{}", event.actor, verb(event).replace(" a change of", ""))
        .trim_end()
        .to_owned()
}

/// What was done, after the name of who did it.
pub(super) fn deed(event: &EventLine, look: &Look<'_>) -> Vec<Span<'static>> {
    let mut spans = vec![Span::raw(verb(event))];
    let name = match event.kind {
        RecordKind::Adr | RecordKind::Comment => facts::short_reference(&event.reference),
        _ => event.reference.clone(),
    };
    let name = look.safe(&name).into_owned();
    match (event.group_size, event.kind) {
        (_, kind) if kind.is_governance() => spans.extend(governed(event, &name, look)),
        (2.., RecordKind::Log) => {
            let whole = format!("{} and {} more", the_log(&name), event.group_size - 1);
            spans.push(Span::raw(whole));
        }
        (2.., _) => spans.push(Span::raw(facts::counted(
            event.group_size,
            "record",
            "records",
        ))),
        (_, RecordKind::Log) => spans.push(Span::raw(the_log(&name))),
        // Of a record that is gone neither name nor title is known.
        _ if name.is_empty() => spans.push(Span::raw("a record")),
        _ => {
            spans.push(Span::styled(name, look.style(Tone::Accent)));
            spans.push(Span::raw(format!(" {}", look.safe(&event.title))));
        }
    }
    spans.extend(why(event, look));
    spans
}

/// One record of governance by name and what about it, several by how many they are.
fn governed(event: &EventLine, name: &str, look: &Look<'_>) -> Vec<Span<'static>> {
    if let Some(several) = event.several() {
        return vec![Span::raw(look.safe(&several).into_owned())];
    }
    if name.is_empty() {
        return vec![Span::raw("a record that is gone")];
    }
    vec![
        Span::styled(name.to_owned(), look.style(Tone::Accent)),
        Span::raw(format!(" {}", look.safe(&event.title))),
    ]
}

/// Of a log that is gone the name is not known.
fn the_log(name: &str) -> String {
    if name.is_empty() {
        return "a log".to_owned();
    }
    format!("the log {name}")
}

/// That it took something back, or did it again; stands first, where it is not cut.
fn undone(event: &EventLine, look: &Look<'_>) -> Option<Span<'static>> {
    let mark = if event.verb.ends_with("redone") {
        look.glyph("↷ ", "-> ")
    } else {
        look.glyph("↶ ", "<- ")
    };
    event
        .is_undo
        .then(|| Span::styled(mark, look.style(Tone::Caution)))
}

/// Why it was done, in the words of the person.
fn why(event: &EventLine, look: &Look<'_>) -> Option<Span<'static>> {
    let reason = event.reason.as_ref()?;
    let (open, close) = (look.glyph("“", "\""), look.glyph("”", "\""));
    let said = format!("  {open}{}{close}", look.safe(reason));
    Some(Span::styled(said, look.style(Tone::Muted)))
}

/// What was done in the words of a person, with a space on either side.
fn verb(event: &EventLine) -> String {
    let verb = event.verb.rsplit('.').next().unwrap_or_default();
    let said = match verb {
        _ if event.did().is_some() => event.did().unwrap_or_default(),
        "undone" => "undid a change of",
        "redone" => "redid a change of",
        "in-review" => "opened the review of",
        "draft" => "drafted",
        "frozen" => "froze",
        "withdrawn" => "withdrew",
        "added" if event.kind == RecordKind::Comment => "commented on",
        "settled" if event.kind == RecordKind::Comment => "settled a comment on",
        "reopened" if event.kind == RecordKind::Comment => "reopened a comment on",
        other => other,
    };
    let said = crate::markdown::safe::line(said).replace('-', " ");
    format!(" {said} ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::{screens::stage, theme::Theme};

    #[test]
    fn what_somebody_did_is_told_in_the_past() {
        let told = |verb: &str| {
            let event = stage::event((12, "2026-11-20"), "Mina Okafor", verb, 3);
            told(&event)
        };
        assert_eq!(told("packet.frozen"), "Mina Okafor froze");
        assert_eq!(told("adr.withdrawn"), "Mina Okafor withdrew");
    }

    #[test]
    fn what_was_done_with_a_comment_is_not_said_of_its_decision() {
        let theme = Theme::mono();
        let look = Look::new(&theme, false);
        let said = |verb: &str| {
            let mut event = stage::event((12, "2026-11-20"), "Mina Okafor", verb, 3);
            event.kind = RecordKind::Comment;
            event.status = None;
            line(&event, 70, &look).to_string()
        };
        assert!(said("comment.added").contains(" commented on "));
        assert!(said("comment.settled").contains(" settled a comment on "));
        assert!(said("comment.reopened").contains(" reopened a comment on "));
    }
}
