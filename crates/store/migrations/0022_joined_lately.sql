-- Who joined lately, on everybody's first page.
CREATE INDEX person_joined ON person (joined_on);
-- Whose people go elsewhere when a location closes.
CREATE INDEX person_location ON person (location);
