-- Other programs are told what happens: each from its own position in the journal, in order.
CREATE TABLE webhook (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    -- A key, as the secrets are: emptied when it ends.
    address TEXT NOT NULL,
    -- Words of topics, with a space between.
    topics TEXT NOT NULL,
    secret TEXT NOT NULL,
    -- After a new secret was made, the one before signs beside it until then.
    old_secret TEXT NOT NULL,
    old_until BIGINT NOT NULL,
    -- Of the journal, how far it was read for this one.
    position BIGINT NOT NULL,
    -- Nothing is sent before.
    next_at BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    added_by UUID,
    ended_at BIGINT
);
CREATE TABLE webhook_delivery (
    id UUID PRIMARY KEY,
    webhook UUID NOT NULL REFERENCES webhook (id),
    -- Of the event in the journal; 0 for a trial.
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- 'waiting', 'sent' or 'failed'
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    tried_at BIGINT,
    fault TEXT
);
CREATE INDEX webhook_delivery_next ON webhook_delivery (webhook, state, made_at, position);
CREATE INDEX webhook_delivery_made ON webhook_delivery (made_at);
