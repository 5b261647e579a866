-- Who has how much time for leading, what leading takes, who does it, who could take it over.

CREATE TABLE time_given (
    id UUID PRIMARY KEY,
    community UUID NOT NULL REFERENCES community (id),
    person UUID NOT NULL REFERENCES person (id),
    -- Thousandths of a full-time post; the newest counts, older ones are history.
    share BIGINT NOT NULL,
    from_day TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    given_by UUID
);
CREATE INDEX time_given_community ON time_given (community, from_day);
CREATE INDEX time_given_person ON time_given (person, from_day);

CREATE TABLE activity (
    id UUID PRIMARY KEY,
    community UUID NOT NULL REFERENCES community (id),
    name TEXT NOT NULL,
    -- Tenths of hours a month.
    hours BIGINT NOT NULL,
    -- reactive, shared or strategic
    character TEXT NOT NULL,
    -- none, weekly, fortnightly, monthly, quarterly or yearly, counted from a day: when its absence is felt.
    rhythm TEXT NOT NULL,
    first_on TEXT NOT NULL,
    from_day TEXT NOT NULL,
    -- The first day on which nobody does it any more.
    to_day TEXT,
    added_at BIGINT NOT NULL,
    added_by UUID
);
CREATE INDEX activity_community ON activity (community, from_day);

-- Who owns an activity and who could take it over now, from a day to a day.
CREATE TABLE carrier (
    id UUID PRIMARY KEY,
    activity UUID NOT NULL REFERENCES activity (id),
    person UUID NOT NULL REFERENCES person (id),
    -- owner or deputy
    part TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT,
    named_at BIGINT NOT NULL,
    named_by UUID
);
CREATE UNIQUE INDEX carrier_held ON carrier (activity, person) WHERE to_day IS NULL;
CREATE INDEX carrier_activity ON carrier (activity, from_day);
CREATE INDEX carrier_person ON carrier (person, from_day);

-- Somebody is asked to own an activity, or to be its deputy, from a day on; it is so when they say yes.
CREATE TABLE hand_over (
    id UUID PRIMARY KEY,
    activity UUID NOT NULL REFERENCES activity (id),
    -- Who hands it over; NULL where nobody gives it up.
    from_person UUID REFERENCES person (id),
    to_person UUID NOT NULL REFERENCES person (id),
    part TEXT NOT NULL,
    on_day TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    asked_by UUID,
    -- accepted, declined or withdrawn
    answer TEXT,
    reason TEXT,
    answered_at BIGINT
);
CREATE INDEX hand_over_waiting ON hand_over (to_person, on_day) WHERE answer IS NULL;
CREATE INDEX hand_over_activity ON hand_over (activity, asked_at);
