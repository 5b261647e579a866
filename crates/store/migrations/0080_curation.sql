-- What a community remembers of a page on a day: only where ten of its members or more ever had it before them.
CREATE TABLE remembered (
    page UUID NOT NULL REFERENCES page (id),
    community UUID NOT NULL REFERENCES community (id),
    on_day TEXT NOT NULL,
    members BIGINT NOT NULL,
    -- Who came since the point before.
    joined BIGINT NOT NULL,
    reached BIGINT NOT NULL,
    -- The mean chance that a member recalls it, in thousandths.
    permille BIGINT NOT NULL,
    PRIMARY KEY (page, community, on_day)
);
CREATE INDEX remembered_fading ON remembered (community, on_day, permille);

-- Days for which all of it was reckoned.
CREATE TABLE remembered_day (
    on_day TEXT PRIMARY KEY
);

-- How much it matters that people know a page: 1 some, 2 most, 3 everyone. Missing: 1.
CREATE TABLE page_importance (
    page UUID PRIMARY KEY REFERENCES page (id),
    importance BIGINT NOT NULL,
    set_at BIGINT NOT NULL,
    set_by UUID
);

-- The pages that a community puts before its members in a week, the one that gains most first.
CREATE TABLE resurfaced (
    community UUID NOT NULL REFERENCES community (id),
    week TEXT NOT NULL,
    page UUID NOT NULL REFERENCES page (id),
    place BIGINT NOT NULL,
    slot TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (community, week, page)
);
CREATE INDEX resurfaced_page ON resurfaced (page, week);
CREATE INDEX resurfaced_week_all ON resurfaced (week);

-- Weeks for which all communities have theirs.
CREATE TABLE resurfaced_week (
    week TEXT PRIMARY KEY
);

CREATE TABLE weekly_update (
    id UUID PRIMARY KEY,
    community UUID NOT NULL REFERENCES community (id),
    -- The Monday of its week.
    week TEXT NOT NULL,
    own_line TEXT NOT NULL,
    -- What it may tell: kind, sentence, address, whether it is in.
    items TEXT NOT NULL,
    drafted_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID,
    sent_at BIGINT,
    sent_by UUID,
    sent_to BIGINT NOT NULL,
    UNIQUE (community, week)
);
CREATE INDEX weekly_update_sent ON weekly_update (community, sent_at);

-- One copy for each member whom it is sent to; what it says stands once, above.
CREATE TABLE update_copy (
    weekly_update UUID NOT NULL REFERENCES weekly_update (id),
    person UUID NOT NULL REFERENCES person (id),
    -- waiting, sending, sent or failed.
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    fault TEXT,
    PRIMARY KEY (weekly_update, person)
);
CREATE INDEX update_copy_waiting ON update_copy (state, next_at);

-- How updates reach somebody: at_once, working_hours or never by mail. Missing: at_once.
CREATE TABLE update_wish (
    person UUID PRIMARY KEY REFERENCES person (id),
    how TEXT NOT NULL,
    set_at BIGINT NOT NULL
);

CREATE TABLE collection (
    id UUID PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,
    community UUID REFERENCES community (id),
    made_at BIGINT NOT NULL,
    made_by UUID,
    ended_at BIGINT
);

CREATE TABLE collection_entry (
    id UUID PRIMARY KEY,
    collection UUID NOT NULL REFERENCES collection (id),
    place BIGINT NOT NULL,
    page UUID REFERENCES page (id),
    -- Something outside, where it is no page.
    title TEXT,
    address TEXT,
    reason TEXT NOT NULL
);
CREATE INDEX collection_entry_place ON collection_entry (collection, place);
CREATE INDEX collection_entry_page ON collection_entry (page);

CREATE TABLE reading_path (
    id UUID PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,
    community UUID REFERENCES community (id),
    -- Who joins the community begins it on that day.
    for_newcomers BOOLEAN NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID,
    ended_at BIGINT
);
CREATE INDEX reading_path_community ON reading_path (community);

CREATE TABLE path_step (
    id UUID PRIMARY KEY,
    reading_path UUID NOT NULL REFERENCES reading_path (id),
    week BIGINT NOT NULL,
    place BIGINT NOT NULL,
    -- read, meet or do.
    kind TEXT NOT NULL,
    page UUID REFERENCES page (id),
    words TEXT NOT NULL,
    -- The version of the page is asked to be acknowledged.
    acknowledged BOOLEAN NOT NULL,
    ended_at BIGINT
);
CREATE INDEX path_step_place ON path_step (reading_path, week, place);
CREATE INDEX path_step_page ON path_step (page);

-- Who walks a path, and who may see how far they are. Theirs alone otherwise.
CREATE TABLE path_walk (
    reading_path UUID NOT NULL REFERENCES reading_path (id),
    person UUID NOT NULL REFERENCES person (id),
    began_on TEXT NOT NULL,
    shared_with UUID REFERENCES person (id),
    PRIMARY KEY (reading_path, person)
);
CREATE INDEX path_walk_person ON path_walk (person);
CREATE INDEX path_walk_shared ON path_walk (shared_with);

CREATE TABLE path_done (
    step UUID NOT NULL REFERENCES path_step (id),
    person UUID NOT NULL REFERENCES person (id),
    on_day TEXT NOT NULL,
    -- Of the page that was acknowledged.
    version BIGINT,
    PRIMARY KEY (step, person)
);
CREATE INDEX path_done_person ON path_done (person);
