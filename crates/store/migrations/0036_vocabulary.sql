-- The vocabulary: concepts with labels in languages, what is broader, and what goes with what (SKOS).
CREATE TABLE concept (
    id UUID PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    -- As its source names it; none for one that began here.
    uri TEXT UNIQUE,
    -- The preferred label that lists show, and as it is compared.
    label TEXT NOT NULL,
    label_key TEXT NOT NULL,
    -- 'proposed', 'accepted', 'declined', 'merged'
    state TEXT NOT NULL,
    merged_into UUID REFERENCES concept (id),
    made_at BIGINT NOT NULL,
    made_by UUID,
    decided_at BIGINT,
    decided_by UUID,
    -- Why it was proposed; why it was declined.
    why TEXT NOT NULL
);
CREATE INDEX concept_in_order ON concept (state, label_key, number);
CREATE INDEX concept_by_label ON concept (label_key);

CREATE TABLE concept_label (
    concept UUID NOT NULL REFERENCES concept (id),
    -- 'preferred', 'other', 'hidden'
    kind TEXT NOT NULL,
    -- As BCP 47 writes it; empty where nothing is said.
    language TEXT NOT NULL,
    label TEXT NOT NULL,
    -- Its stems, with one space between, and the first of them: how a search finds it.
    stems TEXT NOT NULL,
    first_stem TEXT NOT NULL,
    PRIMARY KEY (concept, language, label)
);
CREATE INDEX concept_label_first ON concept_label (first_stem);

CREATE TABLE concept_broader (
    concept UUID NOT NULL REFERENCES concept (id),
    broader UUID NOT NULL REFERENCES concept (id),
    PRIMARY KEY (concept, broader)
);
CREATE INDEX concept_broader_broader ON concept_broader (broader);

-- In both directions.
CREATE TABLE concept_related (
    concept UUID NOT NULL REFERENCES concept (id),
    other UUID NOT NULL REFERENCES concept (id),
    PRIMARY KEY (concept, other)
);
CREATE INDEX concept_related_other ON concept_related (other);

-- Definitions, notes, notations, and what other vocabularies call it.
CREATE TABLE concept_note (
    concept UUID NOT NULL REFERENCES concept (id),
    -- The last part of the SKOS property: 'definition', 'scopeNote', 'exactMatch'.
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    place BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (concept, kind, place)
);

-- What a page or a problem is about, and what a person cares for.
CREATE TABLE tagged (
    concept UUID NOT NULL REFERENCES concept (id),
    -- 'page', 'problem', 'person'
    kind TEXT NOT NULL,
    subject UUID NOT NULL,
    tagged_at BIGINT NOT NULL,
    tagged_by UUID,
    PRIMARY KEY (kind, subject, concept)
);
CREATE INDEX tagged_concept ON tagged (concept, kind);
