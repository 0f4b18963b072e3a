//! The `archdeck` binary.

fn main() {}
