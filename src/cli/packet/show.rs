//! `archdeck packet show`: a packet as the Markdown it is, whole or one section of it.

use serde::Serialize;

use super::find;
use crate::{
    cli::{
        desk::Desk,
        output::{Printed, tell},
        problem::Problem,
    },
    ops::packets::PacketFile,
};

/// A packet by its sections, as JSON.
#[derive(Debug, Serialize)]
struct Whole<'a> {
    sections: Vec<Part<'a>>,
    obstacles: &'a [String],
}

/// One section.
#[derive(Debug, Serialize)]
struct Part<'a> {
    name: &'a str,
    markdown: &'a str,
}

/// Prints the packet or the section asked for.
pub fn run(desk: &mut Desk, typed: &str, section: Option<&str>) -> Printed {
    let (workbench, id) = find(desk, typed)?;
    let file = workbench.packet_file(id)?;
    let sections = match section {
        Some(wanted) => vec![named(&file, wanted)?],
        None => file.sections.iter().collect(),
    };
    if desk.out.is_json {
        let parts = sections
            .iter()
            .map(|(name, markdown)| Part { name, markdown });
        return desk.out.json(&Whole {
            sections: parts.collect(),
            obstacles: &file.obstacles,
        });
    }
    match (section, sections.as_slice()) {
        (Some(_), [(_, markdown)]) => desk.out.bytes(markdown.as_bytes())?,
        _ => desk.out.bytes(&file.bytes)?,
    }
    desk.out.flush()?;
    for obstacle in &file.obstacles {
        tell(&format!("It cannot be frozen: {obstacle}."));
    }
    Ok(())
}

/// The section with this name, or the only one whose name holds it.
fn named<'f>(file: &'f PacketFile, wanted: &str) -> Result<&'f (String, String), Problem> {
    let wanted = wanted.trim().to_lowercase();
    let names = || file.sections.iter().map(|(name, _)| name.as_str());
    let exact = names().position(|name| name.to_lowercase() == wanted);
    let mut holding = names()
        .enumerate()
        .filter(|(_, name)| name.to_lowercase().contains(&wanted));
    let only = match (holding.next(), holding.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    };
    exact
        .or(only)
        .and_then(|at| file.sections.get(at))
        .ok_or_else(|| {
            Problem::failed(
                format!("no section of the packet is called `{wanted}`"),
                format!("There are {}.", names().collect::<Vec<_>>().join(", ")),
            )
        })
}
