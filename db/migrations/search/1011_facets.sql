-- +goose Up
-- What a document is counted by, a line each: first the lists that it is on,
-- by their numbers; then each facet and its value, a tab between them.
-- Empty: written before there were facets.
ALTER TABLE search_documents ADD COLUMN facets TEXT NOT NULL DEFAULT '';
