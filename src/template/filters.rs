//! How a value is written so that its place stays sound: a line, a value of YAML, a cell of a table.

use std::fmt::Write as _;

use minijinja::{
    Environment, Error, ErrorKind,
    value::{Value, ValueKind},
};

/// Gives the filters to an environment.
pub(super) fn add_to(environment: &mut Environment<'_>) {
    environment.add_filter("line", line);
    environment.add_filter("cell", |text: &str| line(text).replace('|', "\\|"));
    environment.add_filter("yaml", yaml);
}

/// One line: every line break or control character is a space.
fn line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// A value of YAML: a list in brackets, a text bare where that is safe and quoted where it is not.
fn yaml(value: &Value) -> Result<String, Error> {
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable => {
            let items: Result<Vec<String>, Error> =
                value.try_iter()?.map(|item| yaml(&item)).collect();
            Ok(format!("[{}]", items?.join(", ")))
        }
        ValueKind::None => Ok("null".to_owned()),
        ValueKind::Undefined => Err(ErrorKind::UndefinedError.into()),
        ValueKind::Bool | ValueKind::Number => Ok(value.to_string()),
        _ => Ok(scalar(&value.to_string())),
    }
}

fn scalar(text: &str) -> String {
    if is_bare(text) {
        return text.to_owned();
    }
    let is_plain = !text.chars().any(|c| c.is_control() || c == '\\');
    if is_plain && text.contains('"') && !text.contains('\'') {
        return format!("'{text}'");
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            // The separators end a line in YAML 1.1; the byte order mark is not printable.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Whether a text means itself without quotes, in a list too, and whatever version of YAML reads it.
fn is_bare(text: &str) -> bool {
    let is_safe =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')');
    let is_word_of_yaml = matches!(
        text.to_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && text.chars().all(is_safe)
        && !is_word_of_yaml
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_quoted_only_where_it_must_be() {
        for (text, written) in [
            ("Use X", "Use X"),
            ("Ann Lee (chair)", "Ann Lee (chair)"),
            ("a: b", "\"a: b\""),
            ("no", "\"no\""),
            ("0012", "\"0012\""),
            ("say \"yes\"", "'say \"yes\"'"),
            ("it's \"x\"", "\"it's \\\"x\\\"\""),
            ("two\nlines", "\"two\\nlines\""),
            ("", "\"\""),
        ] {
            assert_eq!(scalar(text), written, "{text:?}");
        }
    }

    #[test]
    fn a_list_stands_in_brackets() {
        let people = Value::from(vec!["Ann Lee", "Ben, the second"]);
        assert_eq!(yaml(&people).unwrap(), "[Ann Lee, \"Ben, the second\"]");
    }

    #[derive(serde::Deserialize)]
    struct Read {
        value: String,
        list: Vec<String>,
    }

    proptest! {
        #[test]
        fn every_text_comes_back_from_yaml_as_it_was(text in any::<String>()) {
            let document = format!("value: {}\nlist: [{}, x]\n", scalar(&text), scalar(&text));
            let read: Read = serde_saphyr::from_str(&document).unwrap();
            prop_assert_eq!(&read.value, &text);
            prop_assert_eq!(&read.list, &[text, "x".to_owned()]);
        }

        #[test]
        fn a_line_stays_a_line(text in any::<String>()) {
            prop_assert!(!line(&text).contains(['\n', '\r']));
        }
    }
}
