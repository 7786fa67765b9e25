-- The roster: who was recognised in which category, by which department, from when to when, and
-- when we came to know it. Rows are ended (known_to), never changed otherwise or deleted.

-- A list that a department sent: one file, one row here, all or nothing.
CREATE TABLE batches (
    batch INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('full', 'changes', 'deaths', 'decision')),
    department TEXT NOT NULL,
    month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

CREATE TABLE identities (
    identity INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES people (person),
    category TEXT NOT NULL CHECK (category <> ''),
    valid_from TEXT NOT NULL,
    valid_to TEXT CHECK (valid_to IS NULL OR valid_to >= valid_from),
    department TEXT NOT NULL,
    batch INTEGER NOT NULL REFERENCES batches (batch),
    known_from TEXT NOT NULL,  -- the time of the batch that brought it
    known_to TEXT,             -- the time of the batch that ended or replaced what we knew
    ended_by INTEGER REFERENCES batches (batch)
) STRICT;

CREATE INDEX identities_by_person ON identities (person, known_to);
