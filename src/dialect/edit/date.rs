//! Stand-in.
use super::{CannotWrite, splice::Splice, writing::Writing};
pub(super) fn write(
    writing: &Writing<'_, '_>,
    key: crate::dialect::field::Key,
    date: Option<crate::domain::time::StatedDate>,
) -> Result<Vec<Splice>, CannotWrite> {
    Err(writing.refusal(0, "not there yet"))
}
