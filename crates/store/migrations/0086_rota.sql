-- Who take turns in looking after a page: after each review the next one does.
CREATE TABLE page_rota (
    page UUID NOT NULL REFERENCES page (id),
    place BIGINT NOT NULL,
    person UUID NOT NULL REFERENCES person (id),
    PRIMARY KEY (page, place)
);
CREATE INDEX page_rota_person ON page_rota (person);
