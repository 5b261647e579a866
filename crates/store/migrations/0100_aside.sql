-- What was set aside lately is told to those who wait for it.
CREATE INDEX work_item_state_on ON work_item (state, state_on);
