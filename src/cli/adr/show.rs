//! `archdeck adr show`: one decision, as text laid out for the width of the output, as its bytes, or as JSON.

use serde::Serialize;

use super::{links::phrase, record};
use crate::{
    cli::{
        args::Show,
        desk::Desk,
        output::Printed,
        table::{Cell, Table, marked},
    },
    domain::{
        adr::{Adr, SourcedDate},
        comment::Comment,
        digest::Digest,
        text::decode,
        tone::Tone,
    },
    markdown::{self, RenderOptions},
    ops::view::{LinkLine, RecordView},
};

/// A decision with everything about it, as JSON.
#[derive(Debug, Serialize)]
struct Whole<'a> {
    reference: &'a str,
    log: &'a str,
    digest: Digest,
    adr: &'a Adr,
    links: &'a [LinkLine],
    comments: &'a [Comment],
    text: String,
}

/// Prints the decision asked for.
pub fn run(desk: &mut Desk, show: &Show) -> Printed {
    let (workbench, record) = record(desk, &show.reference)?;
    if show.raw {
        return desk.out.bytes(&workbench.record_bytes(record.adr.id)?);
    }
    if desk.out.is_json {
        let bytes = workbench.record_bytes(record.adr.id)?;
        return desk.out.json(&Whole {
            reference: &record.reference,
            log: &record.log.name,
            digest: record.digest,
            adr: &record.adr,
            links: &record.links,
            comments: &record.comments,
            text: decode(&bytes).text,
        });
    }
    print_head(desk, &record)?;
    desk.out.line("")?;
    let text = decode(&workbench.record_bytes(record.adr.id)?).text;
    let options = RenderOptions {
        ascii: desk.config.ascii,
        front_matter: false,
        ..RenderOptions::for_print()
    };
    let rendered = markdown::parse(&text).render(desk.out.width, &options);
    for line in markdown::plain(&rendered).lines() {
        desk.out.line(line.trim_end())?;
    }
    print_comments(desk, &record.comments)
}

/// What was said about it, oldest first, with the number by which a comment is meant.
fn print_comments(desk: &mut Desk, comments: &[Comment]) -> Printed {
    if comments.is_empty() {
        return Ok(());
    }
    let open = comments.iter().filter(|comment| !comment.settled).count();
    let heading = format!("COMMENTS {open} open of {}", comments.len());
    desk.out.line("")?;
    desk.out.pieces([(heading.as_str(), Tone::Heading)])?;
    let mut table = Table::new(["N", "STATE", "WHEN", "WHO", "COMMENT"]);
    for (number, comment) in (1..).zip(comments) {
        let (state, tone) = if comment.settled {
            ("settled", Tone::Muted)
        } else {
            ("open", Tone::Caution)
        };
        table.push([
            number.to_string().into(),
            Cell::toned(state, tone),
            comment.at.0.format("%Y-%m-%d %H:%MZ").to_string().into(),
            comment.author.as_str().into(),
            comment.text.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)
}

fn print_head(desk: &mut Desk, record: &RecordView) -> Printed {
    let facts = &record.adr.facts;
    let title = format!("{}  {}", record.reference, facts.title);
    desk.out.pieces([(title.as_str(), Tone::Heading)])?;
    let (status, tone) = marked(facts.status, desk.config.ascii);
    let date = facts.dates.decided.map(|date| format!(" · {}", date.date));
    let log = format!(" · {} · {}", record.log.name, record.adr.path);
    desk.out.pieces([
        (status.as_str(), tone),
        (date.unwrap_or_default().as_str(), Tone::Plain),
        (log.as_str(), Tone::Muted),
    ])?;
    for (name, value) in said(record) {
        if !value.is_empty() {
            let name = format!("{name:<11}");
            desk.out
                .pieces([(name.as_str(), Tone::Muted), (value.as_str(), Tone::Plain)])?;
        }
    }
    for link in &record.links {
        desk.out.line(&phrase(link))?;
    }
    Ok(())
}

/// What the record says about itself beside its status, name by name; an empty value was not said.
fn said(record: &RecordView) -> [(&'static str, String); 6] {
    let facts = &record.adr.facts;
    let date =
        |date: Option<SourcedDate>| date.map(|date| date.date.to_string()).unwrap_or_default();
    [
        ("deciders", facts.people.deciders.join(", ")),
        ("consulted", facts.people.consulted.join(", ")),
        ("informed", facts.people.informed.join(", ")),
        ("authors", facts.people.authors.join(", ")),
        ("tags", facts.tags.join(", ")),
        ("review by", date(facts.dates.review_by)),
    ]
}
