-- What somebody wants to know, or wants to read: asked, answered, and kept as a page where it is asked again.
CREATE TABLE question (
    id UUID PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    -- 'question', or 'page' for a page that is missing.
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    -- Who would know; none: everybody.
    community UUID REFERENCES community (id),
    asked_at BIGINT NOT NULL,
    asked_by UUID,
    -- 'open', 'answered' (an answer is accepted, or a page holds it), 'withdrawn'
    state TEXT NOT NULL,
    state_at BIGINT NOT NULL,
    -- People who ask it too; the first one not counted.
    again BIGINT NOT NULL,
    -- The page that holds the answer.
    page UUID REFERENCES page (id)
);
CREATE INDEX question_in_state ON question (state, again, number);

CREATE TABLE answer (
    id UUID PRIMARY KEY,
    question UUID NOT NULL REFERENCES question (id),
    body TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    answered_by UUID,
    accepted_at BIGINT
);
CREATE INDEX answer_question ON answer (question, answered_at);

CREATE TABLE question_again (
    question UUID NOT NULL REFERENCES question (id),
    person UUID NOT NULL REFERENCES person (id),
    asked_at BIGINT NOT NULL,
    PRIMARY KEY (question, person)
);

-- The question that a draft answers.
ALTER TABLE draft ADD COLUMN question UUID;
