-- +goose Up
CREATE TABLE staff_operators (
    id          TEXT PRIMARY KEY,
    email       TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL,
    password    TEXT NOT NULL,
    must_change BOOLEAN NOT NULL,
    disabled    BOOLEAN NOT NULL,
    stamp       BIGINT NOT NULL,
    created_at  {{timestamp}} NOT NULL
);
CREATE TABLE staff_attempts (
    key        TEXT PRIMARY KEY,
    attempts   INTEGER NOT NULL,
    wait_until {{timestamp}} NOT NULL,
    last_at    {{timestamp}} NOT NULL
);
CREATE INDEX staff_attempts_last_at ON staff_attempts (last_at);
