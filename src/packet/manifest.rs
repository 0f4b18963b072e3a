//! The manifest a packet ends with: what the file holds, object by object, and the digests that prove it.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    domain::{digest::Digest, ids::RecordId},
    packet::{Head, escape, frame},
};

/// The name of the layout this module writes and reads.
pub const SCHEMA: &str = "archdeck-packet-v1";

/// What a packet says about itself at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// The program that wrote it.
    pub tool: String,
    /// The version of that program.
    pub version: String,
    /// The layout: [`SCHEMA`].
    pub schema: String,
    /// For whom it was made: `board`.
    pub profile: String,
    /// The packet's identity.
    pub packet: RecordId,
    /// What people call it.
    pub label: String,
    /// Its title.
    pub title: String,
    /// The day it is true for.
    pub as_of: NaiveDate,
    /// The place and hash of the last event the contents were taken at.
    pub head: Head,
    /// Its sections in the order in which they stand.
    pub objects: Vec<Object>,
    /// The digest of all bytes above the manifest.
    pub content: Digest,
}

/// One section as the manifest names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Object {
    /// What its frame is called: `cover`, `ask`, `index`, a decision's id, `relations`, `changes` …
    pub id: String,
    /// What it is for.
    pub role: Role,
    /// How a decision is printed; absent for other sections.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The title of a decision; absent for other sections.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The digest of the decision's value; absent for other sections.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<Digest>,
    /// The digest of the framed bytes.
    pub sha256: Digest,
    /// How many bytes are framed.
    pub bytes: u64,
}

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// What the packet is.
    Cover,
    /// What is asked.
    Ask,
    /// Whether the system may go, and why.
    Verdict,
    /// The system: facts, tier and why.
    System,
    /// Every gate.
    Gates,
    /// What fails, is waived or lacks evidence.
    Shortfalls,
    /// The open risks.
    Risks,
    /// The waivers.
    Waivers,
    /// What the verdict rests on that changed since the packet before.
    Since,
    /// The sign-offs.
    SignOffs,
    /// Every answer.
    Answers,
    /// Every piece of evidence.
    Evidence,
    /// The packs, their versions and sources.
    Packs,
    /// The table of its decisions.
    Index,
    /// One decision.
    Decision,
    /// How the decisions hang together.
    Relations,
    /// What changed since the packet before.
    Changes,
}

impl Object {
    /// What people call the section: `What is asked`, `payments/12`.
    pub fn name(&self) -> &str {
        match (self.role, &self.reference) {
            (Role::Decision, Some(reference)) => reference,
            (role, _) => role.name(),
        }
    }
}

impl Role {
    /// What the frame of a section of this role is called; a decision's is called by its id instead.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::Ask => "ask",
            Self::Verdict => "verdict",
            Self::System => "system",
            Self::Gates => "gates",
            Self::Shortfalls => "shortfalls",
            Self::Risks => "risks",
            Self::Waivers => "waivers",
            Self::Since => "since",
            Self::SignOffs => "sign-offs",
            Self::Answers => "answers",
            Self::Evidence => "evidence",
            Self::Packs => "packs",
            Self::Index => "index",
            Self::Decision => "decision",
            Self::Relations => "relations",
            Self::Changes => "changes",
        }
    }

    /// What a section of this role is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cover => "Cover",
            Self::Ask => "What is asked",
            Self::Verdict => "Verdict",
            Self::System => "System and tier",
            Self::Gates => "Gates",
            Self::Shortfalls => "Failing, waived, without evidence",
            Self::Risks => "Risks",
            Self::Waivers => "Waivers",
            Self::Since => "What the verdict rests on, since the packet before",
            Self::SignOffs => "Sign-offs",
            Self::Answers => "All answers",
            Self::Evidence => "Evidence",
            Self::Packs => "Packs and sources",
            Self::Index => "Decisions",
            Self::Decision => "Decision",
            Self::Relations => "Relations",
            Self::Changes => "Changes",
        }
    }
}

/// What stands in a table of its own at the end, behind the objects.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Proof {
    content: Digest,
    /// Compared as text, before anything else is read.
    #[serde(rename = "manifest")]
    _manifest: String,
}

/// The manifest as TOML tells it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    tool: String,
    version: String,
    schema: String,
    profile: String,
    packet: RecordId,
    label: String,
    title: String,
    as_of: NaiveDate,
    head: String,
    #[serde(default, rename = "object")]
    objects: Vec<Object>,
    proof: Proof,
}

impl Manifest {
    /// The block at the end of the file. Nothing in a value can close it.
    pub(super) fn written(&self) -> String {
        let mut out = String::from(frame::MANIFEST);
        let head = format!(
            "{}:{}:{}",
            self.head.replica,
            self.head.seq,
            self.head.hash.hex()
        );
        for (key, value) in [
            ("tool", self.tool.as_str()),
            ("version", &self.version),
            ("schema", &self.schema),
            ("profile", &self.profile),
            ("packet", &self.packet.to_string()),
            ("label", &self.label),
            ("title", &self.title),
            ("as_of", &self.as_of.to_string()),
            ("head", &head),
        ] {
            line(&mut out, key, value);
        }
        for object in &self.objects {
            object.write(&mut out);
        }
        out.push_str("\n[proof]\n");
        line(&mut out, "content", &self.content.to_string());
        let own = own_line(&out);
        out.push_str(&own);
        out.push_str(frame::MANIFEST_END);
        out
    }

    /// Reads the text between the marks.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let written: Written = toml::from_str(text).map_err(|wrong| wrong.message().to_owned())?;
        Ok(Self {
            head: head(&written.head)?,
            tool: written.tool,
            version: written.version,
            schema: written.schema,
            profile: written.profile,
            packet: written.packet,
            label: written.label,
            title: written.title,
            as_of: written.as_of,
            objects: written.objects,
            content: written.proof.content,
        })
    }
}

/// The last line of a manifest: the digest of its text above, the opening mark included.
pub(super) fn own_line(above: &str) -> String {
    format!("manifest = \"{}\"", Digest::of(above.as_bytes()))
}

impl Object {
    fn write(&self, out: &mut String) {
        out.push_str("\n[[object]]\n");
        line(out, "id", &self.id);
        line(out, "role", self.role.id());
        let revision = self.revision.map(|revision| revision.to_string());
        for (key, value) in [
            ("reference", self.reference.as_deref()),
            ("title", self.title.as_deref()),
            ("revision", revision.as_deref()),
        ] {
            if let Some(value) = value {
                line(out, key, value);
            }
        }
        line(out, "sha256", &self.sha256.to_string());
        let _ = writeln!(out, "bytes = {}", self.bytes);
    }
}

fn line(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {}", escape::toml(value));
}

fn head(text: &str) -> Result<Head, String> {
    let wrong = || format!("`{text}` is no head; one reads `replica:seq:hash`");
    let mut parts = text.rsplitn(3, ':');
    let (hash, seq, replica) = (parts.next(), parts.next(), parts.next());
    Ok(Head {
        replica: replica.ok_or_else(wrong)?.to_owned(),
        seq: seq.and_then(|seq| seq.parse().ok()).ok_or_else(wrong)?,
        hash: hash.and_then(|hash| hash.parse().ok()).ok_or_else(wrong)?,
    })
}
