-- The meetup that an activity is about: its calendar says when the absence of those who do it is felt first.
ALTER TABLE activity ADD COLUMN meetup UUID;
