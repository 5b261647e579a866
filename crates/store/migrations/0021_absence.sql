-- Rehearsals that were kept, and absences with their plan. Why somebody is away is nobody's to know: there is no place
-- for it here.

CREATE TABLE rehearsal (
    id UUID PRIMARY KEY,
    community UUID NOT NULL REFERENCES community (id),
    person UUID NOT NULL REFERENCES person (id),
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    covered BIGINT NOT NULL,
    at_risk BIGINT NOT NULL,
    lost BIGINT NOT NULL,
    kept_at BIGINT NOT NULL,
    kept_by UUID
);
CREATE INDEX rehearsal_community ON rehearsal (community, kept_at);

CREATE TABLE absence (
    id UUID PRIMARY KEY,
    community UUID NOT NULL REFERENCES community (id),
    person UUID NOT NULL REFERENCES person (id),
    -- Both days counted.
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    planned_at BIGINT NOT NULL,
    planned_by UUID,
    begun_on TEXT,
    begun_by UUID,
    back_on TEXT,
    back_by UUID
);
CREATE INDEX absence_community ON absence (community, from_day);
CREATE INDEX absence_open ON absence (person, from_day) WHERE back_on IS NULL;

-- What becomes of an activity meanwhile.
CREATE TABLE absence_line (
    id UUID PRIMARY KEY,
    absence UUID NOT NULL REFERENCES absence (id),
    activity UUID NOT NULL REFERENCES activity (id),
    -- taken by somebody, paused on purpose, or open
    what TEXT NOT NULL,
    person UUID REFERENCES person (id),
    agreed_at BIGINT,
    declined_at BIGINT,
    -- Afterwards: did it hold?
    held BOOLEAN,
    note TEXT,
    UNIQUE (absence, activity)
);
CREATE INDEX absence_line_person ON absence_line (person) WHERE agreed_at IS NULL AND declined_at IS NULL;
