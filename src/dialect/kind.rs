//! Whether a file is a decision record, an index, a template or something else, told by its name and what it holds.
//! Both mistakes cost: a false record spoils the counts, a missed one is lost to its readers.

use crate::domain::log::FileKind;

use super::{file_name::Name, markup::Markup, role::Role};

/// What a file holds, as far as it tells a record from other texts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs<'a> {
    /// Whether a status was stated and understood.
    pub has_status: bool,
    /// The roles of its sections.
    pub roles: &'a [Role],
    /// Whether the title says that it is a part of another record.
    pub is_appendix: bool,
    /// Whether the title is the hint of a form.
    pub has_placeholder_title: bool,
    /// How it is marked up. In the markups of books a number or a date in the name is not enough: their pieces and
    /// figures are numbered too.
    pub markup: Markup,
}

impl Signs<'_> {
    /// Whether anything in the text is as in a record.
    fn has_any(&self) -> bool {
        let is_sign = |role: &Role| matches!(role, Role::Decision | Role::Context | Role::Status);
        self.has_status || self.roles.iter().any(is_sign)
    }

    /// Whether the text reads like a decision.
    pub fn tell_of_a_decision(&self) -> bool {
        let has = |role: Role| self.roles.contains(&role);
        let around = has(Role::Context)
            || has(Role::Consequences)
            || has(Role::Rationale)
            || has(Role::Options)
            || has(Role::Status);
        (has(Role::Decision) && around)
            || (has(Role::Context) && has(Role::Consequences))
            || (self.has_status && (has(Role::Decision) || has(Role::Context) || has(Role::Status)))
    }
}

/// What a file is.
pub(super) fn of(path: &str, name: &Name, signs: &Signs<'_>) -> FileKind {
    if let Some(kind) = by_name(path, name) {
        return kind;
    }
    if name.is_folder && name.number.is_none() && name.date.is_none() && !signs.tell_of_a_decision()
    {
        return FileKind::Index;
    }
    if signs.is_appendix {
        return FileKind::Other;
    }
    let is_identified = name.number.is_some() || name.date.is_some();
    if signs.has_placeholder_title && (!is_identified || name.number == Some(0)) {
        return FileKind::Template;
    }
    let is_named_so = is_identified && (signs.markup == Markup::Markdown || signs.has_any());
    if is_named_so || signs.tell_of_a_decision() {
        return FileKind::Record;
    }
    FileKind::Other
}

/// What the name alone decides: indexes and templates.
pub(super) fn by_name(path: &str, name: &Name) -> Option<FileKind> {
    let stem = name.stem.to_lowercase();
    let is_identified = name.number.is_some() || name.date.is_some();
    if !name.is_folder && is_index(&stem, is_identified) {
        return Some(FileKind::Index);
    }
    let lies_in_templates = path.rsplit('/').skip(1).any(|folder| {
        matches!(
            folder.to_lowercase().as_str(),
            "template" | "templates" | "_templates" | "_template"
        )
    });
    let is_of_templates = name.number == Some(0)
        && path
            .to_lowercase()
            .rsplit('/')
            .skip(1)
            .any(|folder| folder.split(['-', '_']).any(|word| word == "template"));
    let is_template = lies_in_templates || is_of_templates || is_template(&stem, name);
    is_template.then_some(FileKind::Template)
}

fn is_index(stem: &str, is_identified: bool) -> bool {
    let bare = stem.trim_start_matches('_');
    let begins = ["readme", "index", "changelog", "contributing"]
        .iter()
        .any(|word| bare.starts_with(word));
    let is_whole = matches!(
        bare,
        "toc" | "backlog" | "summary" | "license" | "licence" | "glossary" | "table-of-contents"
    );
    !is_identified && (begins || is_whole)
}

fn is_template(stem: &str, name: &Name) -> bool {
    let words: Vec<&str> = stem
        .split(['-', '_', '.', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    let is_form = |word: &&str| {
        matches!(
            *word,
            "template"
                | "templates"
                | "vorlage"
                | "modele"
                | "modèle"
                | "plantilla"
                | "テンプレート"
        )
    };
    let at_an_end = words.first().is_some_and(is_form) || words.last().is_some_and(is_form);
    let numberless = name.number.is_none() && name.date.is_none();
    let is_kind_of_madr = words.iter().any(is_form)
        && words
            .first()
            .is_some_and(|word| matches!(*word, "adr" | "madr"));
    let is_unnumbered_form = matches!(words.first(), Some(&("nnnn" | "nnn" | "yyyymmdd" | "yyyy")));
    let only_word = name.number.is_some() && is_form(&name.words.to_lowercase().as_str());
    (numberless && (at_an_end || is_kind_of_madr))
        || is_unnumbered_form
        || only_word
        || (name.number == Some(0) && words.iter().any(is_form))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::file_name;

    fn kind(path: &str) -> FileKind {
        of(path, &file_name::read(path), &Signs::default())
    }

    #[test]
    fn names_tell_indexes_and_templates() {
        for path in [
            "README.md",
            "README.ja.md",
            "index.md",
            "_readme.md",
            "backend/README.md",
            "INDEX.md",
            "toc.md",
        ] {
            assert_eq!(kind(path), FileKind::Index, "{path}");
        }
        for path in [
            "template.md",
            "_template.md",
            "TEMPLATE.md",
            "0000-template.md",
            "adr-template-bare.md",
            "templates/0001-x.md",
            "NNNN-title.md",
            "record-template/0000/README.adoc",
        ] {
            assert_eq!(kind(path), FileKind::Template, "{path}");
        }
    }

    #[test]
    fn a_folder_stands_for_a_record_when_its_page_reads_like_one() {
        let signs = Signs {
            roles: &[Role::Context, Role::Decision],
            ..Signs::default()
        };
        let name = file_name::read("css-framework/index.md");
        assert_eq!(
            of("css-framework/index.md", &name, &signs),
            FileKind::Record
        );
        assert_eq!(kind("css-framework/index.md"), FileKind::Index);
    }

    #[test]
    fn a_record_may_speak_of_templates_and_of_indexes() {
        for path in [
            "0014-project-templates.md",
            "0007-index-the-log.md",
            "0001-x/README.md",
            "20240101-readme-style.md",
        ] {
            assert_eq!(kind(path), FileKind::Record, "{path}");
        }
    }

    #[test]
    fn a_name_without_number_needs_the_signs_of_a_decision() {
        let name = file_name::read("two-databases.md");
        assert_eq!(
            of("two-databases.md", &name, &Signs::default()),
            FileKind::Other
        );
        let signs = Signs {
            roles: &[Role::Context, Role::Decision],
            ..Signs::default()
        };
        assert_eq!(of("two-databases.md", &name, &signs), FileKind::Record);
    }
}
