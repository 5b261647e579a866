-- How much of somebody's time a team has, in hundredths; nothing where nobody said.
ALTER TABLE team_membership ADD COLUMN share BIGINT;
