//! `archdeck packet show`: a packet as the Markdown it is, whole or one section of it.

use serde::Serialize;

use super::find;
use crate::{
    cli::{
        desk::Desk,
        output::{Printed, tell},
        problem::Problem,
    },
    ops::packets::{PacketFile, SectionText},
};

/// A packet by its sections, as JSON.
#[derive(Debug, Serialize)]
struct Whole<'a> {
    sections: Vec<&'a SectionText>,
    obstacles: &'a [String],
}

/// Prints the packet or the section asked for.
pub fn run(desk: &mut Desk, typed: &str, section: Option<&str>) -> Printed {
    let (mut workbench, id) = find(desk, typed)?;
    let file = workbench.packet_file(id)?;
    let section = section.map(|wanted| named(&file, wanted)).transpose()?;
    if desk.out.is_json {
        return desk.out.json(&Whole {
            sections: section.map_or_else(|| file.sections.iter().collect(), |one| vec![one]),
            obstacles: &file.obstacles,
        });
    }
    match section {
        Some(section) => desk.out.bytes(section.markdown.as_bytes())?,
        None => desk.out.bytes(&file.bytes)?,
    }
    desk.out.flush()?;
    for obstacle in &file.obstacles {
        tell(&format!("It cannot be frozen: {obstacle}."));
    }
    Ok(())
}

/// The section with this name, or the only one whose name holds it.
fn named<'f>(file: &'f PacketFile, typed: &str) -> Result<&'f SectionText, Problem> {
    let wanted = typed.trim().to_lowercase();
    let name = |section: &SectionText| section.name.to_lowercase();
    let sections = || file.sections.iter();
    let exact = sections().find(|section| name(section) == wanted);
    let holding: Vec<_> = sections()
        .filter(|section| name(section).contains(&wanted))
        .collect();
    let only = match holding.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    exact.or(only).ok_or_else(|| {
        let names: Vec<_> = sections().map(|section| section.name.as_str()).collect();
        Problem::failed(
            format!("no single section of the packet is called `{typed}`"),
            format!("There are {}.", names.join(", ")),
        )
    })
}
