-- How roles work together: for each kind of decision or activity who leads and who takes part, by profession. The shared
-- table has no product; a team's own line answers a shared one, or stands alone.
CREATE TABLE teamwork_line (
    id UUID PRIMARY KEY,
    product UUID REFERENCES product (id),
    shared UUID REFERENCES teamwork_line (id),
    title TEXT NOT NULL,
    -- 'decision' or 'activity'
    kind TEXT NOT NULL,
    -- Within its table.
    place BIGINT NOT NULL,
    said_at BIGINT NOT NULL,
    said_by UUID
);
CREATE INDEX teamwork_line_product ON teamwork_line (product);
CREATE INDEX teamwork_line_shared ON teamwork_line (shared);
CREATE TABLE teamwork_part (
    line UUID NOT NULL REFERENCES teamwork_line (id),
    profession UUID NOT NULL REFERENCES community (id),
    -- 'leads' or 'takes_part'
    part TEXT NOT NULL,
    PRIMARY KEY (line, profession)
);
