-- What is known: handbooks, their pages, every revision. Current facts stand on the page, so that it is shown by one
-- row; what it was stands in its revisions. Days are ISO text, times microseconds.
CREATE TABLE handbook (
    id UUID PRIMARY KEY,
    -- As addresses, the API and the command line say it.
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    owner UUID REFERENCES community (id),
    -- Who looks after a page that names nobody, in the source's words.
    default_owner TEXT,
    made_at BIGINT NOT NULL,
    made_by UUID,
    imported_at BIGINT
);

CREATE TABLE page (
    id UUID PRIMARY KEY,
    -- H 31, never changed and never used again.
    number BIGINT NOT NULL UNIQUE,
    handbook UUID NOT NULL REFERENCES handbook (id),
    -- Of the file in the source, and its address on the site that it came from.
    path TEXT NOT NULL,
    address TEXT NOT NULL,
    -- Text that other pages include: kept and listed, but not read on its own.
    is_part BOOLEAN NOT NULL,
    title TEXT NOT NULL,
    summary TEXT,
    owner TEXT,
    reviewed_on TEXT,
    review_on TEXT,
    weight BIGINT,
    parent UUID,
    audience TEXT NOT NULL,
    version BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    -- Set while a retirement stands; the record says who and why.
    retired_at BIGINT,
    UNIQUE (handbook, path)
);
CREATE INDEX page_in_handbook ON page (handbook, number);
CREATE INDEX page_under ON page (parent);

CREATE TABLE retirement (
    id UUID PRIMARY KEY,
    page UUID NOT NULL REFERENCES page (id),
    retired_at BIGINT NOT NULL,
    retired_by UUID,
    why TEXT NOT NULL,
    -- When the page came back.
    lifted_at BIGINT
);
CREATE INDEX retirement_page ON retirement (page, retired_at);

CREATE TABLE revision (
    page UUID NOT NULL REFERENCES page (id),
    version BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID,
    -- The name that the source gives, where its writer is nobody here.
    author TEXT NOT NULL,
    why TEXT NOT NULL,
    words_changed BOOLEAN NOT NULL,
    source_commit TEXT,
    source_sha256 TEXT,
    title TEXT NOT NULL,
    front_matter TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (page, version)
);

-- The newest revision as it is shown, so that a view renders nothing.
CREATE TABLE rendering (
    page UUID PRIMARY KEY REFERENCES page (id),
    version BIGINT NOT NULL,
    words BIGINT NOT NULL,
    toc TEXT NOT NULL,
    html TEXT NOT NULL
);

-- Addresses that a page had, on the site it came from.
CREATE TABLE redirect (
    handbook UUID NOT NULL REFERENCES handbook (id),
    address TEXT NOT NULL,
    page UUID NOT NULL REFERENCES page (id),
    anchor TEXT,
    PRIMARY KEY (handbook, address)
);
CREATE INDEX redirect_page ON redirect (page);

CREATE TABLE page_link (
    page UUID NOT NULL REFERENCES page (id),
    target UUID NOT NULL REFERENCES page (id),
    PRIMARY KEY (page, target)
);
CREATE INDEX page_link_target ON page_link (target);

-- Links that lead to nothing, for the librarian.
CREATE TABLE broken_link (
    page UUID NOT NULL REFERENCES page (id),
    written TEXT NOT NULL,
    line BIGINT NOT NULL,
    PRIMARY KEY (page, written, line)
);

CREATE TABLE page_file (
    page UUID NOT NULL REFERENCES page (id),
    sha256 TEXT NOT NULL REFERENCES file (sha256),
    PRIMARY KEY (page, sha256)
);
CREATE INDEX page_file_sha256 ON page_file (sha256);
