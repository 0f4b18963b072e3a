//! The record a link leads to: whether a written target means it, and how it is written in each markup.
//! Knows nothing of where a link stands.

use crate::domain::link::{names_meant, names_of};

use super::{CannotWrite, LinkTarget};
use crate::dialect::markup::Markup;

/// What stands for a record in a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::dialect) enum Shown {
    /// `3. Title`
    NumberAndTitle,
    /// `ADR-0003: Title`
    IdentifierAndTitle,
    /// `ADR-0003`
    Identifier,
    /// `20240103-title`
    Name,
    /// `Title`
    Title,
}

/// Whether a target as written in the file `from` means a record.
pub(super) fn is_meant(from: &str, written: &str, to: &LinkTarget) -> bool {
    let written = decoded(written);
    let bare = written.split(['#', '?']).next().unwrap_or_default();
    if is_elsewhere(&to.path) {
        let own_name = |name: &str| name.rsplit('/').next().unwrap_or_default().to_lowercase();
        return bare == to.path || own_name(bare) == own_name(&to.path);
    }
    let names = names_of(&to.path, to.native_id.as_deref(), to.number);
    let meant = names_meant(from, &written);
    let agrees = |kind: &str| {
        meant
            .iter()
            .any(|name| name.starts_with(kind) && names.contains(name))
    };
    let is_file = [".md", ".mdx", ".markdown", ".adoc", ".asciidoc", ".rst"]
        .iter()
        .any(|ending| bare.to_lowercase().ends_with(ending));
    agrees("path:") || agrees("file:") || agrees("id:") || !is_file && agrees("number:")
}

/// Whether a path is of another log and to be written as it is.
fn is_elsewhere(path: &str) -> bool {
    path.starts_with("../") || path.starts_with('/') || path.contains("://")
}

/// The text with `%20` and its like as the characters they stand for.
fn decoded(written: &str) -> String {
    let mut text = written.to_owned();
    for (code, c) in [("%20", " "), ("%28", "("), ("%29", ")")] {
        text = text.replace(code, c);
    }
    text
}

/// The path of a record as seen from the folder of the file `from`.
pub(super) fn relative(from: &str, to: &str) -> String {
    if is_elsewhere(to) {
        return to.to_owned();
    }
    let folders = |path: &str| -> Vec<String> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        folder
            .split('/')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (here, there) = (folders(from), folders(to));
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), here.len() - shared);
    let down = there.iter().skip(shared).cloned();
    let name = to.rsplit('/').next().unwrap_or(to).to_owned();
    up.chain(down).chain([name]).collect::<Vec<_>>().join("/")
}

/// The identifier people use for a record: `ADR-0003`, `ARCH-002`, a dated name.
pub(super) fn identifier(to: &LinkTarget) -> String {
    let native = to.native_id.as_deref().unwrap_or_default();
    let is_figures = native.chars().all(|c| c.is_ascii_digit());
    match to.number {
        Some(number) if native.is_empty() => format!("ADR-{number:04}"),
        Some(_) if is_figures => format!("ADR-{native}"),
        _ if native.is_empty() => name(to),
        _ => native.to_owned(),
    }
}

/// The name of the file without its ending; of a folder's page the folder's name.
pub(super) fn name(to: &LinkTarget) -> String {
    let mut parts = to.path.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let is_page = matches!(name.to_lowercase().as_str(), "readme" | "index");
    let folder = parts.next().filter(|folder| is_page && *folder != "..");
    folder.unwrap_or(name).to_owned()
}

/// The words a link shows for a record.
fn shown(to: &LinkTarget, shown: Shown) -> String {
    match (shown, to.number) {
        (Shown::NumberAndTitle, Some(number)) => format!("{number}. {}", to.title),
        (Shown::IdentifierAndTitle, Some(_)) => format!("{}: {}", identifier(to), to.title),
        (Shown::Identifier, _) => identifier(to),
        (Shown::Name, _) => name(to),
        (Shown::NumberAndTitle | Shown::IdentifierAndTitle | Shown::Title, _) => to.title.clone(),
    }
}

/// A link to a record, in the markup of the file that holds it.
///
/// # Errors
/// When the record has nothing that can be shown for it.
pub(super) fn link(
    (from, markup): (&str, Markup),
    to: &LinkTarget,
    form: Shown,
) -> Result<String, CannotWrite> {
    let path = relative(from, &to.path);
    let words = shown(to, form);
    let words = if words.trim().is_empty() {
        name(to)
    } else {
        words
    };
    if path.contains(['\n', '\r']) || words.contains(['\n', '\r']) {
        return Err(CannotWrite::new("a link cannot hold a line break"));
    }
    Ok(match markup {
        Markup::Markdown => format!("[{}]({})", escaped(&words), address(&path)),
        Markup::Asciidoc => format!(
            "xref:{}[{}]",
            path.replace(' ', "%20"),
            words.replace(']', "&#93;")
        ),
        Markup::Rst => {
            let words = words.replace('`', "'").replace('<', "\\<");
            format!("`{words} <{}>`_", path.replace(' ', "%20"))
        }
    })
}

/// A title with the marks of Markdown that would end a link or a cell.
fn escaped(words: &str) -> String {
    let is_balanced = words.matches('[').count() == words.matches(']').count();
    let is_code = words.contains('`');
    let mut escaped = String::new();
    for c in words.chars() {
        if matches!(c, '[' | ']') && !(is_code && is_balanced) || c == '|' {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn address(path: &str) -> String {
    path.replace(' ', "%20")
        .replace('(', "%28")
        .replace(')', "%29")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(path: &str, number: Option<u32>) -> LinkTarget {
        LinkTarget {
            path: path.to_owned(),
            number,
            native_id: None,
            title: "Use X".to_owned(),
        }
    }

    #[test]
    fn a_path_is_seen_from_the_folder_of_the_file() {
        for (from, path, expected) in [
            ("0001-a.md", "0002-b.md", "0002-b.md"),
            ("web/0001-a.md", "web/0002-b.md", "0002-b.md"),
            ("web/0001-a.md", "0002-b.md", "../0002-b.md"),
            ("web/x/1.md", "api/2.md", "../../api/2.md"),
            ("a/1.md", "../other/2.md", "../other/2.md"),
            ("a/1.md", "/other/2.md", "/other/2.md"),
            ("a/1.md", "https://adr.example/2", "https://adr.example/2"),
        ] {
            assert_eq!(relative(from, path), expected, "{from} {path}");
        }
    }

    #[test]
    fn a_record_is_called_by_its_own_identifier() {
        for (native_id, number, expected) in [
            (None, Some(3), "ADR-0003"),
            (Some("003"), Some(3), "ADR-003"),
            (Some("ARCH-002"), Some(2), "ARCH-002"),
            (Some("ARCH-X"), None, "ARCH-X"),
            (Some("7"), None, "7"),
            (None, None, "use-x"),
        ] {
            let target = LinkTarget {
                native_id: native_id.map(str::to_owned),
                ..to("use-x.md", number)
            };
            assert_eq!(identifier(&target), expected);
        }
    }

    #[test]
    fn a_record_that_is_the_page_of_a_folder_has_the_name_of_the_folder() {
        for (path, expected) in [
            ("web/0003-use-x.md", "0003-use-x"),
            ("0003-use-x/README.md", "0003-use-x"),
            ("web/0003-use-x/index.adoc", "0003-use-x"),
            ("../README.md", "README"),
            ("index.md", "index"),
        ] {
            assert_eq!(name(&to(path, None)), expected, "{path}");
        }
    }

    #[test]
    fn each_markup_links_in_its_own_way() {
        let target = LinkTarget {
            title: "Use [X] | `Y`".to_owned(),
            ..to("0003 x.md", Some(3))
        };
        let link = |markup, form| link(("0001-a.md", markup), &target, form).unwrap();
        assert_eq!(
            link(Markup::Markdown, Shown::NumberAndTitle),
            "[3. Use [X] \\| `Y`](0003%20x.md)"
        );
        assert_eq!(
            link(Markup::Markdown, Shown::Identifier),
            "[ADR-0003](0003%20x.md)"
        );
        assert_eq!(
            link(Markup::Asciidoc, Shown::Name),
            "xref:0003%20x.md[0003 x]"
        );
        assert_eq!(
            link(Markup::Rst, Shown::Title),
            "`Use [X] | 'Y' <0003%20x.md>`_"
        );
    }

    #[test]
    fn a_target_is_known_by_its_file_and_by_its_number_where_no_file_is_named() {
        let target = to("0003-x.md", Some(3));
        for (written, expected) in [
            ("0003-x.md", true),
            ("../adr/0003-x.md#why", true),
            ("ADR-3", true),
            ("#3", true),
            ("0003-y.md", false),
            ("ADR-4", false),
        ] {
            assert_eq!(
                is_meant("0001-a.md", written, &target),
                expected,
                "{written}"
            );
        }
    }
}
