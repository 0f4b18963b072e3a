//! The only place that names rusqlite: events, blobs, current values, search. Knows no dialect and no screen.
