-- What must be true of a product: standards with versions, their points with who leads on them and what helps, and how
-- points of one version stand to those of another.
CREATE TABLE standard (
    id UUID PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID
);
CREATE TABLE standard_version (
    id UUID PRIMARY KEY,
    standard UUID NOT NULL REFERENCES standard (id),
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    -- Which outcomes a point can have: 'met' (met, with conditions, not met) or 'colours' (green, amber, red).
    scale TEXT NOT NULL,
    -- Words of the stages that products are assessed at, one space between.
    stages TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID,
    UNIQUE (standard, number)
);
CREATE TABLE standard_point (
    version UUID NOT NULL REFERENCES standard_version (id),
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    -- The profession that leads on it.
    leads UUID REFERENCES community (id),
    -- Markdown, as its source has it.
    guidance TEXT NOT NULL,
    PRIMARY KEY (version, number)
);
-- What a team is asked at a phase, and what it can show.
CREATE TABLE standard_prompt (
    version UUID NOT NULL REFERENCES standard_version (id),
    point BIGINT NOT NULL,
    phase TEXT NOT NULL,
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (version, point, phase, place)
);
-- A product that moves to a newer version takes its evidence along this map.
CREATE TABLE point_map (
    from_version UUID NOT NULL REFERENCES standard_version (id),
    from_point BIGINT NOT NULL,
    to_version UUID NOT NULL REFERENCES standard_version (id),
    to_point BIGINT NOT NULL,
    PRIMARY KEY (from_version, from_point, to_version, to_point)
);

-- A product before a panel. The newest state stands here, every one in assessment_state.
CREATE TABLE assessment (
    id UUID PRIMARY KEY,
    -- S 12, never changed and never used again.
    number BIGINT NOT NULL UNIQUE,
    product UUID NOT NULL REFERENCES product (id),
    version UUID NOT NULL REFERENCES standard_version (id),
    stage TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Asked for until it is held, then the day on which it was.
    on_day TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    asked_by UUID,
    outcome TEXT,
    published_at BIGINT,
    -- One sign a point, written when it is published: 0 met, 1 in part, 2 not, - nothing said.
    marks TEXT NOT NULL,
    about TEXT NOT NULL,
    summary TEXT NOT NULL
);
CREATE INDEX assessment_product ON assessment (product, on_day);
CREATE INDEX assessment_version ON assessment (version, state, on_day);
CREATE INDEX assessment_state_day ON assessment (state, on_day);
CREATE TABLE assessment_state (
    id UUID PRIMARY KEY,
    assessment UUID NOT NULL REFERENCES assessment (id),
    state TEXT NOT NULL,
    at BIGINT NOT NULL,
    decided_by UUID,
    words TEXT NOT NULL
);
CREATE INDEX assessment_state_of ON assessment_state (assessment, at);
-- Whoever offers to sit on panels, until they say otherwise.
CREATE TABLE panellist (
    person UUID PRIMARY KEY REFERENCES person (id),
    offered_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE TABLE panel_seat (
    assessment UUID NOT NULL REFERENCES assessment (id),
    person UUID NOT NULL REFERENCES person (id),
    -- For which they sit there; the profession that leads on some of the points.
    profession UUID REFERENCES community (id),
    is_chair BOOLEAN NOT NULL,
    named_on TEXT NOT NULL,
    named_by UUID,
    PRIMARY KEY (assessment, person)
);
CREATE INDEX panel_seat_person ON panel_seat (person, named_on);
CREATE TABLE evidence (
    id UUID PRIMARY KEY,
    assessment UUID NOT NULL REFERENCES assessment (id),
    point BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    added_by UUID,
    removed_at BIGINT,
    -- An outside address; what is here is named in the words as H 31 or P 87. Nothing is fetched.
    url TEXT,
    words TEXT NOT NULL
);
CREATE INDEX evidence_of ON evidence (assessment, point, added_at);
-- What the panel says of a point. Who writes on a version that is not the newest any more is told.
CREATE TABLE point_outcome (
    assessment UUID NOT NULL REFERENCES assessment (id),
    point BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    written BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    written_by UUID,
    reason TEXT NOT NULL,
    PRIMARY KEY (assessment, point)
);
-- What is to be done after it, by whom and by when.
CREATE TABLE assessment_action (
    id UUID PRIMARY KEY,
    assessment UUID NOT NULL REFERENCES assessment (id),
    point BIGINT,
    owner UUID REFERENCES person (id),
    due_on TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    closed_on TEXT,
    closed_by UUID,
    words TEXT NOT NULL,
    closed_words TEXT
);
CREATE INDEX assessment_action_of ON assessment_action (assessment, due_on);
CREATE INDEX assessment_action_open ON assessment_action (owner, due_on) WHERE closed_on IS NULL;

-- A product builds its own where a solution of this problem exists, and why.
CREATE TABLE built_again (
    product UUID NOT NULL REFERENCES product (id),
    problem UUID NOT NULL REFERENCES problem (id),
    said_on TEXT NOT NULL,
    said_by UUID,
    why TEXT NOT NULL,
    PRIMARY KEY (product, problem)
);

-- What all products of a phase must have met by a day; and for which it does not hold, why, until when.
CREATE TABLE track (
    id UUID PRIMARY KEY,
    standard UUID NOT NULL REFERENCES standard (id),
    title TEXT NOT NULL,
    point BIGINT,
    phase TEXT NOT NULL,
    by_day TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID,
    ended_at BIGINT
);
CREATE INDEX track_standard ON track (standard, by_day);
CREATE TABLE exemption (
    track UUID NOT NULL REFERENCES track (id),
    product UUID NOT NULL REFERENCES product (id),
    until_day TEXT NOT NULL,
    said_at BIGINT NOT NULL,
    said_by UUID,
    why TEXT NOT NULL,
    PRIMARY KEY (track, product)
);
