-- Who looks after a page by name, who in their place while they are away, and every time that somebody looked.
ALTER TABLE page ADD COLUMN keeper UUID;
ALTER TABLE page ADD COLUMN deputy UUID;
CREATE INDEX page_keeper ON page (keeper, review_on) WHERE retired_at IS NULL;
CREATE INDEX page_deputy ON page (deputy, review_on) WHERE retired_at IS NULL;

-- Apart from an edit: a date that moves is no change of the words.
CREATE TABLE review (
    id UUID PRIMARY KEY,
    page UUID NOT NULL REFERENCES page (id),
    on_day TEXT NOT NULL,
    -- The version that was looked at, and by when it is looked at again.
    version BIGINT NOT NULL,
    review_on TEXT NOT NULL,
    reviewed_at BIGINT NOT NULL,
    reviewed_by UUID,
    checked TEXT NOT NULL
);
CREATE INDEX review_page ON review (page, reviewed_at);
