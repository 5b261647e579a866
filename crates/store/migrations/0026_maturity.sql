-- How far a community has come: models with their cards, sessions in which people sort them, what was agreed.

CREATE TABLE maturity_model (
    id UUID PRIMARY KEY,
    -- Counts up; sessions keep the one that they began with.
    version BIGINT NOT NULL UNIQUE,
    -- JSON: key, area, stage (1 to 5), title, explanation of each card.
    cards TEXT NOT NULL,
    why TEXT,
    made_at BIGINT NOT NULL,
    made_by UUID
);

CREATE TABLE maturity_session (
    id UUID PRIMARY KEY,
    community UUID NOT NULL REFERENCES community (id),
    model UUID NOT NULL REFERENCES maturity_model (id),
    opened_on TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    opened_by UUID,
    second_facilitator UUID REFERENCES person (id),
    revealed_at BIGINT,
    closed_on TEXT,
    closed_by UUID,
    -- Set when it closes.
    sorted_by BIGINT,
    done BIGINT,
    in_progress BIGINT,
    next BIGINT,
    not_for_us BIGINT,
    split BIGINT,
    stage BIGINT
);
CREATE INDEX maturity_session_community ON maturity_session (community, opened_on);
CREATE INDEX maturity_session_open ON maturity_session (community) WHERE closed_on IS NULL;

-- Private: who placed what is shown to themself and to nobody else. Only sums leave this table.
CREATE TABLE placement (
    session UUID NOT NULL REFERENCES maturity_session (id),
    person UUID NOT NULL REFERENCES person (id),
    card TEXT NOT NULL,
    -- done, in_progress, next or not_for_us
    place TEXT NOT NULL,
    placed_at BIGINT NOT NULL,
    PRIMARY KEY (session, person, card)
);

CREATE TABLE maturity_agreed (
    session UUID NOT NULL REFERENCES maturity_session (id),
    card TEXT NOT NULL,
    -- A place, or split.
    place TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    decided_by UUID,
    PRIMARY KEY (session, card)
);

CREATE TABLE maturity_backlog (
    id UUID PRIMARY KEY,
    session UUID NOT NULL REFERENCES maturity_session (id),
    title TEXT NOT NULL,
    so_that TEXT,
    owner UUID REFERENCES person (id),
    by_day TEXT,
    -- Where it stands on the board.
    work TEXT,
    added_at BIGINT NOT NULL,
    added_by UUID
);
CREATE INDEX maturity_backlog_session ON maturity_backlog (session);
