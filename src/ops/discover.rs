//! stub
use crate::domain::finding::Finding;
use std::path::{Path, PathBuf};
/// x
#[derive(Debug, thiserror::Error)]
#[error("x")]
pub struct DiscoverError;
/// x
pub struct FoundFile {
    /// x
    pub path: String,
    /// x
    pub content: Result<Vec<u8>, Finding>,
}
/// x
pub struct FoundLog {
    /// x
    pub name: String,
    /// x
    pub root: PathBuf,
    /// x
    pub folder: String,
    /// x
    pub files: Vec<FoundFile>,
}
/// # Errors
/// x
pub fn discover(_p: &Path) -> Result<Vec<FoundLog>, DiscoverError> {
    Ok(Vec::new())
}
