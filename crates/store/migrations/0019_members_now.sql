-- Who belongs where now, read from the index alone: load, lists and counts ask for it on every page of a community.
-- The last column is there so that the reader need not look at the table to see that it is empty.
CREATE INDEX membership_now ON membership (community, from_day, person, to_day) WHERE to_day IS NULL;
