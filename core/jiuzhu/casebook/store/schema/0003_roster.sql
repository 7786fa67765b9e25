-- The roster: who was recognised in which category, by which department, from when to when, and
-- when we came to know it. Rows are ended (known_to), never changed otherwise or deleted.

-- A list that a department sent: one file, one row here, all or nothing. Kind 'decision': no file,
-- but an operator's word, such as the resolving of an ambiguous row.
CREATE TABLE batches (
    batch INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('full', 'changes', 'deaths', 'decision')),
    department TEXT NOT NULL,
    month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    counts TEXT NOT NULL DEFAULT '{}'  -- JSON: {what became of the people: how many}
) STRICT;

CREATE UNIQUE INDEX a_file_once ON batches (file_hash, department, kind, month)
WHERE kind <> 'decision' AND file_hash <> '';

CREATE TRIGGER batches_stay BEFORE UPDATE ON batches
BEGIN
    SELECT RAISE(ABORT, 'roster: batches are never changed');
END;

CREATE TRIGGER batches_keep BEFORE DELETE ON batches
BEGIN
    SELECT RAISE(ABORT, 'roster: batches are never deleted');
END;

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
    ended_by INTEGER REFERENCES batches (batch),
    CHECK (known_to IS NULL OR known_to >= known_from)
) STRICT;

CREATE INDEX identities_by_person ON identities (person, known_to);
CREATE INDEX identities_by_batch ON identities (batch);
CREATE INDEX identities_by_end ON identities (ended_by) WHERE ended_by IS NOT NULL;

CREATE TRIGGER identities_stay BEFORE UPDATE ON identities
BEGIN
    SELECT RAISE(ABORT, 'roster: what was known is never changed')
    WHERE OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
        OR NEW.identity IS NOT OLD.identity OR NEW.person IS NOT OLD.person
        OR NEW.category IS NOT OLD.category OR NEW.valid_from IS NOT OLD.valid_from
        OR NEW.valid_to IS NOT OLD.valid_to OR NEW.department IS NOT OLD.department
        OR NEW.batch IS NOT OLD.batch OR NEW.known_from IS NOT OLD.known_from;
END;

CREATE TRIGGER identities_keep BEFORE DELETE ON identities
BEGIN
    SELECT RAISE(ABORT, 'roster: what was known is never deleted');
END;

-- Another ID under which a person is known: an operator decided that both are one person.
CREATE TABLE other_ids (
    person_id TEXT PRIMARY KEY CHECK (length(person_id) = 18),
    person INTEGER NOT NULL REFERENCES people (person),
    batch INTEGER NOT NULL REFERENCES batches (batch)
) STRICT, WITHOUT ROWID;

-- Rows of which it is not certain whom they speak of. They are held back from their batch, and
-- never make a second person; an operator resolves them, by a batch of kind 'decision'.
CREATE TABLE ambiguous_rows (
    item INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL REFERENCES batches (batch),
    row INTEGER NOT NULL,              -- in the file, as a person counts
    reason TEXT NOT NULL CHECK (reason IN ('name_differs', 'id_differs', 'repeated')),
    action TEXT NOT NULL CHECK (action IN ('add', 'cancel', 'died')),
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    township TEXT NOT NULL,
    village TEXT NOT NULL,
    home_care INTEGER CHECK (home_care IN (0, 1)),  -- NULL: the file does not say
    category TEXT NOT NULL,
    valid_from TEXT,                   -- NULL: the file does not say
    valid_to TEXT,
    says_end INTEGER NOT NULL CHECK (says_end IN (0, 1)),  -- 1: valid_to counts, also if NULL
    effective TEXT NOT NULL,
    died_on TEXT,
    candidate INTEGER REFERENCES people (person),  -- whom it may speak of
    status TEXT NOT NULL CHECK (status IN ('open', 'same', 'other', 'dropped', 'superseded')),
    resolved_by INTEGER REFERENCES batches (batch),
    CHECK ((status = 'open') = (resolved_by IS NULL)),
    CHECK ((action = 'died') = (died_on IS NOT NULL))
) STRICT;

CREATE INDEX ambiguous_by_status ON ambiguous_rows (status, item);

CREATE TRIGGER ambiguous_rows_keep BEFORE DELETE ON ambiguous_rows
BEGIN
    SELECT RAISE(ABORT, 'roster: ambiguous rows are never deleted');
END;

-- Wrong rows, until their department has sent them again: 'open' not handed back yet, 'returned'
-- written into an error file, 'resolved' came back in a later list.
CREATE TABLE returned_rows (
    returned INTEGER PRIMARY KEY,
    department TEXT NOT NULL,
    kind TEXT NOT NULL,
    month TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    row INTEGER NOT NULL,              -- in the file, as a person counts
    person_id TEXT NOT NULL,           -- as sent
    name TEXT NOT NULL,
    township TEXT NOT NULL,
    namesakes TEXT NOT NULL,           -- JSON: IDs of that name in the same file's good rows
    headers TEXT NOT NULL,             -- JSON: the sender's columns
    cells TEXT NOT NULL,               -- JSON: the row as sent
    faults TEXT NOT NULL,              -- JSON: [[column, reason in Chinese, in English], ...]
    status TEXT NOT NULL CHECK (status IN ('open', 'returned', 'resolved')),
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    resolved_by INTEGER REFERENCES batches (batch),
    UNIQUE (department, kind, file_hash, row),
    CHECK ((status = 'resolved') = (resolved_by IS NOT NULL))
) STRICT;

CREATE INDEX returned_by_status ON returned_rows (status, department);
