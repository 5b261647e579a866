-- That somebody had a page before them on a day. Theirs alone: no event, no export, no list that names them.
CREATE TABLE exposure (
    person UUID NOT NULL,
    page UUID NOT NULL REFERENCES page (id),
    on_day TEXT NOT NULL,
    PRIMARY KEY (person, page, on_day)
);
CREATE INDEX exposure_page ON exposure (page, person);
