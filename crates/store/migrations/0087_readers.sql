-- How many people read a page lately: what needs somebody is shown by it, the most used first. Never who.
CREATE TABLE page_readers (
    page UUID PRIMARY KEY REFERENCES page (id),
    readers BIGINT NOT NULL
);
