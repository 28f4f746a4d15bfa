-- A chat need not have chosen a language for something else to be kept about it. All of that hangs on the chat's row, so that
-- erasing the row erases everything.
CREATE TABLE chosen (
    id       INTEGER PRIMARY KEY,
    language TEXT CHECK (language IN ('kk', 'ru', 'en')),
    script   TEXT NOT NULL DEFAULT '' CHECK (script IN ('', 'latn', 'arab'))
);
INSERT INTO chosen (id, language) SELECT id, language FROM chat;
DROP TABLE chat;
ALTER TABLE chosen RENAME TO chat;

-- Names that a chat waits for.
CREATE TABLE watch (
    id    INTEGER PRIMARY KEY AUTOINCREMENT, -- a button must never lead to another name
    chat  INTEGER NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
    name  TEXT NOT NULL,
    at    INTEGER NOT NULL,            -- Unix time
    known TEXT NOT NULL DEFAULT '',    -- ids of people found already, separated by spaces
    UNIQUE (chat, name)
);

-- The story that a chat is writing.
CREATE TABLE draft (
    chat INTEGER PRIMARY KEY REFERENCES chat (id) ON DELETE CASCADE,
    at   INTEGER NOT NULL,
    doc  TEXT NOT NULL                 -- JSON
);
CREATE INDEX draft_at ON draft (at);

-- Stories that were sent, for those who keep the records.
CREATE TABLE contribution (
    id       INTEGER PRIMARY KEY AUTOINCREMENT, -- a number that was told is never another story's
    chat     INTEGER NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
    at       INTEGER NOT NULL,
    language TEXT NOT NULL,
    doc      TEXT NOT NULL,            -- JSON
    closed   INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
);
CREATE INDEX contribution_chat ON contribution (chat, at);

-- Messages that the bot sends of its own accord. A row goes once its message is sent.
CREATE TABLE letter (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    chat     INTEGER NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
    doc      TEXT NOT NULL,            -- JSON
    due      INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX letter_due ON letter (due);

-- What the bot remembers of itself, such as the dataset in which the names were last looked for.
CREATE TABLE note (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
