-- How a page came before somebody: read, told in an update, a meetup or a 1:1, or met on a path.
ALTER TABLE exposure ADD COLUMN how TEXT NOT NULL DEFAULT 'read';

-- Pages whose exposure changed since it was last reckoned. It names no one.
CREATE TABLE exposure_changed (
    page UUID PRIMARY KEY REFERENCES page (id)
);
