-- The ground: what every room writes to.
CREATE TABLE journal_reader (
    name TEXT PRIMARY KEY,
    position BIGINT NOT NULL
);

CREATE TABLE series (
    name TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);

-- Files by content: pictures and attachments of pages. Bytes last: engines read past them only when asked.
CREATE TABLE file (
    sha256 TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    content BYTEA NOT NULL
);
