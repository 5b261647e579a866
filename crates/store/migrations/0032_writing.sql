-- What somebody is writing: theirs alone until they publish it. A draft without a page becomes a new one, in a handbook
-- that is there, or as the first of a community's, or as the first of everyone's.
CREATE TABLE draft (
    id UUID PRIMARY KEY,
    writer UUID NOT NULL REFERENCES person (id),
    page UUID REFERENCES page (id),
    handbook UUID REFERENCES handbook (id),
    community UUID REFERENCES community (id),
    under UUID REFERENCES page (id),
    -- The version of the page that the writer began from; 0 for a new one.
    base_version BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    title TEXT NOT NULL,
    why TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX draft_writer ON draft (writer, changed_at);
CREATE UNIQUE INDEX draft_of_page ON draft (page, writer);
CREATE INDEX draft_under ON draft (under);
CREATE INDEX draft_handbook ON draft (handbook);

-- Where the links and pictures of a page lead that came from a source, as written there: whoever changes the page here
-- keeps them.
CREATE TABLE page_place (
    page UUID NOT NULL REFERENCES page (id),
    written TEXT NOT NULL,
    leads TEXT NOT NULL,
    PRIMARY KEY (page, written)
);
