-- +goose Up
CREATE TABLE session_entries (
    id         TEXT PRIMARY KEY,
    data       BYTEA NOT NULL,
    expires_at TIMESTAMPTZ
);
CREATE INDEX session_entries_expires_at ON session_entries (expires_at);
