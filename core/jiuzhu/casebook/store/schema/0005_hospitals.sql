-- The register of hospitals: what they are, since when of which level, when designated or suspended.
-- Days are inclusive; until NULL: still so. Two designations, or two suspensions, of a hospital
-- never overlap. Rows are never deleted, and what began stays begun on its day.

CREATE TABLE hospitals (
    hospital INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (code <> '' AND code NOT GLOB '*[^0-9A-Z_-]*'),
    name TEXT NOT NULL CHECK (name <> ''),
    region TEXT NOT NULL CHECK (region IN ('county', 'city', 'outside'))
) STRICT;

-- A level holds from its day until the next one's.
CREATE TABLE hospital_levels (
    hospital_level INTEGER PRIMARY KEY,
    hospital INTEGER NOT NULL REFERENCES hospitals (hospital),
    since TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
    UNIQUE (hospital, since)
) STRICT;

CREATE TABLE designations (
    designation INTEGER PRIMARY KEY,
    hospital INTEGER NOT NULL REFERENCES hospitals (hospital),
    since TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    until TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND until >= since),
    why TEXT NOT NULL,  -- why it ended
    UNIQUE (hospital, since)
) STRICT;

CREATE TABLE suspensions (
    suspension INTEGER PRIMARY KEY,
    hospital INTEGER NOT NULL REFERENCES hospitals (hospital),
    since TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    until TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND until >= since),
    why TEXT NOT NULL CHECK (why <> ''),
    UNIQUE (hospital, since)
) STRICT;

CREATE TRIGGER designations_apart BEFORE INSERT ON designations
BEGIN
    SELECT RAISE(ABORT, 'designations: two of a hospital overlap') FROM designations
    WHERE hospital = NEW.hospital
        AND since <= coalesce(NEW.until, '9999-12-31') AND coalesce(until, '9999-12-31') >= NEW.since;
END;

CREATE TRIGGER designations_stay_apart BEFORE UPDATE ON designations
BEGIN
    SELECT RAISE(ABORT, 'designations: only their end may change')
    WHERE NEW.designation <> OLD.designation OR NEW.hospital <> OLD.hospital OR NEW.since <> OLD.since;
    SELECT RAISE(ABORT, 'designations: two of a hospital overlap') FROM designations
    WHERE hospital = NEW.hospital AND designation <> NEW.designation
        AND since <= coalesce(NEW.until, '9999-12-31') AND coalesce(until, '9999-12-31') >= NEW.since;
END;

CREATE TRIGGER suspensions_apart BEFORE INSERT ON suspensions
BEGIN
    SELECT RAISE(ABORT, 'suspensions: two of a hospital overlap') FROM suspensions
    WHERE hospital = NEW.hospital
        AND since <= coalesce(NEW.until, '9999-12-31') AND coalesce(until, '9999-12-31') >= NEW.since;
END;

CREATE TRIGGER suspensions_stay_apart BEFORE UPDATE ON suspensions
BEGIN
    SELECT RAISE(ABORT, 'suspensions: only their end may change')
    WHERE NEW.suspension <> OLD.suspension OR NEW.hospital <> OLD.hospital
        OR NEW.since <> OLD.since OR NEW.why <> OLD.why;
    SELECT RAISE(ABORT, 'suspensions: two of a hospital overlap') FROM suspensions
    WHERE hospital = NEW.hospital AND suspension <> NEW.suspension
        AND since <= coalesce(NEW.until, '9999-12-31') AND coalesce(until, '9999-12-31') >= NEW.since;
END;

CREATE TRIGGER hospitals_keep BEFORE DELETE ON hospitals
BEGIN
    SELECT RAISE(ABORT, 'hospitals: rows are never deleted');
END;

CREATE TRIGGER hospital_levels_keep BEFORE DELETE ON hospital_levels
BEGIN
    SELECT RAISE(ABORT, 'hospital levels: rows are never deleted');
END;

CREATE TRIGGER designations_keep BEFORE DELETE ON designations
BEGIN
    SELECT RAISE(ABORT, 'designations: rows are never deleted');
END;

CREATE TRIGGER suspensions_keep BEFORE DELETE ON suspensions
BEGIN
    SELECT RAISE(ABORT, 'suspensions: rows are never deleted');
END;
