-- +goose Up
CREATE TABLE db_announcements (
    id     {{serial}},
    origin TEXT          NOT NULL,
    tags   TEXT          NOT NULL,
    at     {{timestamp}} NOT NULL
);
CREATE INDEX db_announcements_at ON db_announcements (at);
