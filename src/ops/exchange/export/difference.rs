//! How a file that is to be written differs from what stands at its place: made when somebody wants to see it.

use std::{path::Path, time::Duration};

use similar::TextDiff;

use super::{Difference, PlannedFile, TargetState, target};
use crate::{
    domain::text,
    ops::{
        error::OpsError,
        exchange::three_way::ThreeWay,
        workbench::{Workbench, kept_text},
    },
};

/// Two long texts that have nothing in common are not compared to the last line.
const PATIENCE: Duration = Duration::from_millis(500);

impl Workbench {
    /// How a file would differ from what stands at its place.
    ///
    /// # Errors
    /// When the target or a kept text cannot be read.
    pub fn difference(&self, file: &PlannedFile) -> Result<Difference, OpsError> {
        if file.state == TargetState::Unchanged {
            return Ok(Difference::default());
        }
        let there = target::bytes_at(&file.target)?;
        let here = kept_text(&self.store, file.kept.bytes)?;
        Ok(Difference {
            diff: unified(there.as_deref(), &here, &file.target),
            both_sides: match (&there, file.state) {
                (Some(outside), TargetState::Diverged) => {
                    Some(self.both_sides(file, &here, outside)?)
                }
                _ => None,
            },
        })
    }

    fn both_sides(
        &self,
        file: &PlannedFile,
        here: &[u8],
        outside: &[u8],
    ) -> Result<ThreeWay, OpsError> {
        let imported = match file.kept.imported {
            Some(imported) => kept_text(&self.store, imported)?,
            None => Vec::new(),
        };
        Ok(ThreeWay::of(&imported, here, outside))
    }
}

/// The difference as `diff -u` prints it: from nothing, where nothing is there.
fn unified(there: Option<&[u8]>, here: &[u8], target: &Path) -> String {
    let name = target.display().to_string();
    let before = text::decode(there.unwrap_or_default()).text;
    let after = text::decode(here).text;
    let from = if there.is_some() { &name } else { "/dev/null" };
    if before == after {
        return match there {
            None => format!("--- {from}\n+++ {name}\n"),
            Some(_) => format!(
                "--- {from}\n+++ {name}\nonly the encoding differs, or a mark at the beginning of the file\n"
            ),
        };
    }
    TextDiff::configure()
        .timeout(PATIENCE)
        .diff_lines(&before, &after)
        .unified_diff()
        .context_radius(3)
        .header(from, &name)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(there: Option<&[u8]>, here: &[u8]) -> String {
        unified(there, here, Path::new("out/0001-x.md"))
    }

    #[test]
    fn a_new_file_comes_from_nothing() {
        assert_eq!(
            said(None, b"# 1\n"),
            "--- /dev/null\n+++ out/0001-x.md\n@@ -0,0 +1 @@\n+# 1\n"
        );
        assert_eq!(said(None, b""), "--- /dev/null\n+++ out/0001-x.md\n");
    }

    #[test]
    fn every_byte_that_differs_is_said() {
        assert!(said(Some(b"a\nb\n"), b"a\nc\n").contains("-b\n+c\n"));
        assert!(said(Some(b"a\r\n"), b"a\n").contains("-a\r\n+a\n"));
        assert!(said(Some(b"\xEF\xBB\xBFa\n"), b"a\n").contains("only the encoding"));
        assert!(said(Some(b"a"), b"a\n").contains("No newline"));
    }
}
