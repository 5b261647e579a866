-- Who is here, what they belong to, what they work on. Current facts stand on the thing itself, so that pages read
-- one row; who changed them, when and why stands in a record beside it. Days are ISO text, times microseconds.
CREATE TABLE organisation (
    id UUID PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    named_at BIGINT NOT NULL,
    named_by UUID
);

CREATE TABLE unit (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisation (id),
    parent UUID REFERENCES unit (id),
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    named_at BIGINT NOT NULL,
    named_by UUID,
    closed_on TEXT
);
CREATE INDEX unit_parent ON unit (parent);

CREATE TABLE location (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    address TEXT,
    added_at BIGINT NOT NULL,
    added_by UUID,
    closed_on TEXT
);

CREATE TABLE person (
    id UUID PRIMARY KEY,
    -- Lower case, made so before it comes here: the engines disagree about other scripts.
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    -- invited, active, suspended or left; the newest person_state says who decided and why.
    state TEXT NOT NULL,
    -- Counts up when all sessions must end: suspension, leaving, a new password.
    generation BIGINT NOT NULL,
    joined_on TEXT NOT NULL,
    left_on TEXT,
    unit UUID REFERENCES unit (id),
    location UUID REFERENCES location (id),
    line_manager UUID REFERENCES person (id),
    added_at BIGINT NOT NULL,
    added_by UUID
);
CREATE INDEX person_by_name ON person (sort_name, id);
CREATE INDEX person_unit ON person (unit);
CREATE INDEX person_line_manager ON person (line_manager);

CREATE TABLE person_state (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    state TEXT NOT NULL,
    at BIGINT NOT NULL,
    decided_by UUID,
    reason TEXT
);
CREATE INDEX person_state_person ON person_state (person, at);

CREATE TABLE person_duty (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    duty TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    granted_by UUID,
    revoked_at BIGINT,
    revoked_by UUID
);
CREATE UNIQUE INDEX person_duty_held ON person_duty (person, duty) WHERE revoked_at IS NULL;

CREATE TABLE community (
    id UUID PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    -- practice, interest or action.
    kind TEXT NOT NULL,
    parent UUID REFERENCES community (id),
    -- What sets a local community apart: place, unit, level or context.
    segment_by TEXT,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    -- How its members would know that the purpose is met.
    signs TEXT,
    founded_on TEXT NOT NULL,
    founded_by UUID,
    -- A community of action ends by a day.
    ends_on TEXT,
    closed_on TEXT,
    closed_by UUID,
    outcome TEXT
);
CREATE INDEX community_parent ON community (parent);
CREATE INDEX community_by_kind ON community (kind, sort_name, id);
CREATE INDEX community_by_name ON community (sort_name, id);

CREATE TABLE membership (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    community UUID NOT NULL REFERENCES community (id),
    -- member, lead or head now; appointment has the history.
    standing TEXT NOT NULL,
    -- open_recruitment, transfer, founding or chosen.
    route TEXT NOT NULL,
    level TEXT,
    from_day TEXT NOT NULL,
    -- NULL: a member today.
    to_day TEXT,
    decided_at BIGINT NOT NULL,
    decided_by UUID,
    evidence TEXT,
    ended_by UUID
);
CREATE UNIQUE INDEX membership_held ON membership (person, community) WHERE to_day IS NULL;
CREATE INDEX membership_standing ON membership (community, standing) WHERE to_day IS NULL;
CREATE INDEX membership_community ON membership (community, from_day);

CREATE TABLE appointment (
    id UUID PRIMARY KEY,
    membership UUID NOT NULL REFERENCES membership (id),
    community UUID NOT NULL REFERENCES community (id),
    standing TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT,
    decided_at BIGINT NOT NULL,
    decided_by UUID
);
CREATE INDEX appointment_membership ON appointment (membership);
CREATE INDEX appointment_community ON appointment (community, from_day);

CREATE TABLE product (
    id UUID PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    -- discovery, alpha, beta, live or retired now; product_phase has the history.
    phase TEXT NOT NULL,
    unit UUID REFERENCES unit (id),
    purpose TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    added_by UUID
);
CREATE INDEX product_by_name ON product (sort_name, id);
CREATE INDEX product_unit ON product (unit);

CREATE TABLE product_phase (
    id UUID PRIMARY KEY,
    product UUID NOT NULL REFERENCES product (id),
    phase TEXT NOT NULL,
    from_day TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    decided_by UUID
);
CREATE INDEX product_phase_product ON product_phase (product, from_day);

CREATE TABLE team_membership (
    id UUID PRIMARY KEY,
    product UUID NOT NULL REFERENCES product (id),
    person UUID NOT NULL REFERENCES person (id),
    -- The community whose profession the person brings to the team.
    profession UUID REFERENCES community (id),
    from_day TEXT NOT NULL,
    to_day TEXT,
    decided_at BIGINT NOT NULL,
    decided_by UUID
);
CREATE UNIQUE INDEX team_membership_held ON team_membership (person, product) WHERE to_day IS NULL;
CREATE INDEX team_membership_product ON team_membership (product, to_day);
