//! The targets of a link as people write them: Markdown links, wiki links, identifiers, numbers, file names, and lists of these.
//! Knows nothing of phrases or of which records exist.

use std::ops::Range;

use super::{markup, plain::near};

/// A target as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The file or path of a Markdown link, else the identifier.
    pub target: String,
    /// The text shown for it, where there is one.
    pub text: Option<String>,
}

/// A list of targets and where it ends.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The targets in order.
    pub targets: Vec<Target>,
    /// Where each of them stands, with its note.
    pub places: Vec<Range<usize>>,
    /// The byte behind the last one and its note.
    pub end: usize,
}

/// Reads the targets that stand at `from`, parted by commas and words for `and`; a note in brackets may follow each.
pub(super) fn list(source: &str, from: usize, resolve: &dyn Fn(usize) -> Option<String>) -> List {
    let mut list = List {
        targets: Vec::new(),
        places: Vec::new(),
        end: from,
    };
    let mut at = from;
    let mut series = None;
    while list.targets.len() < 50 {
        let found = marked(source, at, resolve)
            .or_else(|| read_one(source, skip_dress(source, at), series.as_deref(), resolve));
        let Some((target, end)) = found else {
            break;
        };
        if series.is_none() {
            series = series_of(&target.target);
        }
        list.targets.push(target);
        list.end = skip_note(source, end);
        list.places.push(skip_dress(source, at)..list.end);
        let Some(next) = skip_joint(source, list.end) else {
            break;
        };
        at = next;
    }
    list
}

/// `ADR` of `ADR 60`, so that the `61` of `ADRs 60 and 61` is understood.
fn series_of(target: &str) -> Option<String> {
    let prefix = target.split([' ', '-', '#']).next()?;
    (prefix.len() < target.len() && prefix.chars().all(|c| c.is_ascii_alphabetic()))
        .then(|| prefix.to_owned())
}

/// A link of a markup other than Markdown, behind spaces, emphasis and a colon.
fn marked(
    source: &str,
    from: usize,
    resolve: &dyn Fn(usize) -> Option<String>,
) -> Option<(Target, usize)> {
    let bare =
        |text: &str| text.len() - text.trim_start_matches([' ', '\t', '*', '\n', '\r']).len();
    let mut at = from + bare(source.get(from..)?);
    if source.get(at..)?.starts_with(": ") {
        at += 1 + bare(source.get(at + 1..)?);
    }
    if source.get(from..at)?.matches('\n').count() > 1 {
        return None;
    }
    let link = markup::link(source.get(at..)?)?;
    let address = link.address.clone().or_else(|| resolve(at))?;
    Some((chosen(address, link.text.to_owned()), at + link.length))
}

fn skip_dress(source: &str, at: usize) -> usize {
    let rest = source.get(at..).unwrap_or_default();
    let dress = |c: char| {
        matches!(
            c,
            ' ' | '\t' | '*' | '_' | ':' | '`' | '"' | '\'' | '“' | '\n' | '\r' | '>' | '：'
        )
    };
    let skipped = rest.trim_start_matches(dress);
    let passed = rest.get(..rest.len() - skipped.len()).unwrap_or_default();
    if passed.matches('\n').count() > 1 {
        at
    } else {
        at + passed.len()
    }
}

fn read_one(
    source: &str,
    at: usize,
    series: Option<&str>,
    resolve: &dyn Fn(usize) -> Option<String>,
) -> Option<(Target, usize)> {
    let rest = source.get(at..)?;
    match rest.chars().next()? {
        '[' => linked(source, at, resolve),
        '#' => {
            let digits = digits_of(rest.get(1..)?);
            (1..=6)
                .contains(&digits)
                .then(|| bare(rest, 1 + digits, at))
                .flatten()
        }
        _ => identifier(rest, at)
            .or_else(|| slug(rest, at))
            .or_else(|| number(rest, at, series)),
    }
}

fn bare(rest: &str, length: usize, at: usize) -> Option<(Target, usize)> {
    let target = rest.get(..length)?.to_owned();
    Some((Target { target, text: None }, at + length))
}

fn digits_of(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// `[text](address)`, `[[page]]`, `[text][reference]`, `[text]`.
fn linked(
    source: &str,
    at: usize,
    resolve: &dyn Fn(usize) -> Option<String>,
) -> Option<(Target, usize)> {
    let rest = source.get(at..)?;
    if let Some(inner) = rest.strip_prefix("[[") {
        let end = near(inner, 300).find("]]")?;
        let page = inner.get(..end)?.split('|').next()?.trim().to_owned();
        return Some((
            Target {
                target: page,
                text: None,
            },
            at + end + 4,
        ));
    }
    let close = near(rest, 600).find(']')?;
    let text = rest.get(1..close)?.replace('\\', "");
    let tail = rest.get(close + 1..)?;
    if let Some(inner) = tail.strip_prefix('(') {
        let end = near(inner, 2_000).find(')')?;
        let address = inner
            .get(..end)?
            .split_whitespace()
            .next()
            .unwrap_or_default();
        let address = address.trim_matches(['<', '>']).to_owned();
        return Some((chosen(address, text), at + close + 1 + end + 2));
    }
    let reference = tail
        .strip_prefix('[')
        .and_then(|inner| near(inner, 300).find(']'))
        .map_or(0, |end| end + 2);
    let end = at + close + 1 + reference;
    if let Some(address) = resolve(at) {
        return Some((chosen(address, text), end));
    }
    let is_known_form = identifier(&text, 0).is_some_and(|(_, length)| length == text.len())
        || (1..=6).contains(&digits_of(text.trim_start_matches('#')))
            && text.trim_start_matches('#').len() == digits_of(text.trim_start_matches('#'));
    let shown = Target {
        target: text,
        text: None,
    };
    is_known_form.then_some((shown, end))
}

/// An address elsewhere tells less than an identifier; a file of the log tells more.
fn chosen(address: String, text: String) -> Target {
    let is_elsewhere = address.contains("://");
    let is_identifier = identifier(&text, 0).is_some_and(|(_, length)| length == text.len());
    let is_anchor = address.starts_with('#') && is_identifier;
    if is_elsewhere && is_identifier || is_anchor || address.is_empty() {
        Target {
            target: text,
            text: None,
        }
    } else {
        Target {
            target: address,
            text: Some(text).filter(|text| !text.is_empty()),
        }
    }
}

/// `ADR-012`, `ADR 12`, `RFC 1238`, `ADR #33`, `ARCH-002`; of `ADRs 60` the plural falls away.
pub(super) fn identifier(rest: &str, at: usize) -> Option<(Target, usize)> {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let prefix = rest.get(..letters)?;
    let singular = prefix.strip_suffix('s').unwrap_or(prefix);
    let is_series = matches!(
        singular.to_ascii_lowercase().as_str(),
        "ad" | "adr" | "dr" | "jep" | "kep" | "ladr" | "madr" | "oep" | "rfc" | "sdd"
    );
    let is_standard = matches!(
        singular,
        "AES" | "CVE" | "ECMA" | "HTTP" | "ISO" | "RSA" | "SHA" | "UTF"
    );
    let is_prefix = (2..=10).contains(&letters)
        && (is_series || !is_standard && singular.bytes().all(|byte| byte.is_ascii_uppercase()));
    let tail = rest.get(letters..)?;
    let figures = tail.trim_start_matches([' ', '-', '#', '\u{a0}', '_', '‑']);
    let joint = tail.len() - figures.len();
    let digits = digits_of(figures);
    let ends = figures
        .get(digits..)
        .is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()));
    let enough = if is_series { 1 } else { 3 };
    if !is_prefix || !(enough..=5).contains(&digits) || joint > 3 || !ends {
        return None;
    }
    let length = letters + joint + digits;
    if singular.len() < prefix.len() {
        let target = format!("{singular} {}", figures.get(..digits)?);
        return Some((Target { target, text: None }, at + length));
    }
    let after = figures.get(digits..)?;
    if after.starts_with('-')
        && after
            .get(1..)?
            .starts_with(|c: char| c.is_ascii_alphabetic())
    {
        let length = length + word_length(after);
        return bare(rest, length, at);
    }
    bare(rest, length, at)
}

fn word_length(text: &str) -> usize {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')))
        .unwrap_or(text.len());
    text.get(..end)
        .unwrap_or_default()
        .trim_end_matches(['.', '-', '/'])
        .len()
}

/// `0012-title`, `20240101-title`, `package/20240101-title`, `0012-title.md`, `../other/0001-x.md`.
fn slug(rest: &str, at: usize) -> Option<(Target, usize)> {
    let length = word_length(rest);
    let word = rest.get(..length)?;
    let name = word.rsplit('/').next()?;
    let digits = digits_of(name);
    let has_words = name.get(digits..).is_some_and(|tail| {
        tail.starts_with(['-', '_'])
            && tail
                .get(1..)
                .is_some_and(|t| t.starts_with(|c: char| c.is_alphabetic()))
    });
    let is_file = [".md", ".adoc", ".rst", ".markdown"]
        .iter()
        .any(|ending| name.ends_with(ending))
        && name.len() > 4;
    ((digits >= 3 && has_words) || is_file)
        .then(|| bare(rest, length, at))
        .flatten()
}

/// A bare number. A year, a version or a date is none; a number of one or two digits needs a series before it.
fn number(rest: &str, at: usize, series: Option<&str>) -> Option<(Target, usize)> {
    let digits = digits_of(rest);
    let after = rest.get(digits..)?.chars().next();
    let goes_on = after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | '/'))
        || (matches!(after, Some('-' | '.'))
            && rest
                .get(digits + 1..)?
                .starts_with(|c: char| c.is_ascii_digit()));
    let figures = rest.get(..digits)?;
    let is_year = digits == 4 && (figures.starts_with("19") || figures.starts_with("20"));
    if goes_on || !(1..=5).contains(&digits) || is_year {
        return None;
    }
    match series {
        Some(series) => Some((
            Target {
                target: format!("{series} {figures}"),
                text: None,
            },
            at + digits,
        )),
        None if digits >= 2 => bare(rest, digits, at),
        None => None,
    }
}

/// Behind a target: emphasis, and a note in brackets.
fn skip_note(source: &str, end: usize) -> usize {
    let rest = source.get(end..).unwrap_or_default();
    let bare = rest.trim_start_matches(['*', '_', '`', '"', ' ', '”']);
    let start = end + (rest.len() - bare.len());
    let (open, close) = match bare.chars().next() {
        Some('(') => ('(', ')'),
        Some('（') => ('（', '）'),
        _ => return end,
    };
    let mut depth = 0_usize;
    for (at, c) in near(bare, 4_000).char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return start + at + c.len_utf8();
            }
        }
    }
    end
}

/// Behind a target and its note: what joins it to the next one.
fn skip_joint(source: &str, end: usize) -> Option<usize> {
    const JOINTS: [&str; 17] = [
        ", and ",
        ", ",
        ",",
        " and ",
        "\nand ",
        " & ",
        " / ",
        "; ",
        "、",
        " und ",
        " と ",
        "と ",
        "および",
        "及び",
        " et ",
        " y ",
        " + ",
    ];
    let rest = source.get(end..)?;
    let bare = rest.trim_start_matches(['*', '_', '`', '"', '”']);
    let start = end + (rest.len() - bare.len());
    let joint = JOINTS.iter().find(|joint| bare.starts_with(**joint))?;
    Some(start + joint.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<String> {
        list(source, 0, &|_| None)
            .targets
            .into_iter()
            .map(|target| target.target)
            .collect()
    }

    #[test]
    fn targets_in_every_form() {
        for (source, targets) in [
            ("[1. X](0001-x.md)", vec!["0001-x.md"]),
            (
                "ADR-012, ADR 13 and ADR #14",
                vec!["ADR-012", "ADR 13", "ADR #14"],
            ),
            ("[[0001-x|shown]]", vec!["0001-x"]),
            ("package/20240101-use-x", vec!["package/20240101-use-x"]),
            ("0012, 0013.", vec!["0012", "0013"]),
            ("[ADR-3](https://example.org/tree/main/3)", vec!["ADR-3"]),
            ("[RFC 12]", vec!["RFC 12"]),
            ("../other/0001-x.md", vec!["../other/0001-x.md"]),
            (
                "ADR-3 (which (as ADR-9 says) holds), ADR-4",
                vec!["ADR-3", "ADR-4"],
            ),
        ] {
            assert_eq!(read(source), targets, "{source}");
        }
    }

    #[test]
    fn words_and_years_are_no_targets() {
        for source in [
            "2024-01-03",
            "2023",
            "the cache",
            "1.2.3",
            "50%",
            "[a link]",
            "HTTP2x",
        ] {
            assert_eq!(read(source), Vec::<String>::new(), "{source}");
        }
    }
}
