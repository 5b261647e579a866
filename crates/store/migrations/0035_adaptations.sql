-- When a page came to the place where it is in its source: what its own source said later is no part of it.
ALTER TABLE page ADD COLUMN placed_at BIGINT;

-- That a page was made from something else, for our context. One source for a page; what it was before is in the journal.
CREATE TABLE adaptation (
    page UUID PRIMARY KEY REFERENCES page (id),
    -- A page here, and its version up to which everything was looked at.
    source UUID REFERENCES page (id),
    source_version BIGINT,
    -- Or something outside: typed in, never fetched. The text is the one that was last looked at.
    outside_title TEXT,
    outside_address TEXT,
    outside_revision TEXT,
    outside_text TEXT,
    -- What was changed, and why.
    changed TEXT NOT NULL,
    named_at BIGINT NOT NULL,
    named_by UUID
);
CREATE INDEX adaptation_source ON adaptation (source);

-- What the source says otherwise and the page leaves out on purpose.
CREATE TABLE adaptation_left (
    id UUID PRIMARY KEY,
    page UUID NOT NULL REFERENCES page (id),
    -- The source's version that said it; none for something outside.
    source_version BIGINT,
    theirs TEXT NOT NULL,
    why TEXT NOT NULL,
    left_at BIGINT NOT NULL,
    left_by UUID
);
CREATE INDEX adaptation_left_page ON adaptation_left (page, left_at);

-- Found in the texts alone; a person says whether it is one.
CREATE TABLE adaptation_proposal (
    page UUID NOT NULL REFERENCES page (id),
    source UUID NOT NULL REFERENCES page (id),
    source_version BIGINT NOT NULL,
    -- Of the runs of five words in either, so many of a hundred stand in both.
    alike BIGINT NOT NULL,
    found_at BIGINT NOT NULL,
    declined_at BIGINT,
    declined_by UUID,
    PRIMARY KEY (page, source)
);
CREATE INDEX adaptation_proposal_source ON adaptation_proposal (source);

-- What a draft was begun from.
ALTER TABLE draft ADD COLUMN source UUID;
ALTER TABLE draft ADD COLUMN source_version BIGINT;
ALTER TABLE draft ADD COLUMN outside_title TEXT;
ALTER TABLE draft ADD COLUMN outside_address TEXT;
ALTER TABLE draft ADD COLUMN outside_revision TEXT;
ALTER TABLE draft ADD COLUMN outside_text TEXT;
