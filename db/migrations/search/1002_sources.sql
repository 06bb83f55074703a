-- +goose Up
-- What a document's words are made from, as JSON: each process reads it into an
-- index in memory, which ranks the same on every database. search_texts and
-- search_codes are not written any more; they stay for the version before,
-- which may still run beside.
CREATE TABLE search_sources (
    document BIGINT PRIMARY KEY,
    source   TEXT NOT NULL
);

-- When all documents were last compared with the catalogue.
ALTER TABLE search_builds ADD COLUMN built_at {{timestamp}};
