use std::{fs, path::Path};

use super::*;

fn values() -> Values {
    Values {
        number: Some(12),
        id: "0012".to_owned(),
        title: "Use \"X\": the store".to_owned(),
        heading: "12. Use \"X\": the store".to_owned(),
        status: "Draft".to_owned(),
        date: "2026-11-22".to_owned(),
        deciders: vec!["Ann Lee".to_owned(), "Ben: of ops".to_owned()],
        log: "payments".to_owned(),
        author: "Mina".to_owned(),
        ..Values::default()
    }
}

fn settings() -> Head {
    Head::Settings {
        people_key: "deciders".to_owned(),
    }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn with(name: &str, text: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn shelf(&self) -> Arc<Shelf> {
        Arc::new(Shelf::with(Some(self.path())))
    }

    fn filled(&self, name: &str) -> Result<String, TemplateError> {
        fill(&self.shelf(), name, (&settings(), &values()))
    }

    fn wrong(&self, name: &str) -> String {
        let told = self.filled(name).unwrap_err().to_string();
        told.replace(&self.path().display().to_string(), "[FOLDER]")
    }
}

#[test]
fn every_shipped_template_says_what_it_is_for() {
    let shelf = Shelf::with(None);
    let names: Vec<_> = shelf.templates().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "business-case",
            "madr",
            "madr-bare",
            "madr-minimal",
            "nygard",
            "tyree-akerman",
            "y-statement"
        ]
    );
    for template in shelf.templates() {
        assert!(!template.about.is_empty(), "{}", template.name);
        let source = shelf.source(&template.name).unwrap().unwrap();
        assert!(
            source.contains("{% include \"head\" %}"),
            "{}",
            template.name
        );
    }
}

#[test]
fn a_file_of_the_user_takes_the_place_of_the_shipped_one() {
    let folder = Folder::with(
        "nygard.md",
        "{# about: Ours #}\n# {{ heading }}\n\nBy {{ author }} in {{ log }}.\n",
    );
    let shelf = folder.shelf();
    let ours = shelf.get("nygard").unwrap();
    assert_eq!((ours.about.as_str(), ours.file.is_some()), ("Ours", true));
    assert_eq!(
        folder.filled("nygard").unwrap(),
        "# 12. Use \"X\": the store\n\nBy Mina in payments.\n"
    );
}

#[test]
fn a_value_keeps_to_its_place() {
    let folder = Folder::with(
        "mine.md",
        "---\ntitle: {{ title | yaml }}\nby: {{ deciders | yaml }}\nnone: {{ tags | yaml }}\n---\n| {{ \"a|b\" | cell }} |\n",
    );
    assert_eq!(
        folder.filled("mine").unwrap(),
        "---\ntitle: 'Use \"X\": the store'\nby: [Ann Lee, \"Ben: of ops\"]\nnone: []\n---\n| a\\|b |\n"
    );
}

#[test]
fn a_fault_is_told_with_file_line_and_what_is_to_blame() {
    for (text, told) in [
        (
            "# {{ title }}\n\n{{ titel }}\n",
            "[FOLDER]/mine.md, line 3: `titel` is not known",
        ),
        (
            "# {{ title }}\n{% if number %}\n",
            "[FOLDER]/mine.md, line 2: unexpected end of input, expected end of block",
        ),
        (
            "{{ title | shout }}\n",
            "[FOLDER]/mine.md, line 1: filter shout is unknown",
        ),
        (
            "\n{% include \"other\" %}\n",
            "[FOLDER]/mine.md, line 2: tried to include non-existing template 'other'",
        ),
    ] {
        assert_eq!(Folder::with("mine.md", text).wrong("mine"), told);
    }
}

#[test]
fn a_template_that_takes_in_itself_is_refused() {
    let folder = Folder::with("mine.md", "{% include \"mine\" %}\n");
    assert!(
        folder.wrong("mine").contains("recursion"),
        "{}",
        folder.wrong("mine")
    );
}

#[test]
fn a_template_that_comes_to_no_end_is_stopped() {
    let loops = "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}";
    let told = Folder::with("mine.md", loops).wrong("mine");
    assert_eq!(told, "[FOLDER]/mine.md, line 1: it comes to no end");
}

#[test]
fn the_head_is_no_template_of_its_own() {
    let folder = Folder::with("head.md", "# {{ title }}\n");
    let head = folder.shelf();
    assert!(head.get("head").unwrap().about.contains("another name"));
    assert!(head.source("head").is_err());
    assert!(
        folder
            .filled("nygard")
            .unwrap()
            .starts_with("---\nstatus: Draft\n")
    );
}

#[test]
fn a_file_that_cannot_be_read_says_so_when_it_is_wanted() {
    let folder = Folder::with("mine.md", b"\xFF\xFE");
    let shelf = folder.shelf();
    assert!(shelf.get("mine").unwrap().about.contains("is not UTF-8"));
    assert!(folder.wrong("mine").contains("is not UTF-8"));
    assert!(folder.filled("nygard").is_ok());
}

#[test]
fn a_number_nobody_has_is_written_as_nothing() {
    let folder = Folder::with("mine.md", "[{{ number }}]\n");
    let none = Values {
        number: None,
        ..values()
    };
    assert_eq!(
        fill(&folder.shelf(), "mine", (&settings(), &none)).unwrap(),
        "[]\n"
    );
}
