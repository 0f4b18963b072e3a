//! The people a value names. Knows nothing of where the value stood.

/// The names in a value: parted by commas, semicolons or lines, as written. A form's hint is nobody.
pub fn names(value: &str) -> Vec<String> {
    if is_hint(value) {
        return Vec::new();
    }
    let mut depth = 0_usize;
    let mut names = vec![String::new()];
    for c in without_comments(value).chars() {
        match c {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth = depth.saturating_sub(1),
            ',' | ';' | '\n' | '、' if depth == 0 => {
                names.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(name) = names.last_mut() {
            name.push(c);
        }
    }
    names
        .iter()
        .map(|name| tidy(name))
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn tidy(name: &str) -> &str {
    let name = name
        .trim()
        .trim_start_matches(['-', '*', '+'])
        .trim_matches(['{', '}', '_', '*', ' ', '\t', '\n', '\r']);
    if matches!(
        name.to_lowercase().as_str(),
        "-" | "—" | "n/a" | "none" | "tbd" | "todo" | "null" | "~" | "?"
    ) {
        return "";
    }
    name.trim_end_matches('.')
}

/// `[list everyone involved in the decision]`, `{names}`: the words of a form that nobody filled.
fn is_hint(value: &str) -> bool {
    let value = without_comments(value);
    let value = value.trim();
    let is_wrapped = (value.starts_with('[') && value.ends_with(']')
        || value.starts_with('{') && value.ends_with('}'))
        && !value.contains("](");
    let lower = value.to_lowercase();
    is_wrapped
        && ["list ", "everyone", "names", "people", "who ", "…", "..."]
            .iter()
            .any(|hint| lower.contains(hint))
}

fn without_comments(value: &str) -> String {
    let mut kept = String::new();
    let mut rest = value;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_and_kept_as_written() {
        assert_eq!(
            names("Ann Lee, @ben; Cleo <c@example.org>"),
            ["Ann Lee", "@ben", "Cleo <c@example.org>"]
        );
        assert_eq!(
            names("- Ann (chair, no vote)\n- Ben"),
            ["Ann (chair, no vote)", "Ben"]
        );
    }

    #[test]
    fn a_hint_names_nobody() {
        assert!(names("[list everyone involved in the decision] <!-- optional -->").is_empty());
        assert!(names("{list everyone who is kept up-to-date}").is_empty());
        assert!(names("n/a").is_empty());
        assert_eq!(names("{ Ann Lee, Ben Ray }"), ["Ann Lee", "Ben Ray"]);
    }
}
