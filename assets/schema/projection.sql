-- What can be made again from the events: thrown away and replayed by `rebuild`, never a source of truth.
-- Raise PROJECTION_VERSION in src/store/schema.rs with every change here.

CREATE TABLE user_action(
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  actor TEXT NOT NULL,
  turn TEXT NOT NULL CHECK (turn IN ('do', 'undo', 'redo')),
  undoes BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX user_action_actor ON user_action(actor, first_seq);
CREATE INDEX user_action_undoes ON user_action(undoes) WHERE undoes IS NOT NULL;

CREATE TABLE current(
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  kind TEXT NOT NULL,
  parent BLOB,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  public_id TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE INDEX current_kind ON current(kind, parent);

-- What a list shows. Dates are yyyymmdd (dd is 0 where only the month is known), moments are milliseconds since 1970.
CREATE TABLE adr_row(
  pk INTEGER PRIMARY KEY REFERENCES current(pk),
  id BLOB NOT NULL,
  log BLOB NOT NULL,
  number INTEGER,
  label TEXT NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  decided INTEGER,
  review_by INTEGER,
  status_since INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  tags TEXT NOT NULL,
  people TEXT NOT NULL,
  findings INTEGER NOT NULL,
  source BLOB NOT NULL,
  edited_here INTEGER NOT NULL
) STRICT;
CREATE INDEX adr_row_number ON adr_row(log, number, label);
CREATE INDEX adr_row_status ON adr_row(status, log);
-- Enough to order what waits and what changed without reading the rows themselves.
CREATE INDEX adr_row_life ON adr_row(status, changed_at, decided, status_since);
CREATE INDEX adr_row_review ON adr_row(review_by) WHERE review_by IS NOT NULL;
CREATE INDEX adr_row_changed ON adr_row(changed_at);
-- What no file outside says yet: only these can have changed on both sides.
CREATE INDEX adr_row_edited ON adr_row(changed_at) WHERE edited_here = 1;

-- The comments nobody has settled yet, and the decisions they are about.
CREATE TABLE open_comment(
  pk INTEGER PRIMARY KEY REFERENCES current(pk),
  record BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX open_comment_record ON open_comment(record, at);

-- The labels ever given, those of records that are gone too: none is given twice.
CREATE TABLE given_label(label TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- The systems as their list shows them. No event tells of a row: it is dropped when an event touches what it rests on, and
-- computed again when somebody asks. Days are yyyy-mm-dd.
CREATE TABLE standing(
  system BLOB PRIMARY KEY CHECK (length(system) = 16),
  line TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  basis BLOB NOT NULL CHECK (length(basis) = 32)
) STRICT, WITHOUT ROWID;
-- What a row rests on besides the system and the records below it: decisions and persons.
CREATE TABLE standing_upon(
  record BLOB NOT NULL CHECK (length(record) = 16),
  system BLOB NOT NULL,
  PRIMARY KEY (record, system)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_upon_system ON standing_upon(system);

-- The names under which other records of the log may speak of a record.
CREATE TABLE adr_name(
  name TEXT NOT NULL,
  log BLOB NOT NULL,
  adr INTEGER NOT NULL REFERENCES adr_row(pk),
  PRIMARY KEY (name, log, adr)
) STRICT, WITHOUT ROWID;
CREATE INDEX adr_name_adr ON adr_name(adr);

-- The links as stated, and the names each target may mean, best first. Who is meant is decided when they are read.
CREATE TABLE adr_link(
  adr INTEGER NOT NULL REFERENCES adr_row(pk),
  position INTEGER NOT NULL,
  log BLOB NOT NULL,
  kind TEXT NOT NULL,
  partial INTEGER NOT NULL,
  phrase TEXT NOT NULL,
  target TEXT NOT NULL,
  text TEXT,
  PRIMARY KEY (adr, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX adr_link_log ON adr_link(log);
CREATE TABLE adr_link_name(
  adr INTEGER NOT NULL,
  position INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  log BLOB NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (adr, position, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX adr_link_name_name ON adr_link_name(name, log);

-- The words of title and text. It keeps no copy of them: a row is taken out by its number, so no old text can be forgotten.
CREATE VIRTUAL TABLE adr_text USING fts5(
  title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
);
-- Words wait in memory until they fill eight megabytes: a large import writes fewer and longer runs.
INSERT INTO adr_text(adr_text, rank) VALUES ('hashsize', 8388608);
