//! `archdeck search`: the text of all records, best hit first.

use serde::Serialize;

use crate::{
    cli::{
        adr::unexpected,
        args::Search,
        desk::{Desk, Need},
        output::{Printed, tell},
        table::marked,
    },
    domain::tone::Tone,
    ops::{
        query::Query,
        view::{HitLine, View},
    },
};

/// The hits, as JSON.
#[derive(Debug, Serialize)]
struct Hits<'a> {
    hits: &'a [HitLine],
    more: bool,
}

/// Prints the records whose text holds the words, each with the piece that matched.
pub fn run(desk: &mut Desk, search: &Search) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let query = Query::Search {
        text: search.words.join(" "),
        limit: search.limit,
    };
    let View::Search(view) = workbench.answer(query)? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        let more = view.more;
        return desk.out.json(&Hits {
            hits: &view.hits,
            more,
        });
    }
    for hit in &view.hits {
        print_hit(desk, hit)?;
    }
    desk.out.flush()?;
    if view.more {
        tell("There are more hits: `--limit N`");
    } else if view.hits.is_empty() {
        tell(&format!("No text holds `{}`.", view.text));
    }
    Ok(())
}

fn print_hit(desk: &mut Desk, hit: &HitLine) -> Printed {
    let (status, tone) = marked(hit.record.status, desk.config.ascii);
    desk.out.pieces([
        (hit.record.reference.as_str(), Tone::Heading),
        ("  ", Tone::Plain),
        (status.as_str(), tone),
        ("  ", Tone::Plain),
        (hit.record.title.as_str(), Tone::Plain),
    ])?;
    // A snippet comes out of running text: its line breaks are spaces here.
    let pieces: Vec<_> = hit
        .snippet
        .iter()
        .map(|(text, matched)| (text.replace(['\r', '\n', '\t'], " "), *matched))
        .collect();
    let tone = |matched| if matched { Tone::Match } else { Tone::Plain };
    let pieces = pieces
        .iter()
        .map(|(text, matched)| (text.as_str(), tone(*matched)));
    desk.out
        .pieces(std::iter::once(("    ", Tone::Plain)).chain(pieces))
}
