-- +goose Up
-- A picture that is expected waits in its own row until it is due, so that a
-- catalogue's thousands fill no queue of jobs.
ALTER TABLE media_assets ADD COLUMN due_at {{timestamp}}; -- NULL: nothing is to be fetched
ALTER TABLE media_assets ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
CREATE INDEX media_assets_due ON media_assets (due_at, id) WHERE due_at IS NOT NULL;
