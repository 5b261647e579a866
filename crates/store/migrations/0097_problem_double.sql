-- Problems that may be one, found by meaning; a pair is kept once, the older number's first. Not tied to the problems: a
-- merge puts one of them away.
CREATE TABLE problem_double (
    problem UUID NOT NULL,
    other UUID NOT NULL,
    -- Of a hundred.
    likely BIGINT NOT NULL,
    declined_at BIGINT,
    declined_by UUID,
    PRIMARY KEY (problem, other)
);
CREATE INDEX problem_double_other ON problem_double (other);
