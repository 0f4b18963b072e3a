//! Plain text, which has no marks to read a record by: its first line is the title, the rest is kept as it is.

use crate::domain::{
    adr::{Dialect, Facts},
    finding::Finding,
    log::FileKind,
};

use super::{
    Parsed, Spans, empty_facts,
    file_name::{self, Name},
    kind, title,
};

/// Reads what can be told of the text.
pub(super) fn read(path: &str, text: &str, findings: Vec<Finding>) -> Parsed {
    let name = file_name::read(path);
    let mut facts = empty_facts(Dialect::Plain, findings);
    add_names(&mut facts, &name, first_line(text));
    Parsed {
        kind: kind::by_name(path, &name).unwrap_or(FileKind::Other),
        anchor: None,
        facts,
        sections: Vec::new(),
        spans: Spans::default(),
    }
}

fn add_names(facts: &mut Facts, name: &Name, first: Option<&str>) {
    let stated = first.map(title::without_number);
    facts.native_id = Some(name.id.clone());
    facts.number = name
        .number
        .or(stated.as_ref().and_then(|(number, _)| *number));
    facts.title_from_name = stated.is_none();
    facts.title = stated.map_or_else(|| name.words.clone(), |(_, text)| text);
}

fn first_line(text: &str) -> Option<&str> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(super::plain::near(line, 400))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::status::Status;

    #[test]
    fn a_plain_text_has_a_title_and_states_nothing() {
        let read = read("0003-x.txt", "\n3. Use X\n\nStatus: accepted\n", Vec::new());
        let facts = read.facts;
        assert_eq!((facts.title.as_str(), facts.number), ("Use X", Some(3)));
        assert_eq!(
            (read.kind, facts.status),
            (FileKind::Other, Status::Unknown)
        );
    }
}
