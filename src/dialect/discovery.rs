//! Where decision logs lie: the configuration files that name their folders, the folders people use by convention, and the
//! file names records have. Pure rules over names and contents; walking the disk is the business of `ops`.

use serde::Deserialize;

use super::file_name;

/// A folder that a configuration file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFolder {
    /// The folder, relative to the folder of the configuration file, with `/`.
    pub folder: String,
    /// The package whose log it is, where the file says so.
    pub package: Option<String>,
}

/// The endings of files that may be records.
const TEXT_ENDINGS: [&str; 7] = ["md", "markdown", "mdx", "adoc", "asciidoc", "rst", "txt"];

/// Folders that hold other people's files or no files of people at all.
const SKIPPED: [&str; 10] = [
    ".git",
    ".hg",
    ".svn",
    ".jj",
    "node_modules",
    "target",
    "vendor",
    ".venv",
    "venv",
    "__pycache__",
];

/// Names of folders that by convention hold a decision log, wherever they lie.
const CONVENTIONAL: [&str; 24] = [
    "adr",
    "adrs",
    "adl",
    "decisions",
    "decision",
    ".decisions",
    ".decispher",
    "decision-records",
    "decision-record",
    "decision_records",
    "decision-log",
    "architecture-decisions",
    "architecture_decisions",
    "architecture-decision-record",
    "architecture-decision-records",
    "architecture-decision-log",
    "architectural-decisions",
    "architectural-decision-records",
    "architecturedecisionrecords",
    "architecture_decision_records",
    "design-decisions",
    "adr-log",
    "madr",
    "ladr",
];

/// Whether a name is that of a text file that may be a record.
pub fn is_text_file(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| TEXT_ENDINGS.contains(&ending.to_lowercase().as_str()))
}

/// Whether a folder is never entered.
pub fn is_skipped(folder: &str) -> bool {
    SKIPPED.contains(&folder)
}

/// Whether the last part of a folder's path is a name for a decision log.
pub fn is_conventional(folder: &str) -> bool {
    let lower = folder.to_lowercase();
    let mut parts = lower.rsplit('/');
    let last = parts.next().unwrap_or_default();
    let above = parts.next().unwrap_or_default();
    CONVENTIONAL.contains(&last) || (last == "arch" && matches!(above, "docs" | "doc"))
}

/// Whether a path looks like a record by its name alone: `0007-x.md`, `ADR-7.md`, `20240101-x.md`, `0008-x/README.md`.
pub fn is_named_like_a_record(path: &str) -> bool {
    let name = file_name::read(path);
    let is_index_or_template = super::kind::by_name(path, &name).is_some();
    is_text_file(path)
        && !is_index_or_template
        && (name.number.is_some() && has_weight(&name.id) || name.date.is_some())
}

/// Chapters are numbered with one or two digits, records with three or four or with a word before them.
fn has_weight(id: &str) -> bool {
    id.len() >= 3
}

/// Whether a file, named by its path below some folder, may name the folders of decision logs.
pub fn is_config(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let above = parts.next().unwrap_or_default();
    matches!(
        name,
        ".adr-dir"
            | "adrs.toml"
            | ".log4brains.yml"
            | ".log4brains.yaml"
            | "adr.config.json"
            | ".adr.json"
            | ".adr"
            | ".adrpy.json"
            | ".madrlintrc.json"
            | ".lazyspec.toml"
            | "catalog-info.yaml"
            | "catalog-info.yml"
            | "workspace.dsl"
    ) || (above == ".archgate" && name == "config.json")
}

/// The folders that a configuration file names. What cannot be understood names none.
pub fn folders_named(name: &str, content: &str) -> Vec<NamedFolder> {
    let content = content.trim_start_matches('\u{feff}');
    let one = |folder: Option<String>| folder.as_deref().map(plain).into_iter().collect();
    match name.rsplit('/').next().unwrap_or_default() {
        ".adr-dir" => one(content
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty())
            .map(str::to_owned)),
        "adrs.toml" => one(toml_text(content, "adr_dir")),
        ".log4brains.yml" | ".log4brains.yaml" => log4brains(content),
        "adr.config.json" => one(json_text(content, "path")),
        ".adr.json" => {
            one(json_text(content, "path")
                .or_else(|| is_json(content).then(|| "docs/adr".to_owned())))
        }
        ".adr" => one(ini_text(content, "records-dir")),
        ".adrpy.json" => one(json_text(content, "folderadr")),
        ".madrlintrc.json" => one(json_text(content, "adrDir")),
        ".lazyspec.toml" => lazyspec(content),
        "config.json" => one(Some("adrs".to_owned())),
        "catalog-info.yaml" | "catalog-info.yml" => {
            one(yaml_line(content, "backstage.io/adr-location")
                .filter(|place| !place.contains("://")))
        }
        "workspace.dsl" => structurizr(content),
        _ => Vec::new(),
    }
}

fn plain(folder: &str) -> NamedFolder {
    NamedFolder {
        folder: tidy(folder),
        package: None,
    }
}

/// `./Docs\Adr/` as `Docs/Adr`.
fn tidy(folder: &str) -> String {
    let slashed = folder.trim().replace('\\', "/");
    let parts: Vec<&str> = slashed
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    parts.join("/")
}

fn toml_text(content: &str, key: &str) -> Option<String> {
    let table: toml::Table = toml::from_str(content).ok()?;
    table.get(key)?.as_str().map(str::to_owned)
}

/// The folder of its decisions: of `[directories]` the one for `adr`, and each `[[types]]` whose prefix or name says so.
fn lazyspec(content: &str) -> Vec<NamedFolder> {
    let Ok(config) = toml::from_str::<toml::Table>(content) else {
        return Vec::new();
    };
    let is_decision = |name: &str| {
        matches!(
            name.to_lowercase().trim_end_matches('s'),
            "adr" | "decision" | "decision-record"
        )
    };
    let directories = config.get("directories").and_then(toml::Value::as_table);
    let of_directories = directories
        .into_iter()
        .flatten()
        .filter(|(name, _)| is_decision(name))
        .filter_map(|(_, folder)| folder.as_str());
    let types = config.get("types").and_then(toml::Value::as_array);
    let of_types = types.into_iter().flatten().filter_map(|kind| {
        let text = |key: &str| kind.get(key).and_then(toml::Value::as_str);
        let names = [text("name"), text("prefix")];
        let is_one = names.into_iter().flatten().any(is_decision);
        text("dir").filter(|_| is_one)
    });
    of_directories.chain(of_types).map(plain).collect()
}

fn is_json(content: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(content).is_ok()
}

fn json_text(content: &str, key: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(content).ok()?;
    let found = value
        .as_object()?
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(key));
    found?.1.as_str().map(str::to_owned)
}

fn ini_text(content: &str, key: &str) -> Option<String> {
    content.lines().find_map(|line| {
        let (name, value) = line.split_once('=')?;
        (name.trim() == key).then(|| value.trim().to_owned())
    })
}

fn yaml_line(content: &str, key: &str) -> Option<String> {
    content.lines().find_map(|line| {
        let value = line
            .trim()
            .trim_matches('"')
            .strip_prefix(key)?
            .trim_start_matches(['"', '\''])
            .strip_prefix(':')?;
        Some(value.trim().trim_matches(['"', '\'']).to_owned())
    })
}

#[derive(Deserialize)]
struct Log4brains {
    project: Project,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Project {
    adr_folder: Option<String>,
    #[serde(default)]
    packages: Option<Vec<Package>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Package {
    name: String,
    path: Option<String>,
    adr_folder: Option<String>,
}

/// The project's folder and one of each package.
fn log4brains(content: &str) -> Vec<NamedFolder> {
    let Ok(config) = serde_saphyr::from_str::<Log4brains>(content) else {
        return Vec::new();
    };
    let packages = config
        .project
        .packages
        .unwrap_or_default()
        .into_iter()
        .filter_map(|package| {
            let folder = package
                .adr_folder
                .or_else(|| package.path.map(|path| format!("{path}/docs/adr")))?;
            Some(NamedFolder {
                folder: tidy(&folder),
                package: Some(package.name),
            })
        });
    config
        .project
        .adr_folder
        .as_deref()
        .map(plain)
        .into_iter()
        .chain(packages)
        .collect()
}

/// `!adrs PATH` and `!decisions PATH [type]`.
fn structurizr(content: &str) -> Vec<NamedFolder> {
    content
        .lines()
        .filter_map(|line| {
            let line = line.trim();
            let path = line
                .strip_prefix("!adrs ")
                .or_else(|| line.strip_prefix("!decisions "))?;
            path.split_whitespace()
                .next()
                .map(|path| plain(path.trim_matches('"')))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders(name: &str, content: &str) -> Vec<String> {
        folders_named(name, content)
            .into_iter()
            .map(|named| named.folder)
            .collect()
    }

    #[test]
    fn every_configuration_file_names_its_folder() {
        for (name, content, folder) in [
            (".adr-dir", "\ndoc/decisions/\n", "doc/decisions"),
            (
                "adrs.toml",
                "adr_dir = \"doc/adr\"\nmode = \"ng\"\n",
                "doc/adr",
            ),
            (
                "adr.config.json",
                r#"{"Path": "./Docs/Adr", "templatePath": "x"}"#,
                "Docs/Adr",
            ),
            (".adr.json", r#"{"language": "en"}"#, "docs/adr"),
            (".adr", "[adr]\nrecords-dir = docs/adr\n", "docs/adr"),
            (".adrpy.json", r#"{"folderadr": "docs\\adr"}"#, "docs/adr"),
            (".archgate/config.json", "{}", "adrs"),
            (
                "catalog-info.yaml",
                "metadata:\n  annotations:\n    backstage.io/adr-location: docs/decisions\n",
                "docs/decisions",
            ),
            (
                "workspace.dsl",
                "workspace {\n  !adrs docs/adrs\n}\n",
                "docs/adrs",
            ),
        ] {
            assert!(is_config(name), "{name}");
            assert_eq!(folders(name, content), [folder], "{name}");
        }
    }

    #[test]
    fn each_package_of_log4brains_is_a_log() {
        let content = "project:\n  name: x\n  tz: Etc/UTC\n  adrFolder: ./docs/adr\n  packages:\n    - name: web\n      path: ./web\n      adrFolder: ./web/adr\n";
        let named = folders_named(".log4brains.yml", content);
        assert_eq!(named.len(), 2);
        assert_eq!(
            (named[1].folder.as_str(), named[1].package.as_deref()),
            ("web/adr", Some("web"))
        );
    }

    #[test]
    fn of_the_kinds_of_documents_only_decisions_are_a_log() {
        let directories = "[directories]\nrfcs = \"docs/rfcs\"\nadrs = \"./docs/adrs/\"\n";
        let types = "[[types]]\nname = \"story\"\ndir = \"docs/stories\"\n\n[[types]]\nname = \"record\"\nprefix = \"ADR\"\ndir = \"docs/adrs\"\n";
        for content in [directories, types] {
            assert!(is_config(".lazyspec.toml"));
            assert_eq!(
                folders(".lazyspec.toml", content),
                ["docs/adrs"],
                "{content}"
            );
        }
    }

    #[test]
    fn a_broken_configuration_names_nothing() {
        for name in [
            "adrs.toml",
            ".lazyspec.toml",
            ".log4brains.yml",
            "adr.config.json",
            ".adr.json",
            "catalog-info.yaml",
        ] {
            assert_eq!(
                folders(name, "{ [ not sound"),
                Vec::<String>::new(),
                "{name}"
            );
        }
    }

    #[test]
    fn folders_and_files_are_known_by_name() {
        assert!(
            is_conventional("docs/adr")
                && is_conventional("doc/architecture/decisions")
                && is_conventional("docs/ADR")
        );
        assert!(!is_conventional("docs") && !is_conventional("src/arch"));
        for path in [
            "0007-x.md",
            "ADR-7.md",
            "20240101-x.md",
            "a/0008-x/README.md",
            "001-x.adoc",
        ] {
            assert!(is_named_like_a_record(path), "{path}");
        }
        for path in [
            "README.md",
            "01-intro.md",
            "0000-template.md",
            "notes.md",
            "0007-x.png",
        ] {
            assert!(!is_named_like_a_record(path), "{path}");
        }
    }
}
