-- What work is worth and what is left of it decide its order; work that was set aside says when it is looked at again.
ALTER TABLE work_item ADD COLUMN value BIGINT;
ALTER TABLE work_item ADD COLUMN remaining_days BIGINT;
ALTER TABLE work_item ADD COLUMN comes_back_on TEXT;
ALTER TABLE work_item ADD COLUMN comes_back_when TEXT;

-- Where work stands on a board: that of all heads together ('heads') or a community's (its id). Work that stands on none
-- is seen all the same.
CREATE TABLE board_place (
    work_item UUID PRIMARY KEY REFERENCES work_item (id),
    board TEXT NOT NULL,
    -- 'next' or 'in_hand'
    place TEXT NOT NULL,
    placed_on TEXT NOT NULL,
    placed_by UUID,
    pinned_why TEXT,
    pinned_by UUID
);
CREATE INDEX board_place_board ON board_place (board, place);
-- How much may be in hand at once; without a row it is three.
CREATE TABLE board_limit (
    board TEXT PRIMARY KEY,
    most BIGINT NOT NULL,
    set_at BIGINT NOT NULL,
    set_by UUID
);
