//! stub
use crate::domain::{adr::Facts, log::FileKind};
use std::ops::Range;
/// x
pub struct Spans {
    /// x
    pub status: Option<Range<usize>>,
}
/// x
pub struct Parsed {
    /// x
    pub kind: FileKind,
    /// x
    pub anchor: Option<String>,
    /// x
    pub facts: Facts,
    /// x
    pub spans: Spans,
}
/// x
pub fn read(_p: &str, _b: &[u8]) -> Vec<Parsed> {
    Vec::new()
}
