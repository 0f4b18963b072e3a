//! Stand-in.
use super::{CannotWrite, splice::Splice, writing::Writing};
pub(super) fn write(
    writing: &Writing<'_, '_>,
    key: crate::dialect::field::Key,
    names: &[String],
) -> Result<Vec<Splice>, CannotWrite> {
    Err(writing.refusal(0, "not there yet"))
}
