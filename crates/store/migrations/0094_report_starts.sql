-- What a product started from on the day of its report, as JSON: a published report does not change with later adoptions.
ALTER TABLE assessment ADD COLUMN started TEXT;
