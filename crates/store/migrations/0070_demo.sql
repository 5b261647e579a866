-- Of a demo organisation: from which seed and how big it was made, and whether its making came to the end.
CREATE TABLE demo_made (
    seed BIGINT PRIMARY KEY,
    people BIGINT NOT NULL,
    today TEXT NOT NULL,
    finished BOOLEAN NOT NULL
);
