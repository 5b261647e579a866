-- What an activity took, and of which character it was, before it was changed: past months stay as they were.
CREATE TABLE activity_was (
    id UUID PRIMARY KEY,
    activity UUID NOT NULL REFERENCES activity (id),
    from_day TEXT NOT NULL,
    -- The first day that is other.
    to_day TEXT NOT NULL,
    -- Tenths of hours a month.
    hours BIGINT NOT NULL,
    character TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID
);
CREATE INDEX activity_was_activity ON activity_was (activity, from_day);
