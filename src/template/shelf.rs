//! Which templates there are: the shipped ones, and those of the user's folder, which take the place of a shipped one of the
//! same name. A file that cannot be read keeps its place and says why when it is wanted.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
};

use include_dir::{Dir, include_dir};

use crate::domain::text::{FILE_LIMIT, Line};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/adr-templates");

/// The endings of templates: that of a template says how what it makes is marked up.
const ENDINGS: [&str; 3] = ["md", "adoc", "rst"];

/// A form for new decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// What it is for, in one line; empty where it does not say.
    pub about: String,
    /// The user's own file; `None` for a shipped one.
    pub file: Option<PathBuf>,
    /// The ending of the files it makes: `md`, `adoc` or `rst`.
    pub ending: String,
    /// Its text, or why there is none.
    source: Result<String, String>,
}

/// All templates, by name.
#[derive(Debug, Clone, Default)]
pub struct Shelf(BTreeMap<String, Template>);

impl Shelf {
    /// The shipped templates and those of a folder, where there is one.
    pub fn with(folder: Option<&Path>) -> Self {
        let shipped = SHIPPED.files().filter_map(|file| {
            let source = file.contents_utf8()?.to_owned();
            Template::of(file.path(), None, Ok(source))
        });
        let own = folder.map(own).unwrap_or_default();
        let named = shipped.chain(own);
        Self(
            named
                .map(|template| (template.name.clone(), template))
                .collect(),
        )
    }

    /// Every template, by name.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        self.0.values()
    }

    /// The template of a name.
    pub fn get(&self, name: &str) -> Option<&Template> {
        self.0.get(name)
    }

    /// The text of a template; `None` where there is none of this name.
    ///
    /// # Errors
    /// Says why its file cannot be read.
    pub fn source(&self, name: &str) -> Result<Option<&str>, String> {
        match self.get(name).map(|template| &template.source) {
            None => Ok(None),
            Some(Ok(source)) => Ok(Some(source)),
            Some(Err(why)) => Err(why.clone()),
        }
    }
}

impl Template {
    fn of(path: &Path, file: Option<PathBuf>, source: Result<String, String>) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        let name = Line::parse(path.file_stem()?.to_str()?).ok()?.to_string();
        let source = if name == super::HEAD {
            Err("`head` stands for the head of a log; give the file another name".to_owned())
        } else {
            source
        };
        let is_template = ENDINGS.contains(&ending.as_str()) && !name.starts_with('.');
        is_template.then(|| Self {
            about: match &source {
                Ok(source) => about(source),
                Err(why) => why.clone(),
            },
            name,
            file,
            ending,
            source,
        })
    }
}

/// The text of the head of a kind; it is shipped with the program.
pub(super) fn head(kind: &str) -> &'static str {
    SHIPPED
        .get_file(format!("head/{kind}.md"))
        .and_then(|file| file.contents_utf8())
        .unwrap_or_default()
}

/// The templates of a folder; a folder that is not there has none.
fn own(folder: &Path) -> Vec<Template> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let template = |path: PathBuf| {
        // What is no file (a folder, a pipe) may never end.
        let is_file = fs::metadata(&path).is_ok_and(|about| about.is_file());
        let source = is_file.then(|| text(&path))?;
        Template::of(&path.clone(), Some(path), source)
    };
    paths.into_iter().filter_map(template).collect()
}

fn text(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(FILE_LIMIT + 1).read_to_end(&mut bytes))
        .map_err(|cause| format!("{} cannot be read: {cause}", path.display()))?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(format!("{} is larger than 8 MiB", path.display()));
    }
    let text = String::from_utf8(bytes)
        .map_err(|wrong| format!("{} is not UTF-8: {}", path.display(), wrong.utf8_error()))?;
    Ok(text.trim_start_matches('\u{FEFF}').to_owned())
}

/// What `{# about: … #}` in the first line says.
fn about(source: &str) -> String {
    let first = source.lines().next().unwrap_or_default().trim();
    let said = first
        .strip_prefix("{#")
        .and_then(|rest| {
            rest.trim_start_matches('-')
                .trim_start()
                .strip_prefix("about:")
        })
        .and_then(|rest| rest.split_once("#}"))
        .map(|(said, _)| said.trim_end_matches('-').trim());
    said.unwrap_or_default().to_owned()
}
