-- Two pages that may say the same, found by meaning; page is the one with the smaller id.
CREATE TABLE page_double (
    page UUID NOT NULL REFERENCES page (id),
    other UUID NOT NULL REFERENCES page (id),
    -- How likely it is, of a hundred.
    likely BIGINT NOT NULL,
    -- Somebody looked: they say different things.
    declined_at BIGINT,
    declined_by UUID,
    PRIMARY KEY (page, other)
);
CREATE INDEX page_double_other ON page_double (other);
