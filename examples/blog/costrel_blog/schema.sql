CREATE TABLE IF NOT EXISTS author (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    password_hash TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS post (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- an address never comes back with another post
    author_id INTEGER NOT NULL REFERENCES author (id),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    written TEXT NOT NULL, -- both moments: ISO 8601, UTC
    edited TEXT
);

CREATE INDEX IF NOT EXISTS post_newest ON post (written DESC, id DESC);
