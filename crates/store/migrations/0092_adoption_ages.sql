-- An adoption ages: a product says again that it holds, what it changed since, or that it went away from it and why.
ALTER TABLE adoption ADD COLUMN confirmed_on TEXT;
ALTER TABLE adoption ADD COLUMN dropped_on TEXT;
ALTER TABLE adoption ADD COLUMN dropped_why TEXT;
