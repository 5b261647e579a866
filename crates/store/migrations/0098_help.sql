-- Help: what somebody says they can help with, whom somebody asked, what became of an offer.
CREATE TABLE help_line (
    person UUID PRIMARY KEY REFERENCES person (id),
    words TEXT NOT NULL,
    may_be_asked BOOLEAN NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE TABLE help_ask (
    work_item UUID NOT NULL REFERENCES work_item (id),
    person UUID NOT NULL REFERENCES person (id),
    asked_on TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    asked_by UUID,
    words TEXT,
    declined_at BIGINT,
    PRIMARY KEY (work_item, person)
);
CREATE INDEX help_ask_person ON help_ask (person, asked_on);
-- 'accepted' or 'thanked'
ALTER TABLE offer ADD COLUMN answer TEXT;
ALTER TABLE offer ADD COLUMN answered_at BIGINT;
ALTER TABLE offer ADD COLUMN answer_words TEXT;
-- Work that somebody puts before a community, in its next weekly update.
CREATE TABLE amplified (
    work_item UUID NOT NULL REFERENCES work_item (id),
    community UUID NOT NULL REFERENCES community (id),
    on_day TEXT NOT NULL,
    at BIGINT NOT NULL,
    by UUID,
    words TEXT,
    PRIMARY KEY (work_item, community)
);
CREATE INDEX amplified_community ON amplified (community, on_day);
