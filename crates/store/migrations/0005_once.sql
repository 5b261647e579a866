-- Answers kept for a day, so that a request sent twice changes things once.
CREATE TABLE once_reply (
    key_hash TEXT PRIMARY KEY,
    content_hash TEXT NOT NULL,
    at BIGINT NOT NULL,
    status BIGINT NOT NULL,
    location TEXT,
    body TEXT
);
CREATE INDEX once_reply_at ON once_reply (at);
