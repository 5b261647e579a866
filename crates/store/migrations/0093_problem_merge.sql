-- Two problems that were one: the one that leads keeps its number, the other stands here as it was, with what went over,
-- so that it can be taken back for a day. Its number leads to the one that leads.
CREATE TABLE problem_merge (
    id UUID PRIMARY KEY,
    lead UUID NOT NULL REFERENCES problem (id),
    gone UUID NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    hurts TEXT,
    product UUID,
    community UUID,
    raised_by UUID,
    stated_on TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    state_on TEXT NOT NULL,
    source TEXT,
    different TEXT,
    merged_at BIGINT NOT NULL,
    merged_by UUID,
    undone_at BIGINT,
    why TEXT NOT NULL,
    statement TEXT NOT NULL,
    -- JSON: the ids of what went over, and the states that it had.
    moved TEXT NOT NULL
);
CREATE INDEX problem_merge_lead ON problem_merge (lead, merged_at);
CREATE INDEX problem_merge_number ON problem_merge (number, merged_at);
