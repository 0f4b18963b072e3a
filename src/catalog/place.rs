//! Where something stands in a TOML text: the line of an item, of a key of it, of a key of the head. It reads lines only, so
//! that it finds its way in a file whose values were refused too.

/// A line of the kind `id = "RAG-04"`.
fn says(line: &str, key: &str, value: &str) -> bool {
    let Some(rest) = after_key(line, key) else {
        return false;
    };
    ['"', '\''].iter().any(|quote| {
        let inner = rest.strip_prefix(*quote);
        inner
            .and_then(|inner| inner.strip_prefix(value))
            .is_some_and(|end| end.starts_with(*quote))
    })
}

/// What follows `key =` in a line that opens with it.
fn after_key<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let rest = line.trim_start().strip_prefix(key)?.trim_start();
    rest.strip_prefix('=').map(str::trim_start)
}

fn opens_a_table(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

/// The line, from 1, of the first such key in a text, or of the first such table.
pub(super) fn line_of_key(text: &str, key: &str) -> Option<usize> {
    text.lines()
        .position(|line| after_key(line, key).is_some() || line.trim() == key)
        .map(|at| at + 1)
}

/// The line, from 1, on which the `nth` (from 0) table with this id says it.
pub(super) fn line_of_id(text: &str, id: &str, nth: usize) -> Option<usize> {
    let mut found = text
        .lines()
        .enumerate()
        .filter(|(_, line)| says(line, "id", id));
    found.nth(nth).map(|(at, _)| at + 1)
}

/// The line, from 1, of a key in the table with this id, or of a table of that name below it.
pub(super) fn line_of_key_of(text: &str, id: &str, key: &str) -> Option<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let at = line_of_id(text, id, 0)?.saturating_sub(1);
    let begin = lines
        .iter()
        .take(at)
        .rposition(|line| opens_a_table(line))
        .unwrap_or(0);
    let own = lines.iter().enumerate().skip(begin + 1);
    own.take_while(|(line, text)| *line <= at || !text.trim_start().starts_with("[["))
        .find(|(_, line)| {
            let below = line
                .trim()
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'));
            let is_below = below.is_some_and(|path| path.rsplit('.').next() == Some(key));
            after_key(line, key).is_some() || is_below
        })
        .map(|(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "schema = 1\n[pack]\nid = \"x\"\n\n[[section.item]]\nforce = 1\nid=\"A-1\"\nask = 'one'\n\n[section.item.na]\nallowed = true\n\n[[section.item]]\nid = 'A-10'\nask = \"ten\"\n";

    #[test]
    fn an_item_and_its_keys_are_found_wherever_they_stand_in_their_table() {
        assert_eq!(line_of_id(TEXT, "A-1", 0), Some(7));
        assert_eq!(line_of_id(TEXT, "A-10", 0), Some(14));
        assert_eq!(line_of_id(TEXT, "A-1", 1), None);
        assert_eq!(line_of_key_of(TEXT, "A-1", "force"), Some(6));
        assert_eq!(line_of_key_of(TEXT, "A-1", "na"), Some(10));
        assert_eq!(line_of_key_of(TEXT, "A-1", "visible_when"), None);
        assert_eq!(line_of_key_of(TEXT, "A-10", "ask"), Some(15));
        assert_eq!(line_of_key(TEXT, "schema"), Some(1));
    }
}
