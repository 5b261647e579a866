-- What a community wants, does on purpose, and where it talks.

CREATE TABLE goal (
    id UUID PRIMARY KEY,
    community UUID NOT NULL REFERENCES community (id),
    title TEXT NOT NULL,
    -- How its members would know.
    measure TEXT NOT NULL,
    -- Figures in thousandths; "61 of 72" has both parts, "0.5" only the first.
    start_value BIGINT NOT NULL,
    start_of BIGINT,
    target_value BIGINT NOT NULL,
    target_of BIGINT,
    -- The newest of goal_value, so that a list reads one row a goal.
    now_value BIGINT NOT NULL,
    now_of BIGINT,
    now_on TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    opened_by UUID,
    closed_on TEXT,
    closed_by UUID,
    -- met, missed or given_up
    outcome TEXT,
    reason TEXT
);
CREATE INDEX goal_open ON goal (community, due_on) WHERE closed_on IS NULL;
CREATE INDEX goal_community ON goal (community, opened_on);

CREATE TABLE goal_value (
    id UUID PRIMARY KEY,
    goal UUID NOT NULL REFERENCES goal (id),
    on_day TEXT NOT NULL,
    value BIGINT NOT NULL,
    out_of BIGINT,
    note TEXT,
    written_at BIGINT NOT NULL,
    written_by UUID
);
CREATE INDEX goal_value_goal ON goal_value (goal, on_day);

CREATE TABLE practice (
    id UUID PRIMARY KEY,
    community UUID NOT NULL REFERENCES community (id),
    name TEXT NOT NULL,
    -- What it is for, how one would see that it works, and when one looks.
    intent TEXT NOT NULL,
    signal TEXT NOT NULL,
    review_on TEXT NOT NULL,
    started_on TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    started_by UUID,
    retired_on TEXT
);
CREATE INDEX practice_running ON practice (community, review_on) WHERE retired_on IS NULL;
CREATE INDEX practice_community ON practice (community, started_on);

CREATE TABLE practice_review (
    id UUID PRIMARY KEY,
    practice UUID NOT NULL REFERENCES practice (id),
    on_day TEXT NOT NULL,
    -- kept, adapted or retired
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    decided_by UUID
);
CREATE INDEX practice_review_practice ON practice_review (practice, on_day);

CREATE TABLE channel (
    id UUID PRIMARY KEY,
    community UUID NOT NULL REFERENCES community (id),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    about TEXT,
    added_at BIGINT NOT NULL,
    added_by UUID,
    removed_at BIGINT,
    removed_by UUID
);
CREATE INDEX channel_community ON channel (community, name) WHERE removed_at IS NULL;
