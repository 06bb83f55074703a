-- +goose Up
CREATE TABLE audit_entries (
    id      {{serial}},
    at      {{timestamp}} NOT NULL,
    who     TEXT NOT NULL,
    what    TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail  TEXT NOT NULL
);
CREATE INDEX audit_entries_subject ON audit_entries (subject, id);
CREATE INDEX audit_entries_who ON audit_entries (who, id);
CREATE INDEX audit_entries_what ON audit_entries (what, id);
