-- How many are here, and who is in a unit, without reading everybody.
CREATE INDEX person_by_state ON person (state);
CREATE INDEX person_unit_by_name ON person (unit, sort_name, id);
