-- Operators: who may log in, as what, and where. Rows are never deleted.

CREATE TABLE operators (
    name TEXT PRIMARY KEY CHECK (name <> '' AND name NOT LIKE 'local:%'),
    role TEXT NOT NULL CHECK (
        role IN ('clerk', 'reviewer', 'treasurer', 'supervisor', 'administrator', 'auditor')
    ),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    password_hash TEXT NOT NULL CHECK (password_hash GLOB '$argon2id$*'),
    must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),  -- somebody else chose it
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER operators_keep BEFORE DELETE ON operators
BEGIN
    SELECT RAISE(ABORT, 'operators are disabled, never deleted');
END;

-- Once there is an administrator there always is one: else whoever holds the file could add one.
CREATE TRIGGER operators_need_an_administrator AFTER UPDATE ON operators
WHEN OLD.role = 'administrator' AND OLD.active = 1
BEGIN
    SELECT RAISE(ABORT, 'operators: the last administrator stays')
    WHERE NOT EXISTS (SELECT 1 FROM operators WHERE role = 'administrator' AND active = 1);
END;

-- Where an operator may act; no active row: everywhere.
CREATE TABLE operator_townships (
    operator TEXT NOT NULL REFERENCES operators (name),
    township TEXT NOT NULL CHECK (township <> ''),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    PRIMARY KEY (operator, township)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER operator_townships_keep BEFORE DELETE ON operator_townships
BEGIN
    SELECT RAISE(ABORT, 'operator_townships: rows are ended, never deleted');
END;

-- Failed logins since the last good one, also of names that no account has: a lock must not tell
-- which names exist. The name is kept as its SHA-256, since people type passwords into that field.
CREATE TABLE login_failures (
    name_hash TEXT PRIMARY KEY CHECK (length(name_hash) = 64),
    failures INTEGER NOT NULL CHECK (failures > 0),
    locked_until TEXT NOT NULL  -- '' while still free
) STRICT, WITHOUT ROWID;
