//! The user's own folder: packs, rubrics, a register, facts and overlays, each a file of its own. A file that cannot be read
//! is a problem beside the others; nothing in the folder stops the program.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Added, Catalog, CatalogProblem, Entry,
    overlay::Overlay,
    read::{Said, read_any},
};
use crate::domain::{fact::FactRegistry, pack::Pack, text::FILE_LIMIT};

/// The folder of rubrics in that of the packs.
const RUBRICS: &str = "rubrics";

impl Catalog {
    /// Adds every file of a folder; overlays come last, so that they may be laid over the user's own packs too.
    pub(super) fn add_folder(&mut self, folder: &Path) {
        let mut overlays = Vec::new();
        for file in self.files_of(folder) {
            match said(&file) {
                Ok((Said::Overlay(overlay), text)) => overlays.push((file, overlay, text)),
                Ok((said, text)) => self.told(&file, said, &text),
                Err(problem) => self.problems.push(problem),
            }
        }
        for (file, overlay, text) in overlays {
            self.told(&file, Said::Overlay(overlay), &text);
        }
    }

    /// Adds one file.
    pub(super) fn add_file(&mut self, file: &Path) -> Result<Added, CatalogProblem> {
        let (said, text) = said(file)?;
        self.add(file, said, &text)
    }

    fn told(&mut self, file: &Path, said: Said, text: &str) {
        let clash = self.clashes(file, &said);
        let added = match clash {
            Some(problem) => Err(problem),
            None => self.add(file, said, text),
        };
        if let Err(problem) = added {
            self.problems.push(problem);
        }
    }

    /// Two files of the user that say they are the same: which of them counts must not depend on their names.
    fn clashes(&self, file: &Path, said: &Said) -> Option<CatalogProblem> {
        let (id, other) = match said {
            Said::Pack(pack) => {
                let other = self.packs.get(&pack.head.id).map(|entry| &entry.file);
                (&pack.head.id, other)
            }
            Said::Rubric(rubric) => {
                let other = self.rubrics.get(&rubric.head.id).map(|entry| &entry.file);
                (&rubric.head.id, other)
            }
            Said::Register(_) | Said::Facts(_) | Said::Overlay(_) => return None,
        };
        let other = other?.as_ref()?;
        Some(CatalogProblem {
            file: file.to_owned(),
            line: None,
            what: format!(
                "{} says it is {id} too; give one of them another id",
                other.display()
            ),
        })
    }

    fn add(&mut self, file: &Path, said: Said, text: &str) -> Result<Added, CatalogProblem> {
        let own = Some(file.to_owned());
        match said {
            Said::Pack(pack) => Ok(self.add_pack(Entry::new(pack, text, own))),
            Said::Rubric(rubric) => {
                let entry = Entry::new(rubric, text, own);
                let id = entry.value.head.id.clone();
                self.rubrics.insert(id.clone(), entry);
                Ok(Added::Rubric(id))
            }
            Said::Register(register) => {
                self.register = Some(Entry::new(register, text, own));
                Ok(Added::Register)
            }
            Said::Facts(facts) => {
                self.registry = Arc::new(extended(&self.registry, facts));
                Ok(Added::Facts)
            }
            Said::Overlay(overlay) => {
                let id = overlay.of().to_owned();
                self.lay_over(file, overlay, text)
                    .map_err(|(line, what)| CatalogProblem {
                        file: file.to_owned(),
                        line,
                        what,
                    })?;
                Ok(Added::Pack(id))
            }
        }
    }

    fn add_pack(&mut self, entry: Entry<Pack>) -> Added {
        let id = entry.value.head.id.clone();
        if let Some(before) = self.packs.insert(id.clone(), entry) {
            self.beneath.entry(id.clone()).or_insert(before);
        }
        self.overlays.remove(&id);
        Added::Pack(id)
    }

    fn lay_over(
        &mut self,
        file: &Path,
        overlay: super::overlay::OverlayFile,
        text: &str,
    ) -> Result<(), super::read::Wrong> {
        let id = overlay.of().to_owned();
        let Some(base) = self.packs.get(&id) else {
            let line = super::place::line_of_key(text, "of");
            return Err((
                line,
                format!("the library has no pack `{id}` to be laid over"),
            ));
        };
        let entry = overlay.over(base, (file, text))?;
        if let Some(before) = self.packs.insert(id.clone(), entry) {
            self.beneath.entry(id.clone()).or_insert(before);
        }
        let laid = Overlay::of(overlay, file, text);
        self.overlays.entry(id).or_default().push(laid);
        Ok(())
    }

    /// The files of a folder that may be read, in the order of their names.
    fn files_of(&mut self, folder: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for folder in [folder.to_owned(), folder.join(RUBRICS)] {
            match toml_files(&folder) {
                Ok(found) => files.extend(found),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => self.problems.push(CatalogProblem {
                    what: format!("the folder cannot be read: {error}"),
                    file: folder,
                    line: None,
                }),
            }
        }
        files
    }
}

/// Facts of the user extend those there are; one of the same word takes the other's place.
fn extended(registry: &FactRegistry, own: FactRegistry) -> FactRegistry {
    let mut facts = registry.facts.clone();
    for fact in own.facts {
        match facts.iter_mut().find(|known| known.id == fact.id) {
            Some(known) => *known = fact,
            None => facts.push(fact),
        }
    }
    FactRegistry { facts }
}

fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_toml = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if is_toml && !is_hidden {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn said(file: &Path) -> Result<(Said, String), CatalogProblem> {
    let problem = |line, what| CatalogProblem {
        file: file.to_owned(),
        line,
        what,
    };
    let text = text_of(file).map_err(|(line, what)| problem(line, what))?;
    let said = read_any(&text).map_err(|(line, what)| problem(line, what))?;
    Ok((said, text))
}

/// The text of a file. What is no file (a link, a folder, a pipe) is not opened: it may lead anywhere or never end.
fn text_of(file: &Path) -> Result<String, super::read::Wrong> {
    let refused = |what: String| (None, what);
    let about = fs::symlink_metadata(file)
        .map_err(|error| refused(format!("it cannot be read: {error}")))?;
    if about.is_symlink() {
        let what = "it is a link, and links are not followed; put the file itself here";
        return Err(refused(what.to_owned()));
    }
    if !about.is_file() {
        return Err(refused("it is no file".to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|file| file.take(FILE_LIMIT + 1).read_to_end(&mut bytes))
        .map_err(|error| refused(format!("it cannot be read: {error}")))?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(refused(
            "it is larger than 8 MiB; a pack is text a person wrote".to_owned(),
        ));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{FEFF}').to_owned()),
        Err(wrong) => {
            let good = wrong
                .as_bytes()
                .iter()
                .take(wrong.utf8_error().valid_up_to());
            let line = good.filter(|byte| **byte == b'\n').count() + 1;
            Err((
                Some(line),
                "it is not UTF-8 text; save it as UTF-8".to_owned(),
            ))
        }
    }
}

#[cfg(test)]
mod tests;
