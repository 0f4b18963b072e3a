//! The facts a document opens with between two fences, read well enough to be shown; the dialects read them exactly.

use crate::markdown::safe;

/// A block longer than this is not metadata.
const LIMIT: usize = 64 * 1024;

/// One line of the facts table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    /// Empty where the line names none.
    pub(crate) key: String,
    pub(crate) value: String,
}

/// The facts at the head of a text, and the text behind them.
pub(crate) fn split(text: &str) -> (Vec<Fact>, &str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    block(text).map_or((Vec::new(), text), |(block, rest)| (facts(block), rest))
}

/// The block a text opens with as it was written, with the language it is in, and the text behind it.
pub(crate) fn opening(text: &str) -> Option<(&'static str, &str, &str)> {
    let language = if text.starts_with('+') {
        "toml"
    } else {
        "yaml"
    };
    block(text).map(|(block, rest)| (language, block, rest))
}

/// The block between the fences. A rule that merely opens a text is not one: the first line must name a fact.
fn block(text: &str) -> Option<(&str, &str)> {
    let (opening, rest) = text.split_once('\n')?;
    let fences: &[&str] = match opening.trim_end() {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return None,
    };
    let mut taken = 0;
    for line in rest.split_inclusive('\n') {
        if fences.contains(&line.trim_end()) {
            let (block, closing) = rest.split_at_checked(taken)?;
            let behind = closing.split_once('\n').map_or("", |(_, behind)| behind);
            return names_a_fact(block).then_some((block, behind));
        }
        taken += line.len();
        if taken > LIMIT {
            return None;
        }
    }
    None
}

fn names_a_fact(block: &str) -> bool {
    block
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .is_none_or(|line| key_and_value(line).is_some())
}

fn facts(block: &str) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    // A comment of the template is for its author, as one in the prose is.
    let told = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    for line in block.lines().filter(told) {
        match (key_and_value(line), facts.last_mut()) {
            (Some((key, value)), _) => facts.push(Fact {
                key: safe::line(key).into_owned(),
                value: safe::line(unquoted(value)).into_owned(),
            }),
            (None, Some(last)) => go_on(last, line),
            (None, None) => facts.push(Fact {
                key: String::new(),
                value: safe::line(line.trim()).into_owned(),
            }),
        }
    }
    facts
}

/// A line that names no fact belongs to the one before it: an item of a list, or more of its text.
fn go_on(fact: &mut Fact, line: &str) {
    let line = line.trim();
    let (between, more) = match line.strip_prefix("- ") {
        Some(item) => (", ", item),
        None => (" ", line),
    };
    if !fact.value.is_empty() {
        fact.value.push_str(between);
    }
    fact.value.push_str(&safe::line(unquoted(more)));
}

/// A value without the quotes around it.
fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .filter(|inside| !inside.contains(['"', '\'']))
        .unwrap_or(value)
}

/// `key: value` or `key = value` at the very start of a line.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '='])?;
    let key = key.trim_end().trim_matches('"');
    let spelled = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    let names = !key.is_empty() && !key.starts_with([' ', '-']) && key.chars().all(spelled);
    names.then(|| (key, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (Vec<String>, &str) {
        let (facts, rest) = split(text);
        (
            facts
                .into_iter()
                .map(|fact| format!("{}={}", fact.key, fact.value))
                .collect(),
            rest,
        )
    }

    #[test]
    fn yaml_and_toml_facts_are_told_apart_from_prose() {
        let (facts, rest) =
            shown("---\nstatus: accepted\ndeciders:\n  - Ana\n  - Lee\n---\n\n# Title\n");
        assert_eq!(facts, ["status=accepted", "deciders=Ana, Lee"]);
        assert_eq!(rest, "\n# Title\n");
        assert_eq!(shown("+++\ntitle = \"x\"\n+++\nbody").0, ["title=x"]);
    }

    #[test]
    fn a_rule_at_the_top_is_not_front_matter() {
        for text in [
            "---\n\nJust prose here\n\n---\nmore",
            "---\nstatus: open, never closed",
            "# Title",
            "",
            "---",
        ] {
            assert_eq!(shown(text), (vec![], text));
        }
    }

    #[test]
    fn nothing_of_a_fact_is_lost() {
        let (facts, _) =
            shown("---\nnote: >\n  two\n  lines\n  # why\n# hint\nbad\u{1b}: x\u{1b}\n---\n");
        assert_eq!(facts, ["note=> two lines # why bad␛: x␛"]);
    }
}
