-- What chats want to be told of the days. A subscription that is stopped rests: it must still be known that the chat had its message
-- of the day.
CREATE TABLE subscription (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    chat         INTEGER NOT NULL UNIQUE REFERENCES chat (id) ON DELETE CASCADE,
    thread       INTEGER NOT NULL DEFAULT 0,
    place        INTEGER NOT NULL CHECK (place BETWEEN 0 AND 2),
    scope        TEXT NOT NULL CHECK (scope IN ('daily', 'memorial', 'people')),
    people       TEXT NOT NULL DEFAULT '',  -- ids, separated by spaces
    minute       INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1439), -- of the day, on the clock of the zone
    zone         TEXT NOT NULL,
    loud         INTEGER NOT NULL DEFAULT 0 CHECK (loud IN (0, 1)),
    paused_until INTEGER NOT NULL DEFAULT 0, -- Unix time
    resting      TEXT NOT NULL DEFAULT '',   -- why nothing is sent
    planned      TEXT NOT NULL DEFAULT ''    -- the last day for which it was settled what is sent, YYYY-MM-DD
);
CREATE INDEX subscription_due ON subscription (zone, minute, planned) WHERE resting = '';

-- A message to many: that of a day, or an operator's word.
CREATE TABLE broadcast (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    kind   TEXT NOT NULL CHECK (kind IN ('day', 'word')),
    name   TEXT NOT NULL,                    -- the day, YYYY-MM-DD, or the name of the word
    state  TEXT NOT NULL CHECK (state IN ('planned', 'running', 'paused', 'stopped')),
    reason TEXT NOT NULL DEFAULT '',         -- why it was paused
    at     INTEGER NOT NULL,
    UNIQUE (kind, name)
);

-- Its texts, each as it will be sent: they are frozen when it is planned.
CREATE TABLE post (
    id        INTEGER PRIMARY KEY,
    broadcast INTEGER NOT NULL REFERENCES broadcast (id) ON DELETE CASCADE,
    variant   TEXT NOT NULL DEFAULT '',      -- of a word: for which chats it is, LANGUAGE/SCRIPT/PLACE
    doc       TEXT NOT NULL,                 -- JSON
    UNIQUE (broadcast, variant, doc)
);

-- One message to one subscriber. A subscriber has one a day.
CREATE TABLE delivery (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    broadcast    INTEGER NOT NULL REFERENCES broadcast (id) ON DELETE CASCADE,
    subscription INTEGER NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
    day          TEXT NOT NULL,              -- of the subscriber's calendar, YYYY-MM-DD
    post         INTEGER NOT NULL REFERENCES post (id),
    state        TEXT NOT NULL DEFAULT 'pending'
                 CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'unknown', 'expired', 'cancelled')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    due          INTEGER NOT NULL,           -- Unix time
    deadline     INTEGER NOT NULL DEFAULT 0, -- Unix time, 0 for none
    claimed      INTEGER,                    -- Unix time
    message      INTEGER NOT NULL DEFAULT 0, -- Telegram's number of the message
    reason       TEXT NOT NULL DEFAULT '',
    UNIQUE (subscription, day)
);
CREATE INDEX delivery_due ON delivery (broadcast, due, id) WHERE state = 'pending';
CREATE INDEX delivery_broadcast ON delivery (broadcast, state);
CREATE INDEX delivery_deadline ON delivery (deadline) WHERE state = 'pending' AND deadline > 0;
CREATE INDEX delivery_post ON delivery (post); -- else each text that is deleted reads all deliveries
CREATE INDEX letter_chat ON letter (chat);
CREATE INDEX delivery_sending ON delivery (state) WHERE state = 'sending';
