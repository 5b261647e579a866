-- Who sent a picture in: they see it while they write; others once a page shows it.
CREATE TABLE uploaded (
    sha256 TEXT NOT NULL REFERENCES file (sha256),
    person UUID NOT NULL REFERENCES person (id),
    uploaded_at BIGINT NOT NULL,
    PRIMARY KEY (sha256, person)
);
