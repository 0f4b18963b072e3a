//! The ladder a path climbs before it is a store: link, file system, mode, probe, schema, projections.
//!
//! Every rung that refuses leaves the file as it was. It must not know what the tables hold.

use std::{
    fs,
    io::Read as _,
    os::unix::ffi::OsStrExt as _,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::store::{
    Access, Store,
    error::StoreError,
    place::{self, Found, Surroundings},
    projection,
    schema::{self, APPLICATION_ID, Mark, SCHEMA_VERSION},
};

/// Opens the store at a path, or begins one there.
pub(super) fn open(
    path: &Path,
    access: Access,
    surroundings: &dyn Surroundings,
) -> Result<Store, StoreError> {
    let (path, found) = prepare(path, access, surroundings)?;
    let writable = access == Access::ReadWrite
        && surroundings.may_write(&path)
        && surroundings.may_write(place::folder_of(&path));
    if found == Found::File && !(writable && is_half_begun(&path)?) {
        probe(&path)?;
    }
    if writable {
        return open_for_writing(path);
    }
    let db = open_for_reading(&path)?;
    ready_to_read(&db, &path).map_err(|error| error.at(&path, "opening"))?;
    Ok(Store {
        db,
        path,
        read_only: true,
    })
}

/// A store that lives as long as the value: for tests and trials.
pub(super) fn in_memory() -> Result<Store, StoreError> {
    let db = Connection::open_in_memory()?;
    schema::guard(&db)?;
    schema::tune(&db)?;
    schema::migrate(&db)?;
    Ok(Store {
        db,
        path: PathBuf::from(":memory:"),
        read_only: false,
    })
}

/// Looks at the path and its file system; creates folder and file where a new store is wanted.
fn prepare(
    path: &Path,
    access: Access,
    surroundings: &dyn Surroundings,
) -> Result<(PathBuf, Found), StoreError> {
    let found = place::look(path)?;
    if found == Found::Nothing && access == Access::ReadOnly {
        return Err(StoreError::Missing {
            path: path.to_owned(),
        });
    }
    let folder = place::folder_of(path);
    if let Some(ground) = folder.ancestors().find(|ground| ground.exists()) {
        place::refuse_network(ground, surroundings)?;
    }
    if !folder.exists() {
        place::create_folder(folder)?;
    }
    let path = place::settled(path)?;
    let folder = place::folder_of(&path);
    place::refuse_network(folder, surroundings)?;
    if found != Found::Nothing {
        return Ok((path, found));
    }
    place::create_file(&path)?;
    place::sync_folder(folder)?;
    Ok((path, Found::EmptyFile))
}

/// Reads the marks of a file before any connection may write to it.
fn probe(path: &Path) -> Result<(), StoreError> {
    if !place::beside(path, "-journal").exists() {
        refuse_foreign(path, header_of(path)?)?;
    }
    let db = open_for_reading(path)?;
    let mark = schema::probe(&db).map_err(|error| StoreError::from(error).at(path, "opening"))?;
    refuse_foreign(path, Some(mark))
}

/// Whether the machine stopped, or another process is busy, while this store is being created: a journal lies beside, and
/// the marks are none or ours. `SQLite` waits for the other, or takes the first save back; only a writer can do that.
fn is_half_begun(path: &Path) -> Result<bool, StoreError> {
    if !place::beside(path, "-journal").exists() {
        return Ok(false);
    }
    let mark = header_of(path)?;
    Ok(mark.is_none_or(|mark| mark.application == 0 || mark.application == APPLICATION_ID))
}

fn refuse_foreign(path: &Path, mark: Option<Mark>) -> Result<(), StoreError> {
    let path = path.to_owned();
    match mark {
        Some(mark) if mark.is_empty => Ok(()),
        Some(mark) if mark.application != APPLICATION_ID => Err(StoreError::Foreign { path }),
        None => Err(StoreError::Foreign { path }),
        Some(mark) if mark.version > SCHEMA_VERSION => Err(StoreError::TooNew {
            path,
            found: mark.version,
            known: SCHEMA_VERSION,
        }),
        Some(_) => Ok(()),
    }
}

/// The marks in the first hundred bytes of the file itself; `None` when they are not those of a database.
fn header_of(path: &Path) -> Result<Option<Mark>, StoreError> {
    let mut header = [0; 100];
    let mut file = fs::File::open(path).map_err(StoreError::io(path, "opening"))?;
    if file.read_exact(&mut header).is_err() || !header.starts_with(b"SQLite format 3\0") {
        return Ok(None);
    }
    let number = |at: usize| {
        let bytes = header.get(at..at + 4).and_then(|four| four.try_into().ok());
        i64::from(u32::from_be_bytes(bytes.unwrap_or_default()))
    };
    Ok(Some(Mark {
        application: number(68),
        version: number(60),
        is_empty: false,
    }))
}

fn open_for_writing(path: PathBuf) -> Result<Store, StoreError> {
    let opened = writing_connection(&path).map_err(|error| error.at(&path, "opening"))?;
    Ok(Store {
        db: opened,
        path,
        read_only: false,
    })
}

fn writing_connection(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let db = Connection::open_with_flags(path, flags)?;
    schema::guard(&db)?;
    refuse_foreign(path, Some(schema::probe(&db)?))?;
    schema::tune(&db)?;
    schema::migrate(&db)?;
    patiently(|| schema::make_durable(&db))?;
    if !schema::projection_is_known(&db)? {
        projection::rebuild(&db)?;
    }
    Ok(db)
}

/// The change to write-ahead logging needs the file for itself and does not wait for it of its own accord.
fn patiently(mut work: impl FnMut() -> rusqlite::Result<()>) -> rusqlite::Result<()> {
    let until = Instant::now() + Duration::from_secs(5);
    loop {
        match work() {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && Instant::now() < until =>
            {
                thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

/// A connection that cannot write. Where the folder cannot hold the files that readers share, the file is read as it
/// lies, which is right only while no saves wait beside it.
fn open_for_reading(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let failed = |error: rusqlite::Error| StoreError::from(error).at(path, "opening");
    let db = Connection::open_with_flags(path, flags).map_err(failed)?;
    schema::guard(&db).map_err(failed)?;
    match schema::probe(&db) {
        Ok(_) => return Ok(db),
        Err(error) if needs_shared_files(&error) => {}
        Err(error) => return Err(failed(error)),
    }
    if fs::metadata(place::beside(path, "-wal")).is_ok_and(|wal| wal.len() > 0) {
        return Err(StoreError::UnmergedSaves {
            path: path.to_owned(),
        });
    }
    let db = Connection::open_with_flags(immutable(path), flags | OpenFlags::SQLITE_OPEN_URI)
        .map_err(failed)?;
    schema::guard(&db).map_err(failed)?;
    Ok(db)
}

fn needs_shared_files(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
    )
}

/// The path as an address that tells `SQLite` nobody writes to the file.
fn immutable(path: &Path) -> String {
    use std::fmt::Write as _;
    let mut address = String::from("file:");
    for &byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.') {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address.push_str("?immutable=1");
    address
}

fn ready_to_read(db: &Connection, path: &Path) -> Result<(), StoreError> {
    schema::tune(db)?;
    let current = schema::probe(db)?.version == SCHEMA_VERSION;
    if current && schema::projection_is_known(db)? {
        return Ok(());
    }
    Err(StoreError::Outdated {
        path: path.to_owned(),
    })
}
