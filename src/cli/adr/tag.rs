//! `archdeck adr tag`: tags put on many decisions and taken off them.

use super::records;
use crate::{
    cli::{args::Tag, desk::Desk, history::print_done, output::Printed},
    ops::change::{Change, TagMany},
};

/// Tags the decisions asked for, all or none.
pub fn run(desk: &mut Desk, tag: Tag) -> Printed {
    let (mut workbench, records) = records(desk, &tag.references)?;
    let done = workbench.apply(Change::Tag(TagMany {
        records,
        add: tag.add,
        remove: tag.remove,
    }))?;
    print_done(desk, &done)
}
