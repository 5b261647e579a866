-- Searches that found nothing: counted by day for the librarian, without who searched.
CREATE TABLE fruitless_search (
    words TEXT NOT NULL,
    day TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (words, day)
);
