//! A status where the text states none.
use crate::{
    dialect::edit::{CannotWrite, splice::Splice, writing::Writing},
    domain::status::Status,
};
pub(super) fn write(writing: &Writing<'_, '_>, to: Status) -> Result<Vec<Splice>, CannotWrite> {
    let _ = to;
    Err(writing.refusal(0, "the text states no status"))
}
