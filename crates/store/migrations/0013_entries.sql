-- Somebody asks to join a profession, or is proposed, on stated evidence; somebody with the right decides, on the record.
CREATE TABLE entry (
    id UUID PRIMARY KEY,
    community UUID NOT NULL REFERENCES community (id),
    person UUID NOT NULL REFERENCES person (id),
    -- Who proposed them; NULL when they ask themselves.
    proposed_by UUID REFERENCES person (id),
    evidence TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    -- accepted, declined or withdrawn
    decision TEXT,
    reason TEXT,
    decided_at BIGINT,
    decided_by UUID
);
CREATE UNIQUE INDEX entry_waiting_once ON entry (community, person) WHERE decision IS NULL;
CREATE INDEX entry_community ON entry (community, asked_at);
CREATE INDEX entry_person ON entry (person, asked_at);
