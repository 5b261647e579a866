-- A page that is withdrawn is read by those who write it alone, until it is published again: a retirement that also
-- narrows who reads it. Here is who read it before; without one, what ended is open to read as it was.
ALTER TABLE retirement ADD COLUMN audience TEXT;
