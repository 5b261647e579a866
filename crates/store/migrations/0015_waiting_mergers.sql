-- An export that was put before the people administrators: it waits until they have decided, or put it away.
CREATE TABLE waiting_merger (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL,
    name TEXT NOT NULL,
    put_at BIGINT NOT NULL,
    put_by UUID
);

-- Its tables as they were brought.
CREATE TABLE waiting_table (
    waiting UUID NOT NULL REFERENCES waiting_merger (id),
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (waiting, name)
);

-- What pairs there may be, and what somebody decided.
CREATE TABLE waiting_pair (
    waiting UUID NOT NULL REFERENCES waiting_merger (id),
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,
    theirs TEXT NOT NULL,
    their_name TEXT NOT NULL,
    ours TEXT NOT NULL,
    our_name TEXT NOT NULL,
    sure BIGINT NOT NULL,
    why TEXT NOT NULL,
    -- same, new or leave
    decision TEXT NOT NULL,
    decided_at BIGINT,
    decided_by UUID,
    PRIMARY KEY (waiting, place)
);
