-- Who belongs where now, read from the index alone: load, lists and counts ask for it on every page of a community.
CREATE INDEX membership_now ON membership (community, person, from_day) WHERE to_day IS NULL;
