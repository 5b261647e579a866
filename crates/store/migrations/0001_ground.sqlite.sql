CREATE TABLE journal (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id UUID NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject UUID NOT NULL,
    actor UUID,
    at BIGINT NOT NULL,
    audience TEXT NOT NULL,
    payload TEXT NOT NULL
);
CREATE INDEX journal_subject ON journal (subject, position);
