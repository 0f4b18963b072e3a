//! Links between decisions: their kinds, their other side, and how a written target finds its record.

use serde::{Deserialize, Serialize};

/// What a link says about the two records it joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// This record takes the place of the target.
    Supersedes,
    /// The target takes the place of this record.
    SupersededBy,
    /// This record changes part of the target.
    Amends,
    /// The target changes part of this record.
    AmendedBy,
    /// This record builds further on the target.
    Extends,
    /// The target builds further on this record.
    ExtendedBy,
    /// This record works the target out in more detail.
    Refines,
    /// The target works this record out in more detail.
    RefinedBy,
    /// This record explains the target.
    Clarifies,
    /// The target explains this record.
    ClarifiedBy,
    /// This record needs the target to hold.
    DependsOn,
    /// The target needs this record to hold.
    RequiredBy,
    /// This record makes the target possible.
    Enables,
    /// The target makes this record possible.
    EnabledBy,
    /// This record comes before the target.
    Precedes,
    /// This record comes after the target.
    Succeeds,
    /// The two have to do with each other.
    RelatesTo,
    /// The two cannot both hold.
    ConflictsWith,
    /// The two complete each other.
    Complements,
    /// The text mentions the target and says no more.
    Reference,
}

impl LinkKind {
    /// Every kind.
    pub const ALL: [Self; 20] = [
        Self::Supersedes,
        Self::SupersededBy,
        Self::Amends,
        Self::AmendedBy,
        Self::Extends,
        Self::ExtendedBy,
        Self::Refines,
        Self::RefinedBy,
        Self::Clarifies,
        Self::ClarifiedBy,
        Self::DependsOn,
        Self::RequiredBy,
        Self::Enables,
        Self::EnabledBy,
        Self::Precedes,
        Self::Succeeds,
        Self::RelatesTo,
        Self::ConflictsWith,
        Self::Complements,
        Self::Reference,
    ];

    /// The words that stand between this record and the target.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Supersedes => "supersedes",
            Self::SupersededBy => "superseded by",
            Self::Amends => "amends",
            Self::AmendedBy => "amended by",
            Self::Extends => "extends",
            Self::ExtendedBy => "extended by",
            Self::Refines => "refines",
            Self::RefinedBy => "refined by",
            Self::Clarifies => "clarifies",
            Self::ClarifiedBy => "clarified by",
            Self::DependsOn => "depends on",
            Self::RequiredBy => "required by",
            Self::Enables => "enables",
            Self::EnabledBy => "enabled by",
            Self::Precedes => "precedes",
            Self::Succeeds => "succeeds",
            Self::RelatesTo => "relates to",
            Self::ConflictsWith => "conflicts with",
            Self::Complements => "complements",
            Self::Reference => "mentions",
        }
    }

    /// The canonical word, as it is stored and typed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Supersedes => "supersedes",
            Self::SupersededBy => "superseded-by",
            Self::Amends => "amends",
            Self::AmendedBy => "amended-by",
            Self::Extends => "extends",
            Self::ExtendedBy => "extended-by",
            Self::Refines => "refines",
            Self::RefinedBy => "refined-by",
            Self::Clarifies => "clarifies",
            Self::ClarifiedBy => "clarified-by",
            Self::DependsOn => "depends-on",
            Self::RequiredBy => "required-by",
            Self::Enables => "enables",
            Self::EnabledBy => "enabled-by",
            Self::Precedes => "precedes",
            Self::Succeeds => "succeeds",
            Self::RelatesTo => "relates-to",
            Self::ConflictsWith => "conflicts-with",
            Self::Complements => "complements",
            Self::Reference => "reference",
        }
    }

    /// The kind of a canonical word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The same link seen from the target; `None` where the other side carries no statement of its own.
    pub const fn inverse(self) -> Option<Self> {
        Some(match self {
            Self::Supersedes => Self::SupersededBy,
            Self::SupersededBy => Self::Supersedes,
            Self::Amends => Self::AmendedBy,
            Self::AmendedBy => Self::Amends,
            Self::Extends => Self::ExtendedBy,
            Self::ExtendedBy => Self::Extends,
            Self::Refines => Self::RefinedBy,
            Self::RefinedBy => Self::Refines,
            Self::Clarifies => Self::ClarifiedBy,
            Self::ClarifiedBy => Self::Clarifies,
            Self::DependsOn => Self::RequiredBy,
            Self::RequiredBy => Self::DependsOn,
            Self::Enables => Self::EnabledBy,
            Self::EnabledBy => Self::Enables,
            Self::Precedes => Self::Succeeds,
            Self::Succeeds => Self::Precedes,
            Self::RelatesTo => Self::RelatesTo,
            Self::ConflictsWith => Self::ConflictsWith,
            Self::Complements => Self::Complements,
            Self::Reference => return None,
        })
    }
}

/// A link as a record states it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// What it says.
    pub kind: LinkKind,
    /// The words of the file, as written ("Superceded by").
    pub phrase: String,
    /// Whether only a part of the decision is meant ("partially supersedes").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// The target as written: a file name, a path, an identifier, an address.
    pub target: String,
    /// The text shown for the target, where the file gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The names under which other records of the log may speak of a record, best first.
///
/// `path` is the record's path below its log's folder. All names are lower-case:
/// `path:` the path, `file:` its last part without ending, `id:` the native id, `number:` the number.
pub fn names_of(path: &str, native_id: Option<&str>, number: Option<u32>) -> Vec<String> {
    let mut names = vec![
        format!("path:{}", path.to_lowercase()),
        format!("file:{}", stem(path)),
    ];
    if let Some(id) = native_id {
        names.push(format!("id:{}", id.to_lowercase()));
    }
    if let Some(number) = number {
        names.push(format!("number:{number}"));
    }
    names
}

/// The names a written target may mean, in the order in which they are tried: the exact path, the file's name, the native
/// id, the number. `from` is the path of the record that states the link.
pub fn names_meant(from: &str, target: &str) -> Vec<String> {
    let bare = target.split(['#', '?']).next().unwrap_or_default().trim();
    if bare.is_empty() {
        return number_in(target.trim_start_matches('#'))
            .map(|n| vec![format!("number:{n}")])
            .unwrap_or_default();
    }
    let mut names = Vec::new();
    if bare.contains('/') || bare.contains('.') {
        names.push(format!("path:{}", joined(from, bare).to_lowercase()));
    }
    names.push(format!("file:{}", stem(bare)));
    names.push(format!("id:{}", stem(bare)));
    if let Some(number) = number_in(&stem(bare)) {
        names.push(format!("number:{number}"));
    }
    names
}

/// The last part of a path without its ending, lower-case; for `0008-x/README.md` the folder's name.
fn stem(path: &str) -> String {
    let lower = path.trim_end_matches('/').to_lowercase();
    let mut parts = lower.rsplit('/');
    let last = parts.next().unwrap_or_default();
    let name = last.rsplit_once('.').map_or(
        last,
        |(name, ending)| if ending.len() <= 8 { name } else { last },
    );
    if matches!(name, "readme" | "index")
        && let Some(folder) = parts.next()
    {
        return folder.to_owned();
    }
    name.to_owned()
}

/// `target` seen from the folder of `from`, with `.` and `..` resolved. A path from the site's root stays as it is.
fn joined(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        from.split('/').collect()
    };
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// The number a name carries: the digits of `adr-0012-title`, `0012`, `12`. A date is no number.
fn number_in(name: &str) -> Option<u32> {
    let start = name.find(|c: char| c.is_ascii_digit())?;
    let (prefix, rest) = name.split_at(start);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let prefix_is_a_word = prefix
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, '-' | '_' | ' ' | '#' | '['));
    let is_date = digits.len() >= 8 || looks_like_iso_date(rest);
    (prefix_is_a_word && prefix.len() <= 6 && !is_date)
        .then(|| digits.parse().ok())
        .flatten()
}

fn looks_like_iso_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && bytes.iter().take(4).all(u8::is_ascii_digit)
        && matches!(bytes.get(4), Some(b'-' | b'_'))
        && bytes.iter().skip(5).take(2).all(u8::is_ascii_digit)
        && matches!(bytes.get(7), None | Some(b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn meets(from: &str, target: &str, path: &str, number: Option<u32>) -> bool {
        let names = names_of(path, None, number);
        names_meant(from, target)
            .iter()
            .any(|meant| names.contains(meant))
    }

    #[test]
    fn targets_are_found_by_file_path_number_and_word() {
        assert!(meets("0002-b.md", "0001-a.md", "0001-a.md", Some(1)));
        assert!(meets("sub/0002-b.md", "../0001-a.md", "0001-a.md", Some(1)));
        assert!(meets("0002-b.md", "ADR-0001", "0001-a.md", Some(1)));
        assert!(meets("0002-b.md", "#1", "0001-a.md", Some(1)));
        assert!(meets("0002-b.md", "/adr/1", "0001-a.md", Some(1)));
        assert!(meets("20250102-b.md", "20250101-a", "20250101-a.md", None));
        assert!(meets("x.md", "0008-x", "0008-x/README.md", Some(8)));
    }

    proptest! {
        /// However a record is written down, by path, by file name, by id or by number, it is meant.
        #[test]
        fn what_a_record_is_called_is_what_is_meant(
            folder in "([a-z]{1,3}/){0,2}",
            name in "[0-9]{0,4}-?[a-zA-Z]{1,6}",
            (id, number) in ("[A-Z]{1,3}-[0-9]{1,3}", 1..10_000_u32),
        ) {
            let path = format!("{folder}{name}.md");
            let names = names_of(&path, Some(&id), Some(number));
            let up = "../".repeat(folder.matches('/').count());
            for (from, target) in [
                ("x.md".to_owned(), path.clone()),
                (format!("{folder}x.md"), format!("{name}.md#decision")),
                (format!("{folder}x.md"), format!("{up}./{path}?raw")),
                ("x.md".to_owned(), name),
                ("x.md".to_owned(), id.to_lowercase()),
                ("x.md".to_owned(), format!("ADR-{number:04}")),
                ("x.md".to_owned(), format!("#{number}")),
            ] {
                let meant = names_meant(&from, &target);
                prop_assert!(meant.iter().any(|meant| names.contains(meant)), "{from} -> {target}: {meant:?}");
            }
        }
    }

    #[test]
    fn a_date_in_a_name_is_not_a_number() {
        assert_eq!(number_in("20240101-x"), None);
        assert_eq!(number_in("2022-04-13_018-x"), None);
        assert_eq!(number_in("adr-017-x"), Some(17));
    }

    #[test]
    fn every_word_is_the_one_that_is_saved() {
        for kind in LinkKind::ALL {
            assert_eq!(serde_json::json!(kind), kind.word());
            assert_eq!(LinkKind::from_word(kind.word()), Some(kind));
        }
    }

    #[test]
    fn the_other_side_of_the_other_side_is_this_side() {
        for kind in LinkKind::ALL {
            if let Some(inverse) = kind.inverse() {
                assert_eq!(inverse.inverse(), Some(kind));
            }
        }
    }
}
