-- How people are found by the pinyin of their names.
--
-- All of it follows from people: it holds nothing of its own and can be filled anew.

-- A name's pinyin, its given name's, its initials; see jiuzhu.casebook.cases.name_keys.
CREATE TABLE name_keys (
    key TEXT NOT NULL CHECK (key <> ''),
    person INTEGER NOT NULL,
    PRIMARY KEY (key, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX name_keys_by_person ON name_keys (person);

-- People whose keys are missing, or are those of a former name.
CREATE TABLE name_keys_due (
    person INTEGER PRIMARY KEY
) STRICT;

INSERT INTO name_keys_due (person) SELECT person FROM people;

CREATE TRIGGER name_keys_of_new AFTER INSERT ON people
BEGIN
    INSERT OR IGNORE INTO name_keys_due (person) VALUES (NEW.person);
END;

CREATE TRIGGER name_keys_of_renamed AFTER UPDATE OF name ON people WHEN NEW.name <> OLD.name
BEGIN
    INSERT OR IGNORE INTO name_keys_due (person) VALUES (NEW.person);
END;
