-- Chat channels of communities that are told of a weekly update. The address is a key: whoever has it may write there.
CREATE TABLE chat_hook (
    id UUID PRIMARY KEY,
    community UUID NOT NULL REFERENCES community (id),
    -- slack, teams or mattermost.
    program TEXT NOT NULL,
    address TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    added_by UUID,
    ended_at BIGINT
);
CREATE INDEX chat_hook_community ON chat_hook (community);

-- One post for each channel that an update is told to.
CREATE TABLE chat_post (
    weekly_update UUID NOT NULL REFERENCES weekly_update (id),
    hook UUID NOT NULL REFERENCES chat_hook (id),
    -- waiting, sending, sent or failed.
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    fault TEXT,
    PRIMARY KEY (weekly_update, hook)
);
CREATE INDEX chat_post_waiting ON chat_post (state, next_at);
