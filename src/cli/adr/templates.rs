//! `archdeck adr templates`: the forms new decisions are made of, and the text of one to begin an own one with.

use serde::Serialize;

use crate::{
    cli::{
        args::Templates,
        desk::Desk,
        output::{Printed, tell},
        table::Table,
    },
    ops::{create, view::TemplateLine},
};

/// A template with its text.
#[derive(Debug, Serialize)]
struct Whole {
    #[serde(flatten)]
    line: Option<TemplateLine>,
    source: String,
}

/// Lists the templates or prints one.
pub fn run(desk: &mut Desk, templates: Templates) -> Printed {
    let folder = desk.templates();
    let lines = create::template_lines(folder.as_deref());
    let Some(name) = templates.name else {
        return list(desk, &lines);
    };
    let source = create::template_source(folder.as_deref(), &name)?;
    if desk.out.is_json {
        let line = lines.into_iter().find(|line| line.name == name);
        return desk.out.json(&Whole { line, source });
    }
    desk.out.block(&source)
}

fn list(desk: &mut Desk, lines: &[TemplateLine]) -> Printed {
    if desk.out.is_json {
        return desk.out.json(&lines);
    }
    let mut table = Table::new(["NAME", "ABOUT", "FILE"]);
    for line in lines {
        table.push([
            line.name.as_str().into(),
            line.about.as_str().into(),
            line.file.as_deref().unwrap_or("shipped").into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    if let Some(folder) = desk.templates() {
        tell(&format!(
            "A file in {} takes the place of the one of its name, or is one more.",
            folder.display()
        ));
    }
    Ok(())
}
