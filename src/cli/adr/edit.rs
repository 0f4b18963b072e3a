//! `archdeck adr edit`: other facts for a decision by flags, or another text from the editor or from a file. A text that cannot
//! be saved is kept and named, and so is the one that stands in its way.

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use super::{correct, facts, record, source};
use crate::{
    cli::{
        args::Edit,
        desk::Desk,
        history::print_done,
        output::{Printed, tell},
        problem::Problem,
    },
    dialect::edit::FactChange,
    domain::text::{FILE_LIMIT, line_at},
    env::editor::{self, Edited},
    ops::{
        change::{Change, FactsEdit, TextEdit},
        edit::WHAT_INSTEAD,
        error::OpsError,
        view::SourceView,
        workbench::Workbench,
    },
};

/// Saves another text for the decision asked for.
pub fn run(desk: &mut Desk, edit: &Edit) -> Printed {
    let facts = facts::changes(&edit.facts);
    if !facts.is_empty() {
        return edit_facts(desk, edit, facts);
    }
    refuse_base_alone(edit)?;
    let (mut workbench, source) = source(desk, &edit.reference)?;
    if let Some(why) = &source.protected {
        return Err(Problem::failed(why.clone(), WHAT_INSTEAD));
    }
    if let Some(file) = &edit.file {
        let text = TextEdit {
            record: source.id,
            base: edit.base.unwrap_or(source.base),
            bytes: taken_from(file)?,
            reason: edit.reason.clone(),
        };
        let done = workbench.apply(Change::EditText(text))?;
        return print_done(desk, &done);
    }
    from_editor(desk, workbench, &source, edit.reason.clone())
}

/// Opens the editor on the text of a decision and saves what comes of it.
pub fn in_editor(desk: &mut Desk, reference: &str, reason: Option<String>) -> Printed {
    let (workbench, source) = source(desk, reference)?;
    from_editor(desk, workbench, &source, reason)
}

fn from_editor(
    desk: &mut Desk,
    mut workbench: Workbench,
    source: &SourceView,
    reason: Option<String>,
) -> Printed {
    if workbench.is_read_only() {
        return Err(Problem::failed(
            "the store is open for reading only",
            "Leave `--read-only` out, or see `archdeck doctor`.",
        ));
    }
    let edited = editor::edit(&editor::command(), &source.file_name, &source.bytes)?;
    let Edited::Changed { bytes, draft } = edited else {
        tell(&format!("{} is unchanged.", source.reference));
        return Ok(());
    };
    let text = TextEdit {
        record: source.id,
        base: source.base,
        bytes,
        reason,
    };
    let done = workbench
        .apply(Change::EditText(text))
        .map_err(|error| kept(&error, &workbench, source, &draft))?;
    editor::discard(&draft);
    print_done(desk, &done)
}

/// Saves other facts for the decision asked for. One that was taken is corrected, which is a word of its own.
fn edit_facts(desk: &mut Desk, edit: &Edit, facts: Vec<FactChange>) -> Printed {
    if edit.file.is_some() {
        return Err(Problem::usage(
            "a whole text and single facts cannot be edited at once",
            "Leave `--file` out, or the flags of the facts.",
        ));
    }
    let (workbench, record) = record(desk, &edit.reference)?;
    let status = record.adr.facts.status;
    if !status.text_is_open() {
        return Err(Problem::failed(
            format!("{} is {status}", record.reference),
            format!(
                "`archdeck adr correct {} … --reason TEXT` mends title, date, people and tags of a decision that was taken.",
                record.reference
            ),
        ));
    }
    let edit = FactsEdit {
        record: record.adr.id,
        base: edit.base.unwrap_or(record.digest),
        facts,
        reason: edit.reason.clone(),
    };
    correct::apply(desk, workbench, edit)
}

/// The editor shows the text as it is now, so it can be made from no other state.
fn refuse_base_alone(edit: &Edit) -> Printed {
    if edit.base.is_none() || edit.file.is_some() {
        return Ok(());
    }
    Err(Problem::usage(
        "`--base` says nothing of a text that is taken from the store now",
        "Use it with `--file`, or with the flags of the facts.",
    ))
}

/// The new text from a file or from standard input, and a little more than may be saved, so that the rest is not read.
fn taken_from(file: &Path) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let is_piped = file.as_os_str() == "-";
    // One byte more than is ever kept is enough to see that it is too much; what has no end is not read to its end.
    let read = if is_piped {
        io::stdin().take(FILE_LIMIT + 1).read_to_end(&mut bytes)
    } else {
        fs::File::open(file).and_then(|file| file.take(FILE_LIMIT + 1).read_to_end(&mut bytes))
    };
    read.map_err(|cause| {
        Problem::failed(
            format!("the new text cannot be read: {}: {cause}", file.display()),
            "Nothing was saved.",
        )
    })?;
    if is_piped {
        refuse_unclean(&bytes)?;
    }
    Ok(bytes)
}

/// A file is taken as it is, but what comes through a pipe was just made: a broken character in it is a mistake.
fn refuse_unclean(bytes: &[u8]) -> Printed {
    let at = match std::str::from_utf8(bytes) {
        Err(wrong) => Some((wrong.valid_up_to(), "is not UTF-8")),
        Ok(text) => text.find('\0').map(|at| (at, "holds a NUL")),
    };
    let Some((at, why)) = at else { return Ok(()) };
    Err(Problem::failed(
        format!(
            "the text on standard input {why} at line {}, byte {at}; nothing was saved",
            line_at(bytes, at)
        ),
        "Hand it over as a file where it has to be so: `--file FILE`.",
    ))
}

/// The refusal, with the place of the draft; where the record changed meanwhile, with the place of that text too.
fn kept(error: &OpsError, workbench: &Workbench, source: &SourceView, draft: &Path) -> Problem {
    let what = error.to_string();
    let mine = format!("Your text is kept in {}", draft.display());
    let hint = match error {
        OpsError::Stale { .. } => match beside(workbench, source, draft) {
            Some(theirs) => format!(
                "{mine}, the present one in {}; join them and save with `archdeck adr edit {} --file FILE`.",
                theirs.display(),
                source.reference
            ),
            None => format!(
                "{mine}; `archdeck adr show {} --raw` has the present one.",
                source.reference
            ),
        },
        other => match other.hint() {
            Some(hint) => format!("{hint} {mine}."),
            None => format!("{mine}."),
        },
    };
    Problem::failed(what, hint)
}

/// Puts the text as it is now beside the draft.
fn beside(workbench: &Workbench, source: &SourceView, draft: &Path) -> Option<PathBuf> {
    let theirs = draft.with_file_name(format!("present-{}", draft.file_name()?.to_string_lossy()));
    let bytes = workbench.record_bytes(source.id).ok()?;
    fs::write(&theirs, bytes).ok()?;
    Some(theirs)
}
