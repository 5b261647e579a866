-- Problems, who met them, what solved them, who uses that, and the work towards them. What is current stands on the
-- thing itself, so that pages read one row; who decided it, when and why stands in a record beside it.
CREATE TABLE problem (
    id UUID PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    -- Who has it.
    hurts TEXT,
    product UUID REFERENCES product (id),
    -- The profession or community whose words these are.
    community UUID REFERENCES community (id),
    raised_by UUID REFERENCES person (id),
    stated_on TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    -- open, being_solved, solved or not_now: the newest problem_state.
    state TEXT NOT NULL,
    state_on TEXT NOT NULL,
    -- The cost of repeats, as the rule counts it over the sightings.
    repeats BIGINT NOT NULL,
    repeat_days BIGINT NOT NULL,
    repeated_on TEXT,
    -- Brought in from elsewhere: the hash of the row, so that bringing it in twice adds nothing.
    source TEXT UNIQUE,
    -- What is different, said when it was recorded in spite of matches.
    different TEXT,
    statement TEXT NOT NULL
);
CREATE INDEX problem_by_state ON problem (state, number);
CREATE INDEX problem_by_product ON problem (product, number);
CREATE INDEX problem_by_community ON problem (community, number);
CREATE INDEX problem_by_raiser ON problem (raised_by, number);
CREATE INDEX problem_solved ON problem (state, state_on);
CREATE INDEX problem_again ON problem (repeat_days, number) WHERE repeats > 0;

CREATE TABLE problem_state (
    id UUID PRIMARY KEY,
    problem UUID NOT NULL REFERENCES problem (id),
    state TEXT NOT NULL,
    on_day TEXT NOT NULL,
    at BIGINT NOT NULL,
    decided_by UUID REFERENCES person (id),
    reason TEXT,
    -- Of a decision not to do it now: the day or the condition on which it comes back.
    comes_back_on TEXT,
    comes_back_when TEXT
);
CREATE INDEX problem_state_problem ON problem_state (problem, at);

CREATE TABLE sighting (
    id UUID PRIMARY KEY,
    problem UUID NOT NULL REFERENCES problem (id),
    person UUID REFERENCES person (id),
    product UUID REFERENCES product (id),
    community UUID REFERENCES community (id),
    seen_on TEXT NOT NULL,
    -- Spent on it, when known.
    days BIGINT,
    recorded_at BIGINT NOT NULL,
    source TEXT UNIQUE,
    words TEXT NOT NULL
);
CREATE INDEX sighting_problem ON sighting (problem, seen_on);
CREATE INDEX sighting_person ON sighting (person);

CREATE TABLE solution (
    id UUID PRIMARY KEY,
    problem UUID NOT NULL REFERENCES problem (id),
    solved_by UUID REFERENCES person (id),
    solved_on TEXT NOT NULL,
    -- What it takes a team.
    days BIGINT,
    checked_on TEXT,
    checked_by UUID REFERENCES person (id),
    check_again_by TEXT,
    recorded_at BIGINT NOT NULL,
    works TEXT NOT NULL,
    watch_out TEXT
);
CREATE INDEX solution_problem ON solution (problem, solved_on);

CREATE TABLE solution_link (
    solution UUID NOT NULL REFERENCES solution (id),
    place BIGINT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (solution, place)
);

CREATE TABLE adoption (
    id UUID PRIMARY KEY,
    solution UUID NOT NULL REFERENCES solution (id),
    problem UUID NOT NULL REFERENCES problem (id),
    product UUID NOT NULL REFERENCES product (id),
    adopted_by UUID REFERENCES person (id),
    since TEXT NOT NULL,
    days BIGINT,
    recorded_at BIGINT NOT NULL,
    -- What was changed, and why.
    changes TEXT NOT NULL,
    UNIQUE (solution, product)
);
CREATE INDEX adoption_problem ON adoption (problem, since);
CREATE INDEX adoption_product ON adoption (product, since);
CREATE INDEX adoption_since ON adoption (since);

-- Somebody tried a solution and it did not work for them.
CREATE TABLE objection (
    id UUID PRIMARY KEY,
    problem UUID NOT NULL REFERENCES problem (id),
    person UUID REFERENCES person (id),
    product UUID REFERENCES product (id),
    said_on TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX objection_problem ON objection (problem, said_on);

CREATE TABLE work_item (
    id UUID PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    owner UUID REFERENCES person (id),
    community UUID REFERENCES community (id),
    -- in_hand, done or set_aside: the newest work_progress.
    state TEXT NOT NULL,
    state_on TEXT NOT NULL,
    steps_done BIGINT NOT NULL,
    steps_total BIGINT NOT NULL,
    started_on TEXT NOT NULL,
    moved_on TEXT NOT NULL,
    help_wanted TEXT,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX work_item_by_state ON work_item (state, number);
CREATE INDEX work_item_owner ON work_item (owner, state);

CREATE TABLE work_item_problem (
    work_item UUID NOT NULL REFERENCES work_item (id),
    problem UUID NOT NULL REFERENCES problem (id),
    PRIMARY KEY (work_item, problem)
);
CREATE INDEX work_item_problem_problem ON work_item_problem (problem, work_item);

CREATE TABLE work_progress (
    id UUID PRIMARY KEY,
    work_item UUID NOT NULL REFERENCES work_item (id),
    state TEXT NOT NULL,
    steps_done BIGINT NOT NULL,
    steps_total BIGINT NOT NULL,
    on_day TEXT NOT NULL,
    at BIGINT NOT NULL,
    moved_by UUID REFERENCES person (id),
    note TEXT
);
CREATE INDEX work_progress_work_item ON work_progress (work_item, at);

CREATE TABLE offer (
    work_item UUID NOT NULL REFERENCES work_item (id),
    person UUID NOT NULL REFERENCES person (id),
    offered_on TEXT NOT NULL,
    at BIGINT NOT NULL,
    words TEXT,
    PRIMARY KEY (work_item, person)
);
CREATE INDEX offer_person ON offer (person);

-- Tell me when it comes back.
CREATE TABLE problem_watch (
    problem UUID NOT NULL REFERENCES problem (id),
    person UUID NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (problem, person)
);
CREATE INDEX problem_watch_person ON problem_watch (person);

-- A person's word that a match is another problem. Subjects may be of any kind that can be found, so no reference.
CREATE TABLE not_the_same (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    subject UUID NOT NULL,
    person UUID NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL,
    words_hash TEXT NOT NULL,
    vector BYTEA NOT NULL,
    statement TEXT NOT NULL,
    reason TEXT
);
CREATE INDEX not_the_same_subject ON not_the_same (subject, at);
CREATE UNIQUE INDEX not_the_same_once ON not_the_same (person, subject, words_hash);

-- What people chose of the matches that they were shown, to learn from.
CREATE TABLE choice (
    id UUID PRIMARY KEY,
    person UUID REFERENCES person (id),
    at BIGINT NOT NULL,
    -- started_from, not_the_same, added_case, offered_help, watched or recorded_new.
    chosen TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject UUID NOT NULL,
    probability DOUBLE PRECISION,
    statement TEXT NOT NULL
);
CREATE INDEX choice_at ON choice (at);
CREATE INDEX choice_person ON choice (person);
