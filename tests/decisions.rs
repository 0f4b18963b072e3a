//! Working on decisions: their steps, facts, links, comments and tags, told as stories over small logs in three dialects.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on fails its test"
)]

#[path = "decisions/any_order.rs"]
mod any_order;
#[path = "decisions/comments.rs"]
mod comments;
#[path = "decisions/desk.rs"]
mod desk;
#[path = "decisions/facts.rs"]
mod facts;
#[path = "decisions/life.rs"]
mod life;
#[path = "decisions/links.rs"]
mod links;
