-- How communities meet. An occurrence is reckoned from its series; only what people did to it is written down.

CREATE TABLE meetup (
    id UUID PRIMARY KEY,
    -- E 9, never changed and never used again.
    number BIGINT NOT NULL UNIQUE,
    community UUID NOT NULL REFERENCES community (id),
    title TEXT NOT NULL,
    about TEXT,
    -- IANA name; the clock on the wall there decides.
    zone TEXT NOT NULL,
    first_on TEXT NOT NULL,
    -- Minutes after midnight on the wall, and how long.
    starts_minute BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    -- RFC 5545 RRULE; NULL for one that happens once.
    rule TEXT,
    -- The day of the last occurrence; NULL for a series without end.
    last_on TEXT,
    place TEXT,
    link TEXT,
    organiser UUID REFERENCES person (id),
    -- Counts up with every change, for calendars.
    sequence BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID,
    changed_at BIGINT NOT NULL,
    cancelled_at BIGINT,
    cancel_reason TEXT
);
CREATE INDEX meetup_community ON meetup (community, last_on);

-- One occurrence that is other than its series says; known by the day on which the series puts it.
CREATE TABLE meetup_change (
    meetup UUID NOT NULL REFERENCES meetup (id),
    on_day TEXT NOT NULL,
    is_cancelled BOOLEAN NOT NULL,
    new_on TEXT,
    new_minute BIGINT,
    place TEXT,
    link TEXT,
    reason TEXT,
    changed_at BIGINT NOT NULL,
    changed_by UUID,
    PRIMARY KEY (meetup, on_day)
);

CREATE TABLE rsvp (
    meetup UUID NOT NULL REFERENCES meetup (id),
    on_day TEXT NOT NULL,
    person UUID NOT NULL REFERENCES person (id),
    -- yes, no or maybe
    answer TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (meetup, on_day, person)
);

CREATE TABLE attendance (
    meetup UUID NOT NULL REFERENCES meetup (id),
    on_day TEXT NOT NULL,
    person UUID NOT NULL REFERENCES person (id),
    PRIMARY KEY (meetup, on_day, person)
);

CREATE TABLE meetup_notes (
    meetup UUID NOT NULL REFERENCES meetup (id),
    on_day TEXT NOT NULL,
    notes TEXT NOT NULL,
    -- Who came and is not named.
    visitors BIGINT NOT NULL,
    noted_at BIGINT NOT NULL,
    noted_by UUID,
    PRIMARY KEY (meetup, on_day)
);

CREATE TABLE agenda_item (
    id UUID PRIMARY KEY,
    meetup UUID NOT NULL REFERENCES meetup (id),
    on_day TEXT NOT NULL,
    title TEXT NOT NULL,
    -- proposed, accepted or declined
    state TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    proposed_by UUID
);
CREATE INDEX agenda_item_meetup ON agenda_item (meetup, on_day);

-- What signs links that need no signing in; made when it is first needed.
CREATE TABLE signing_key (
    name TEXT PRIMARY KEY,
    bytes BYTEA NOT NULL
);
-- Counts up when somebody wants a new address for their calendar.
CREATE TABLE calendar_address (
    person UUID PRIMARY KEY REFERENCES person (id),
    generation BIGINT NOT NULL
);
