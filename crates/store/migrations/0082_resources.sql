-- Something outside (a book, a talk, a post, a course), with how it applies here.
CREATE TABLE resource (
    id UUID PRIMARY KEY,
    -- R 7, never used again.
    number BIGINT NOT NULL UNIQUE,
    -- book, post, talk or course
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    -- Who wrote or gave it, in the adder's words.
    maker TEXT,
    address TEXT,
    applies TEXT NOT NULL,
    community UUID REFERENCES community (id),
    added_at BIGINT NOT NULL,
    added_by UUID,
    changed_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_by UUID,
    why_ended TEXT
);
CREATE INDEX resource_listed ON resource (ended_at, number);
