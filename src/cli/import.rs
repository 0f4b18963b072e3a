//! `archdeck import`: what was read, what of it was understood, and what became of it in the store.

use std::{
    collections::BTreeSet,
    io::{self, IsTerminal as _},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::{
    cli::{
        args::Import,
        desk::{Desk, Need},
        output::{Printed, tell},
        table::{Cell, Table},
    },
    domain::{finding::Finding, log::FileKind, text::counted, tone::Tone},
    ops::{
        change::ImportRequest,
        exchange::{
            self,
            classify::FileState,
            report::{FileReport, ImportReport, LogReport, Progress},
        },
    },
};

/// Reads decision logs, or only says what would be understood.
pub fn run(desk: &mut Desk, import: Import) -> Printed {
    if import.dry_run {
        return dry_run(desk, &import);
    }
    let request = ImportRequest {
        paths: import.paths,
        log: import.log,
    };
    let mut workbench = desk.open(Need::Any)?;
    let mut bar = Bar::new(desk);
    let report = workbench.import(&request, &mut |progress| bar.show(&progress));
    bar.end();
    let report = report?;
    if desk.out.is_json {
        return desk.out.json(&report);
    }
    for log in &report.logs {
        print_log(desk, log)?;
    }
    print_totals(desk, &report)?;
    desk.out.flush()?;
    tell(match report.group {
        Some(_) => "Saved as one action; `archdeck history` shows it.",
        None => "Nothing new; the store is as it was.",
    });
    Ok(())
}

/// What would be understood, without a store: for people a table, for programs one array.
fn dry_run(desk: &mut Desk, import: &Import) -> Printed {
    let mut bar = Bar::new(desk);
    let rows = exchange::read_only_report(&import.paths, &mut |progress| bar.show(&progress));
    bar.end();
    let rows = rows?;
    if desk.out.is_json {
        return desk.out.json(&rows);
    }
    // A file that holds several records has a row for each.
    let files: BTreeSet<_> = rows.iter().map(|row| (&row.log, &row.path)).collect();
    let files = files.len();
    let ascii = desk.config.ascii;
    let mut table = Table::of_titles(["FILE", "IS", "STATUS", "DATE", "TITLE"]);
    for row in &rows {
        let is_record = row.kind == FileKind::Record;
        let status = if is_record {
            Cell::status(row.status, ascii)
        } else {
            "".into()
        };
        let date = row.date.map(|date| date.to_string()).unwrap_or_default();
        table.push([
            row.path.as_str().into(),
            row.kind.word().into(),
            status,
            date.into(),
            row.title.as_deref().unwrap_or_default().into(),
        ]);
    }
    table.print(&mut desk.out)?;
    for row in &rows {
        print_findings(desk, &row.path, &row.findings)?;
    }
    desk.out.flush()?;
    let records = rows.iter().filter(|row| row.kind == FileKind::Record);
    tell(&format!(
        "{} in {}; nothing was saved",
        counted(records.count() as u64, "record", "records"),
        counted(files as u64, "file", "files")
    ));
    Ok(())
}

fn print_log(desk: &mut Desk, log: &LogReport) -> Printed {
    let name = format!("{}  ", log.name);
    let place = match log.folder.as_str() {
        "" => log.root.clone(),
        folder => format!("{}/{folder}", log.root),
    };
    let known = if log.is_new { "  (new)" } else { "" };
    desk.out.pieces([
        (name.as_str(), Tone::Heading),
        (place.as_str(), Tone::Plain),
        (known, Tone::Muted),
    ])?;
    let ascii = desk.config.ascii;
    let mut table = Table::of_titles(["STATE", "FILE", "STATUS", "DIALECT", "NOT STATED", "TITLE"]);
    for file in log
        .files
        .iter()
        .filter(|file| file.state != FileState::Unchanged)
    {
        table.push(row(file, ascii));
    }
    table.print(&mut desk.out)?;
    for file in &log.files {
        print_findings(desk, &file.path, &file.findings)?;
    }
    for file in &log.files {
        print_both_sides(desk, file)?;
    }
    desk.out.line("")
}

fn row(file: &FileReport, ascii: bool) -> [Cell; 6] {
    let is_record = file.kind == FileKind::Record;
    let status = if is_record {
        Cell::status(file.status, ascii)
    } else {
        Cell::toned(file.kind.word(), Tone::Muted)
    };
    let tone = match file.state {
        FileState::Diverged | FileState::Unreadable => Tone::Danger,
        FileState::Gone | FileState::EditedHere => Tone::Caution,
        _ => Tone::Plain,
    };
    let dialect = file
        .dialect
        .filter(|_| is_record)
        .map_or("", |dialect| dialect.word());
    [
        Cell::toned(file.state.word(), tone),
        file.path.as_str().into(),
        status,
        dialect.into(),
        file.unknown.join(", ").into(),
        file.title.as_str().into(),
    ]
}

/// What was noticed in a file, each in a line an editor can jump to.
fn print_findings(desk: &mut Desk, path: &str, findings: &[Finding]) -> Printed {
    for finding in findings {
        let line = finding
            .line
            .map(|line| format!(":{line}"))
            .unwrap_or_default();
        desk.out
            .line(&format!("{path}{line}: {}", finding.message))?;
    }
    Ok(())
}

/// Both sides of a file that changed on both, each against the text of the last import.
fn print_both_sides(desk: &mut Desk, file: &FileReport) -> Printed {
    let Some(sides) = &file.both_sides else {
        return Ok(());
    };
    let head = format!(
        "{} changed here and outside; what is here was kept",
        file.path
    );
    desk.out.pieces([(head.as_str(), Tone::Danger)])?;
    desk.out.block(&sides.here)?;
    desk.out.block(&sides.outside)
}

fn print_totals(desk: &mut Desk, report: &ImportReport) -> Printed {
    let states = report.by_state();
    let states = states.iter().map(|(state, count)| (state.word(), *count));
    let statuses = report.by_status();
    let statuses = statuses
        .iter()
        .map(|(status, count)| (status.word(), *count));
    let dialects = report.by_dialect();
    let dialects = dialects
        .iter()
        .map(|(dialect, count)| (dialect.word(), *count));
    print_total(desk, "files", states)?;
    print_total(desk, "records", statuses)?;
    print_total(desk, "written as", dialects)
}

fn print_total<'w>(
    desk: &mut Desk,
    what: &str,
    counts: impl Iterator<Item = (&'w str, usize)> + Clone,
) -> Printed {
    let all: usize = counts.clone().map(|(_, count)| count).sum();
    let parts: Vec<_> = counts
        .map(|(word, count)| format!("{count} {word}"))
        .collect();
    desk.out
        .line(&format!("{what:<11}{all:>6}  {}", parts.join(", ")))
}

/// How far an import is, on stderr and only on a terminal.
struct Bar {
    bar: Option<ProgressBar>,
}

impl Bar {
    fn new(desk: &Desk) -> Self {
        let is_wanted = io::stderr().is_terminal() && desk.config.animation;
        Self {
            bar: is_wanted.then(|| {
                let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
                // Plain signs: dots in braille are read aloud as letters.
                let style = ProgressStyle::with_template("{msg} {pos} of {len} {wide_bar}");
                bar.with_style(
                    style
                        .unwrap_or_else(|_| ProgressStyle::default_bar())
                        .progress_chars("=> "),
                )
            }),
        }
    }

    fn show(&mut self, progress: &Progress) {
        let Some(bar) = &self.bar else { return };
        match progress {
            Progress::Reading { done, total } => {
                bar.set_message("reading");
                bar.set_length(*total as u64);
                bar.set_position(*done as u64);
            }
            Progress::Saving { files } => {
                bar.set_message("saving");
                bar.set_length(*files as u64);
                bar.tick();
            }
        }
    }

    fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
