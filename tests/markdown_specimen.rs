//! A record with everything in it, drawn at the widths people have.

use archdeck::markdown::{RenderOptions, parse, plain};

const SPECIMEN: &str = include_str!("specimens/rich.md");

fn picture(cells: u16) -> String {
    plain(&parse(SPECIMEN).render(cells, &RenderOptions::default()))
}

/// The picture in two parts, for widths that make it long.
fn halves(cells: u16) -> (String, String) {
    let shown = picture(cells);
    let (before, after) = shown
        .split_once("## Considered Options")
        .expect("the specimen has options");
    (before.to_owned(), format!("## Considered Options{after}"))
}

#[test]
fn a_rich_record_reads_well_at_eighty_cells() {
    insta::assert_snapshot!(picture(80), @r#"
    status    accepted
    date      2026-03-02
    deciders  Ana Ruiz, Lee Brandt

    # Use SQLite for the local store

    We need one file that survives a power cut, a JSON folder, and the rusqlite
    crate; see the spike and https://sqlite.org/wal.html. A hard break follows,
    and the line after it. Formula $a^2 + b_1$.

    ## Decision Drivers

    1. No server to install
    2. Two writers at once
       • the terminal and a command
         ◦ nested once more, with a sentence that is long enough to wrap at any of
           the widths
       • 設計書は一つのファイルに置く。読みやすく、壊れにくい。
    3. Evidence[^1] kept for years

    ☑ measure the write path
    ☐ ask the platform team about backups and restore drills, in writing
    • plain item

    ▌ A quote that is long enough to be wrapped at sixty columns, I should think.
    ▌
    ▌ ▌ And one inside it.

    ▌ WARNING
    ▌ Never put the file on a network share.

    ## Considered Options

    ┌─────────────┬──────────┬──────────┬──────────────────────────────────────────┐
    │ Option      │ Writes/s │   Cost   │ Remarks                                  │
    ├─────────────┼──────────┼──────────┼──────────────────────────────────────────┤
    │ SQLite      │   12 400 │   none   │ one file, WAL, see docs                  │
    ├─────────────┼──────────┼──────────┼──────────────────────────────────────────┤
    │ PostgreSQL  │   31 000 │ a server │ needs an operator, a backup plan and a   │
    │             │          │          │ person who answers the phone             │
    ├─────────────┼──────────┼──────────┼──────────────────────────────────────────┤
    │ JSON folder │      900 │   none   │ no transactions                          │
    └─────────────┴──────────┴──────────┴──────────────────────────────────────────┘

    ┌ rust
    │ // Every change is one transaction.
    │ fn change(db: &mut Connection, label: &str) -> rusqlite::Result<usize> {
    │     let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    │ ↪ let n = 42;
    │     tx.execute("insert into journal(label) values (?1)", [label])
    │ }

    ┌ diagram · mermaid
    │ graph LR
    │   A[terminal] --> B[(store)]

    │ indented code

    ▣ image: C4 container view (img/containers.png)

    <details><summary>More</summary>
    hidden text
    </details>

    ────────────────────────────────────────────────────────────────────────────────

    See Decision Drivers.

    [^1] Kept as written, with its digest, so that an auditor can check it later
         without us.
    "#);
}

#[test]
fn a_rich_record_reads_well_at_sixty_cells() {
    insta::assert_snapshot!(picture(60), @r#"
    status    accepted
    date      2026-03-02
    deciders  Ana Ruiz, Lee Brandt

    # Use SQLite for the local store

    We need one file that survives a power cut, a JSON folder,
    and the rusqlite crate; see the spike and
    https://sqlite.org/wal.html. A hard break follows,
    and the line after it. Formula $a^2 + b_1$.

    ## Decision Drivers

    1. No server to install
    2. Two writers at once
       • the terminal and a command
         ◦ nested once more, with a sentence that is long enough
           to wrap at any of the widths
       • 設計書は一つのファイルに置く。読みやすく、壊れにくい。
    3. Evidence[^1] kept for years

    ☑ measure the write path
    ☐ ask the platform team about backups and restore drills, in
      writing
    • plain item

    ▌ A quote that is long enough to be wrapped at sixty
    ▌ columns, I should think.
    ▌
    ▌ ▌ And one inside it.

    ▌ WARNING
    ▌ Never put the file on a network share.

    ## Considered Options

    ┌─────────────┬──────────┬──────────┬──────────────────────┐
    │ Option      │ Writes/s │   Cost   │ Remarks              │
    ├─────────────┼──────────┼──────────┼──────────────────────┤
    │ SQLite      │   12 400 │   none   │ one file, WAL, see   │
    │             │          │          │ docs                 │
    ├─────────────┼──────────┼──────────┼──────────────────────┤
    │ PostgreSQL  │   31 000 │ a server │ needs an operator, a │
    │             │          │          │ backup plan and a    │
    │             │          │          │ person who answers   │
    │             │          │          │ the phone            │
    ├─────────────┼──────────┼──────────┼──────────────────────┤
    │ JSON folder │      900 │   none   │ no transactions      │
    └─────────────┴──────────┴──────────┴──────────────────────┘

    ┌ rust
    │ // Every change is one transaction.
    │ fn change(db: &mut Connection, label: &str) ->
    │ ↪ rusqlite::Result<usize> {
    │     let tx = db.transaction_with_behavior(TransactionBehav
    │ ↪ ior::Immediate)?; let n = 42;
    │     tx.execute("insert into journal(label) values (?1)",
    │ ↪ [label])
    │ }

    ┌ diagram · mermaid
    │ graph LR
    │   A[terminal] --> B[(store)]

    │ indented code

    ▣ image: C4 container view (img/containers.png)

    <details><summary>More</summary>
    hidden text
    </details>

    ────────────────────────────────────────────────────────────

    See Decision Drivers.

    [^1] Kept as written, with its digest, so that an auditor
         can check it later without us.
    "#);
}

#[test]
fn a_rich_record_reads_well_at_thirty_cells() {
    insta::assert_snapshot!(halves(30).0, @r#"
    status    accepted
    date      2026-03-02
    deciders  Ana Ruiz, Lee Brandt

    # Use SQLite for the local
      store

    We need one file that survives
    a power cut, a JSON folder,
    and the rusqlite crate; see
    the spike and
    https://sqlite.org/wal.html. A
    hard break follows,
    and the line after it. Formula
    $a^2 + b_1$.

    ## Decision Drivers

    1. No server to install
    2. Two writers at once
       • the terminal and a
         command
         ◦ nested once more, with
           a sentence that is long
           enough to wrap at any
           of the widths
       • 設計書は一つのファイルに
         置く。読みやすく、壊れに
         くい。
    3. Evidence[^1] kept for years

    ☑ measure the write path
    ☐ ask the platform team about
      backups and restore drills,
      in writing
    • plain item

    ▌ A quote that is long enough
    ▌ to be wrapped at sixty
    ▌ columns, I should think.
    ▌
    ▌ ▌ And one inside it.

    ▌ WARNING
    ▌ Never put the file on a
    ▌ network share.
    "#);
}

#[test]
fn tables_and_code_read_well_at_thirty_cells() {
    insta::assert_snapshot!(halves(30).1, @r#"
    ## Considered Options

    Option: SQLite
    Writes/s: 12 400
    Cost: none
    Remarks: one file, WAL, see
      docs

    Option: PostgreSQL
    Writes/s: 31 000
    Cost: a server
    Remarks: needs an operator,
      a backup plan and a person
      who answers the phone

    Option: JSON folder
    Writes/s: 900
    Cost: none
    Remarks: no transactions

    ┌ rust
    │ // Every change is one
    │ ↪ transaction.
    │ fn change(db: &mut
    │ ↪ Connection, label: &str)
    │ ↪ -> rusqlite::Result<usize>
    │ ↪  {
    │     let tx = db.transaction_
    │ ↪ with_behavior(TransactionB
    │ ↪ ehavior::Immediate)?; let
    │ ↪ n = 42;
    │     tx.execute("insert into
    │ ↪ journal(label) values
    │ ↪ (?1)", [label])
    │ }

    ┌ diagram · mermaid
    │ graph LR
    │   A[terminal] --> B[(store)]

    │ indented code

    ▣ image: C4 container view
    (img/containers.png)

    <details><summary>More</
    summary>
    hidden text
    </details>

    ──────────────────────────────

    See Decision Drivers.

    [^1] Kept as written, with its
         digest, so that an
         auditor can check it
         later without us.
    "#);
}
