-- How many problems are in each state: the first page shows it, whatever number there are.
CREATE TABLE problem_count (
    state TEXT PRIMARY KEY,
    problems BIGINT NOT NULL
);
INSERT INTO problem_count (state, problems) SELECT state, COUNT(*) FROM problem GROUP BY state;

-- What was met again since a day, and what is nearest to being done, read from their indexes alone.
CREATE INDEX problem_repeated ON problem (repeated_on, repeat_days) WHERE repeats > 0;
CREATE INDEX work_item_nearest ON work_item (state, (steps_done * 1000 / steps_total) DESC, started_on, number);
