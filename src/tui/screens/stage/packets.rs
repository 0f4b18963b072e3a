//! Two packets about the decisions of the store: one that was frozen, one that is not yet.

use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{id, problem};
use crate::{
    domain::{
        digest::Digest,
        ids::RecordId,
        packet::{Frozen, Packet},
    },
    markdown::{self, RenderOptions},
    ops::{
        query::{PacketPart, PacketSource},
        view::{
            CheckLine, PacketDiffView, PacketLine, PacketSection, PacketView, PacketsView,
            VerifyView,
        },
    },
    tui::effect::Problem,
};

/// The identity of the packet with this number of the usual store.
pub(in crate::tui::screens) fn packet_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(9_000 + number))
}

pub(super) fn usual() -> Vec<Packet> {
    let frozen = Frozen {
        rested_on: None,
        digest: Digest::of(b"frozen"),
        revisions: vec![Digest::of(b"0011"), Digest::of(b"0012")],
    };
    let first = Packet {
        system: None,
        id: packet_id(1),
        label: "PKT-2026-001".to_owned(),
        title: "Fraud scoring, autumn review".to_owned(),
        ask: Some("Approve serving from the online store.".to_owned()),
        recommendation: None,
        decisions: vec![id(11), id(12)],
        as_of: NaiveDate::from_ymd_opt(2026, 10, 2).unwrap(),
        previous: None,
        frozen: Some(frozen),
    };
    let second = Packet {
        system: None,
        id: packet_id(2),
        label: "PKT-2026-002".to_owned(),
        title: "Vector search for the assistant".to_owned(),
        ask: Some("Approve one table with a version column.".to_owned()),
        recommendation: Some("Approve for one year.".to_owned()),
        decisions: vec![id(11), id(12), id(13)],
        as_of: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(),
        previous: Some(packet_id(1)),
        frozen: None,
    };
    vec![second, first]
}

pub(super) fn list(packets: &[Packet]) -> PacketsView {
    let lines = packets.iter().map(|packet| PacketLine {
        id: packet.id,
        label: packet.label.clone(),
        title: packet.title.clone(),
        as_of: packet.as_of,
        decisions: packet.decisions.len() as u64,
        frozen: packet.frozen.as_ref().map(|frozen| frozen.digest),
    });
    PacketsView {
        lines: lines.collect(),
    }
}

/// One packet laid out; `ascii` where only ASCII is drawn.
pub(super) fn shown(
    packets: &[Packet],
    (wanted, width, part): (RecordId, u16, PacketPart),
    ascii: bool,
) -> Result<PacketView, Problem> {
    let packet = packets.iter().find(|packet| packet.id == wanted);
    let packet = packet.ok_or_else(|| problem("the packet is not in the store any more"))?;
    let options = RenderOptions {
        ascii,
        highlight: false,
        ..RenderOptions::default()
    };
    let mut sections: Vec<_> = texts(packet)
        .into_iter()
        .map(|(name, text)| PacketSection {
            title: name
                .starts_with("payments")
                .then(|| "Serve fraud scores from the online store".to_owned()),
            name,
            body: Arc::new(markdown::parse(&text).render(width, &options)),
        })
        .collect();
    if part == PacketPart::Cover {
        sections.truncate(1);
    }
    Ok(PacketView {
        changed_since: Vec::new(),
        packet: packet.clone(),
        digest: Digest::of(packet.label.as_bytes()),
        previous: packet
            .previous
            .map(|before| (before, "PKT-2026-001".to_owned())),
        sections,
        width,
        bytes: 12_345,
        obstacles: Vec::new(),
    })
}

fn texts(packet: &Packet) -> Vec<(String, String)> {
    let title = &packet.title;
    let cover = format!(
        "# {}: {title}\n\nAs of {}.\n\n| decision | status |\n|---|---|\n| payments/11 | proposed |\n| payments/12 | accepted |\n",
        packet.label, packet.as_of
    );
    let ask = packet.ask.clone().unwrap_or_default();
    let mut texts = vec![
        ("Cover".to_owned(), cover),
        (
            "What is asked".to_owned(),
            format!("## What is asked\n\n{ask}\n"),
        ),
    ];
    for number in [11, 12] {
        let text = format!(
            "## payments/{number}\n\nScores older than 200 ms miss the authorisation window.\n\n### Consequences\n\nThe online store is in the path of every payment.\n"
        );
        texts.push((format!("payments/{number}"), text));
    }
    texts
}

pub(super) fn verified(source: &PacketSource) -> VerifyView {
    let check = |section: &str, found: &str| CheckLine {
        section: section.to_owned(),
        holds: true,
        found: found.to_owned(),
    };
    VerifyView {
        source: match source {
            PacketSource::Kept(_) => "PKT-2026-001".to_owned(),
            PacketSource::File(path) => path.display().to_string(),
        },
        label: Some("PKT-2026-001".to_owned()),
        sound: true,
        checks: vec![
            check("Cover", "as the manifest says"),
            check("payments/12", "as the manifest says"),
            check("Manifest", "reads, and covers every byte above it"),
            check(
                "frozen packet in the store",
                "the bytes that were frozen here by Mina Okafor on 2026-10-02",
            ),
            check(
                "payments/12 in the store",
                "changed since, by Lee Brandt on 2026-11-19",
            ),
        ],
        unknown: vec![
            "no other copy of the log is known here: a rewrite of the whole store after event 31 could not be seen"
                .to_owned(),
        ],
    }
}

pub(super) fn compared() -> PacketDiffView {
    PacketDiffView {
        from: "PKT-2026-001".to_owned(),
        to: "PKT-2026-002".to_owned(),
        added: vec!["payments/13 Vendor for vector search".to_owned()],
        removed: Vec::new(),
        changed: vec!["payments/12 Serve fraud scores from the online store".to_owned()],
        unchanged: 1,
        sections: vec!["Cover".to_owned(), "What is asked".to_owned()],
    }
}
