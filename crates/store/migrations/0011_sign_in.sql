-- How people prove who they are. Secrets never stand here: only SHA-256 of random ones and argon2id of passwords.
CREATE TABLE session (
    id UUID PRIMARY KEY,
    secret_hash TEXT NOT NULL UNIQUE,
    person UUID NOT NULL REFERENCES person (id),
    -- The person's generation when it began; when they differ, it has ended.
    generation BIGINT NOT NULL,
    -- demo, link, passkey or password.
    way TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    -- When who is there was last proved, for dangerous acts.
    proved_at BIGINT NOT NULL,
    browser TEXT NOT NULL
);
CREATE INDEX session_person ON session (person, seen_at);
CREATE INDEX session_ends_at ON session (ends_at);

CREATE TABLE password (
    person UUID PRIMARY KEY REFERENCES person (id),
    hash TEXT NOT NULL,
    chosen_at BIGINT NOT NULL
);

CREATE TABLE passkey (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    credential TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    used_at BIGINT,
    material TEXT NOT NULL
);
CREATE INDEX passkey_person ON passkey (person);

CREATE TABLE sign_in_link (
    id UUID PRIMARY KEY,
    secret_hash TEXT NOT NULL UNIQUE,
    -- first_administrator (then without a person), invitation or recovery.
    purpose TEXT NOT NULL,
    person UUID REFERENCES person (id),
    made_at BIGINT NOT NULL,
    made_by UUID,
    ends_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX sign_in_link_person ON sign_in_link (person);

CREATE TABLE token (
    id UUID PRIMARY KEY,
    secret_hash TEXT NOT NULL UNIQUE,
    person UUID NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    -- read or write; write reads too.
    scope TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT,
    ended_at BIGINT
);
CREATE INDEX token_person ON token (person);
