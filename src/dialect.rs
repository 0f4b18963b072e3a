//! ADR file formats: bytes in, facts with their places out. Knows no store, no screen and no file system.
