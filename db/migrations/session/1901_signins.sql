-- +goose Up
CREATE TABLE session_signins (
    id         TEXT PRIMARY KEY,
    owner      TEXT          NOT NULL,
    agent      TEXT          NOT NULL,
    network    TEXT          NOT NULL,
    began_at   {{timestamp}} NOT NULL,
    seen_at    {{timestamp}} NOT NULL,
    expires_at {{timestamp}} NOT NULL
);
CREATE INDEX session_signins_owner ON session_signins (owner);
CREATE INDEX session_signins_expires_at ON session_signins (expires_at);

CREATE TABLE session_ended (
    id         TEXT PRIMARY KEY,
    expires_at {{timestamp}} NOT NULL
);
CREATE INDEX session_ended_expires_at ON session_ended (expires_at);
