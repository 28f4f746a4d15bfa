-- The compiled dataset. It is built once by go generate and only read afterwards.
-- Records are kept whole as JSON (doc); beside them stands what is searched by.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE source (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE topic  (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE event  (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE figure (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE person (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE guide  (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE term   (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID; -- by its code

CREATE TABLE contradiction (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;

-- what topics, events, guides and their steps are called, see titleKey
CREATE TABLE title (
    key  TEXT NOT NULL,
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    PRIMARY KEY (key, kind, id)
) WITHOUT ROWID;

-- which records (kind: person, topic, event, figure, contradiction) speak of a topic, event, figure or person
CREATE TABLE mention (
    target TEXT NOT NULL,
    kind   TEXT NOT NULL,
    id     TEXT NOT NULL,
    PRIMARY KEY (target, kind, id)
) WITHOUT ROWID;

-- former ids of people, so that links survive a merge
CREATE TABLE redirect (
    id     TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id)
) WITHOUT ROWID;

-- facts of people (seq counts in life) and events, where the source gives the day
CREATE TABLE day_fact (
    month  INTEGER NOT NULL,
    day    INTEGER NOT NULL,
    year   INTEGER NOT NULL,
    person TEXT    NOT NULL REFERENCES person (id),
    seq    INTEGER NOT NULL,
    PRIMARY KEY (month, day, year, person, seq)
) WITHOUT ROWID;

CREATE TABLE day_event (
    month INTEGER NOT NULL,
    day   INTEGER NOT NULL,
    year  INTEGER NOT NULL,
    event TEXT    NOT NULL REFERENCES event (id),
    PRIMARY KEY (month, day, year, event)
) WITHOUT ROWID;
