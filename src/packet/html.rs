//! A packet as one page for a browser and for paper: nothing runs in it, nothing is loaded. The packet itself stays the file.

use std::borrow::Cow;

use crate::{
    domain::digest::Digest,
    markdown,
    packet::{Framed, Parsed, Role, Unsound, parse},
};

const STYLE: &str = include_str!("../../assets/packet/page.css");

/// The packet as a self-contained page.
///
/// # Errors
/// When the file is not a sound packet.
pub fn html(bytes: &[u8]) -> Result<String, Unsound> {
    let Parsed { manifest, sections } = parse(bytes)?;
    let texts: Vec<_> = sections.iter().map(shown).collect();
    let main = markdown::html(&texts.join("\n"));
    let title = markdown::escaped(&format!("{} {}", manifest.label, manifest.title));
    let file = Digest::of(bytes);
    let tool = markdown::escaped(&format!("{} {}", manifest.tool, manifest.version));
    Ok(format!(
        "<!DOCTYPE html>\n\
         <html lang=\"en\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n\
         <style>\n{STYLE}</style>\n\
         </head>\n\
         <body>\n\
         <main>\n{main}</main>\n\
         <footer>\n\
         <p>This page shows a packet; what is handed over and verified is its Markdown file.</p>\n\
         <p>File <code>{file}</code>. Written by {tool}.</p>\n\
         </footer>\n\
         </body>\n\
         </html>\n"
    ))
}

/// The text of a section without the drawing of the relations: nothing draws it here, and the list below it says the same.
fn shown(section: &Framed) -> Cow<'_, str> {
    let body = section.body.as_str();
    let drawing = body
        .split_once("```mermaid\n")
        .filter(|_| section.id == Role::Relations.id());
    match drawing.and_then(|(before, rest)| Some((before, rest.split_once("```\n\n")?.1))) {
        Some((before, after)) => format!("{before}{after}").into(),
        None => body.into(),
    }
}
