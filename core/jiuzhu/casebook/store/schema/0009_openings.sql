-- What pools had given before this casebook began: an office seldom starts on the first of January.
--
-- Rows are changes: the first one of a person, year and pool is what was used, a later one mends it.
-- There is none after the person's first entry of that year, which drew on what stood here.
CREATE TABLE openings (
    opening INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES people (person),
    year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 9999),
    pool TEXT NOT NULL CHECK (pool <> ''),
    cap INTEGER CHECK (cap >= 0),                -- the pool's highest cap of that year; NULL: none
    change INTEGER NOT NULL CHECK (change <> 0)  -- fen
) STRICT;

CREATE INDEX openings_by_person ON openings (person, year, pool);

CREATE TRIGGER openings_stay BEFORE UPDATE ON openings
BEGIN
    SELECT RAISE(ABORT, 'ledger: openings are never changed');
END;

CREATE TRIGGER openings_keep BEFORE DELETE ON openings
BEGIN
    SELECT RAISE(ABORT, 'ledger: openings are never deleted');
END;

CREATE TRIGGER openings_come_first BEFORE INSERT ON openings
WHEN EXISTS (SELECT 1 FROM entries WHERE person = NEW.person AND year = NEW.year)
BEGIN
    SELECT RAISE(ABORT, 'ledger: the person-year has entries already');
END;
