-- Records made in one and the same moment (what is brought in, the demo) keep the order in which they were made.
ALTER TABLE problem_state ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
ALTER TABLE work_progress ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
CREATE INDEX problem_state_place ON problem_state (problem, place);
CREATE INDEX work_progress_place ON work_progress (work_item, place);
