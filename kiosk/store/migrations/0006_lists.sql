ALTER TABLE folded ADD COLUMN near TEXT NOT NULL DEFAULT '';
ALTER TABLE folded ADD COLUMN due TEXT NOT NULL DEFAULT '?';
ALTER TABLE folded ADD COLUMN legal TEXT NOT NULL DEFAULT '';
ALTER TABLE folded ADD COLUMN deemed_near TEXT NOT NULL DEFAULT '';
ALTER TABLE folded ADD COLUMN deemed_due TEXT NOT NULL DEFAULT '';
ALTER TABLE folded ADD COLUMN deemed_legal TEXT NOT NULL DEFAULT '';
ALTER TABLE folded ADD COLUMN asks TEXT NOT NULL DEFAULT '';
ALTER TABLE folded ADD COLUMN written TEXT;
UPDATE folded SET written = plain;
CREATE INDEX folded_due ON folded (due, number, near, legal, deemed_due) WHERE due <> '';
CREATE INDEX folded_deemed ON folded (deemed_due, number, deemed_near, deemed_legal, due) WHERE deemed_due <> '';
CREATE INDEX folded_state ON folded (state, sort DESC);
CREATE INDEX folded_unsent ON folded (last_seq);
CREATE INDEX folded_asks ON folded (sort DESC) WHERE asks <> '';
CREATE TABLE given_up (
  seq INTEGER PRIMARY KEY REFERENCES facts (seq), number TEXT NOT NULL, choice TEXT NOT NULL, at TEXT NOT NULL,
  by TEXT NOT NULL
) STRICT;
CREATE INDEX given_up_of_case ON given_up (number);
