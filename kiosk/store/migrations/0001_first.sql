CREATE TABLE migrations (name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE facts (
  seq INTEGER PRIMARY KEY, number TEXT NOT NULL, kind TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,
  envelope TEXT NOT NULL, signature TEXT NOT NULL
) STRICT;
CREATE INDEX facts_of_case ON facts (number, seq);
CREATE TABLE bodies (seq INTEGER PRIMARY KEY REFERENCES facts (seq), body TEXT NOT NULL, salt TEXT NOT NULL) STRICT;
CREATE TABLE folded (
  number TEXT PRIMARY KEY, last_seq INTEGER NOT NULL, sort TEXT NOT NULL, state TEXT NOT NULL, plain TEXT NOT NULL
) STRICT;
CREATE INDEX folded_newest ON folded (sort DESC);
CREATE TABLE counters (day TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE versions (
  item TEXT NOT NULL, version TEXT NOT NULL, form_version TEXT NOT NULL, plain TEXT NOT NULL,
  PRIMARY KEY (item, version, form_version)
) STRICT, WITHOUT ROWID;
CREATE TABLE spool (
  id INTEGER PRIMARY KEY, document TEXT NOT NULL, copy INTEGER NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL,
  status TEXT NOT NULL, code TEXT NOT NULL DEFAULT '', ordered_at TEXT NOT NULL, ended_at TEXT,
  sheet TEXT, media TEXT, data BLOB, UNIQUE (document, copy)
) STRICT;
CREATE INDEX spool_of_case ON spool (number, kind);
CREATE INDEX spool_waiting ON spool (id) WHERE status IN ('ordered', 'drawn', 'sent');
CREATE TABLE audit (
  n INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL,
  detail TEXT NOT NULL, fact TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TABLE drafts (
  id TEXT PRIMARY KEY, item TEXT NOT NULL, form_version TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
  plain TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE findable (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (kind, key)) STRICT;
CREATE VIRTUAL TABLE grams USING fts5 (
  words, content='', contentless_delete=1, detail=none, prefix='2 3 4 5 6', tokenize="unicode61 remove_diacritics 0"
);
INSERT INTO grams (grams, rank) VALUES ('secure-delete', 1);
