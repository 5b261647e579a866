-- Another organisation's people, communities and history came in. The newest may be taken back for an hour.
CREATE TABLE merger (
    id UUID PRIMARY KEY,
    -- As its export names it: which organisation, and what it is called.
    organisation UUID NOT NULL,
    name TEXT NOT NULL,
    on_day TEXT NOT NULL,
    done_at BIGINT NOT NULL,
    done_by UUID,
    -- The newest event when it was done: whatever came later may rest on it.
    last_position BIGINT NOT NULL,
    undone_at BIGINT,
    undone_by UUID,
    -- JSON: how many of which kind.
    counts TEXT NOT NULL
);
CREATE INDEX merger_done ON merger (done_at);
CREATE INDEX merger_organisation ON merger (organisation);

-- Where each record came from, in the order in which they were made. Goes when the merger is taken back.
CREATE TABLE merger_record (
    merger UUID NOT NULL REFERENCES merger (id),
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,
    -- What it is called in the other organisation; NULL for what belongs to the merger itself.
    theirs TEXT,
    -- What it is here.
    ours UUID NOT NULL,
    -- Made by the merger; otherwise it was here and is the same.
    is_made BOOLEAN NOT NULL,
    PRIMARY KEY (merger, place)
);
CREATE INDEX merger_record_ours ON merger_record (ours);
