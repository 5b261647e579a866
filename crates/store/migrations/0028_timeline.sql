-- What a community's timeline shows beside its memberships.

-- Days that changed a community, in the words of who wrote them down, or from an event.
CREATE TABLE turning_point (
    id UUID PRIMARY KEY,
    community UUID NOT NULL REFERENCES community (id),
    on_day TEXT NOT NULL,
    title TEXT NOT NULL,
    detail TEXT,
    added_at BIGINT NOT NULL,
    added_by UUID,
    -- Taken off again: kept, because history is not unsaid.
    removed_at BIGINT,
    removed_by UUID
);
CREATE INDEX turning_point_community ON turning_point (community, on_day);

-- Who took part in anything of their communities in a month; made from the journal, and made again from it.
CREATE TABLE part_taken (
    community UUID NOT NULL,
    month TEXT NOT NULL,
    person UUID NOT NULL,
    PRIMARY KEY (community, month, person)
);
CREATE TABLE energy (
    community UUID NOT NULL,
    -- 2026-11
    month TEXT NOT NULL,
    -- Distinct members who took part.
    people BIGINT NOT NULL,
    PRIMARY KEY (community, month)
);

-- A person's memberships on a day; a community's leavers by month.
CREATE INDEX membership_person ON membership (person, from_day);
CREATE INDEX membership_left ON membership (community, to_day) WHERE to_day IS NOT NULL;
