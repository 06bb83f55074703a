-- +goose Up
CREATE TABLE imports_fillings (
    id       TEXT          NOT NULL PRIMARY KEY, -- what the shop is filled with
    begun_at {{timestamp}} NOT NULL,
    ended_at {{timestamp}}
);
