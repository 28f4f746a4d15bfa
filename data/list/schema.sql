-- One list of people: written once by an import, then only read.

-- that the file is a list, see seal.go
PRAGMA application_id = 0x4a6f716c;

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- the list itself and the books that it took its records from
CREATE TABLE source (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;

-- people by their number in the list, some at a time; zstd. people: JSON, one a line. rows: what each was, see packRows
CREATE TABLE block (
    first  INTEGER PRIMARY KEY,
    people BLOB NOT NULL,
    rows   BLOB NOT NULL
);

-- the numbers of people in the list, NULL for those who may be living
CREATE TABLE person (
    id     TEXT PRIMARY KEY,
    number INTEGER
) WITHOUT ROWID;

-- facts of which the list gives the day; turn orders them: 0 a death, 1 another; seq counts in life
CREATE TABLE day_fact (
    month  INTEGER NOT NULL,
    day    INTEGER NOT NULL,
    turn   INTEGER NOT NULL,
    year   INTEGER NOT NULL,
    person INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (month, day, turn, year, person, seq)
) WITHOUT ROWID;

-- how many people the facts of a kind are of
CREATE TABLE day_count (
    month  INTEGER NOT NULL,
    day    INTEGER NOT NULL,
    year   INTEGER NOT NULL,
    kind   TEXT    NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (month, day, year, kind)
) WITHOUT ROWID;

-- rows of the input that could not be used, as they were
CREATE TABLE rejected (
    number INTEGER PRIMARY KEY,
    file   TEXT NOT NULL,
    line   INTEGER NOT NULL,
    reason TEXT NOT NULL,
    raw    BLOB NOT NULL
);
