-- Handbooks that anybody may read without signing in: since when, and who said so.
CREATE TABLE public_handbook (
    handbook UUID PRIMARY KEY REFERENCES handbook (id),
    since BIGINT NOT NULL,
    said_by UUID
);
