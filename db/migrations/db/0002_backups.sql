-- +goose Up
-- Backups that were begun, and what became of them.
CREATE TABLE db_backups (
    id         TEXT PRIMARY KEY,
    asked_by   TEXT          NOT NULL, -- "schedule", "command line", or an operator's e-mail
    place      TEXT          NOT NULL, -- the machine and file
    state      TEXT          NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    fault      TEXT          NOT NULL DEFAULT '',
    remark     TEXT          NOT NULL DEFAULT '', -- what did not add up in the shop itself
    bytes      BIGINT        NOT NULL DEFAULT 0,
    begun_at   {{timestamp}} NOT NULL,
    seen_at    {{timestamp}} NOT NULL, -- while running: it is alive
    ended_at   {{timestamp}},
    removed_at {{timestamp}} -- the file had its time
);
CREATE INDEX db_backups_begun ON db_backups (begun_at);
CREATE UNIQUE INDEX db_backups_one ON db_backups (state) WHERE state = 'running';
