-- What a chat has chosen.
CREATE TABLE chat (
    id       INTEGER PRIMARY KEY,
    language TEXT NOT NULL CHECK (language IN ('kk', 'ru', 'en'))
);

-- Updates that have been handled, kept for as long as they could be delivered again. No content.
CREATE TABLE handled (
    update_id INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL -- Unix time
);
CREATE INDEX handled_at ON handled (at);
