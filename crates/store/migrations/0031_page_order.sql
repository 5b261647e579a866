-- The first pages of a handbook, in its own order.
CREATE INDEX page_in_order ON page (handbook, weight, number) WHERE retired_at IS NULL;
