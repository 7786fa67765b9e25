-- Who the casebook knows, and the chain of who did what.
-- Times are Beijing times as text: 2026-11-21 09:30:00. Days are text: 2026-11-21. Sums are fen.

CREATE TABLE people (
    person INTEGER PRIMARY KEY,  -- the opaque number that logs may show
    person_id TEXT NOT NULL UNIQUE CHECK (length(person_id) = 18),
    name TEXT NOT NULL,
    home_care INTEGER NOT NULL DEFAULT 0 CHECK (home_care IN (0, 1)),
    township TEXT NOT NULL DEFAULT '',
    village TEXT NOT NULL DEFAULT '',
    died_on TEXT CHECK (died_on IS NULL OR died_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    account_holder TEXT NOT NULL DEFAULT '',
    account_bank TEXT NOT NULL DEFAULT '',
    account_number TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX people_by_name ON people (name);

-- The audit trail. hash = SHA-256 over prev and the row's own fields; see jiuzhu.casebook.audit.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    at TEXT NOT NULL,
    actor TEXT NOT NULL CHECK (actor <> ''),
    role TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action <> ''),
    subject TEXT NOT NULL,      -- the table of the row it speaks of, or ''
    subject_key TEXT NOT NULL,  -- that row's key
    row_hash TEXT NOT NULL,     -- SHA-256 of that row after the action, or ''
    detail TEXT NOT NULL,       -- JSON
    prev TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE INDEX audit_by_subject ON audit (subject, subject_key, seq);

CREATE TRIGGER audit_follows BEFORE INSERT ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit: wrong seq')
    WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit);
    SELECT RAISE(ABORT, 'audit: wrong prev')
    WHERE NEW.prev IS NOT coalesce((SELECT hash FROM audit WHERE seq = NEW.seq - 1), '');
END;

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit: rows are never changed');
END;

CREATE TRIGGER audit_keeps BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit: rows are never deleted');
END;
