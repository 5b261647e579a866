-- A solution that another took the place of says which, since when and why.
ALTER TABLE solution ADD COLUMN superseded_by UUID;
ALTER TABLE solution ADD COLUMN superseded_on TEXT;
ALTER TABLE solution ADD COLUMN superseded_why TEXT;
