-- +goose Up
CREATE TABLE notifications_mails (
    id            TEXT PRIMARY KEY,
    key           TEXT NOT NULL UNIQUE,
    kind          TEXT NOT NULL,
    order_number  TEXT NOT NULL,
    recipient     TEXT NOT NULL,
    subject       TEXT NOT NULL,
    text          TEXT NOT NULL,
    html          TEXT NOT NULL,
    state         TEXT NOT NULL,
    attempts      INTEGER NOT NULL,
    last_error    TEXT NOT NULL,
    claimed_until {{timestamp}} NOT NULL,
    created_at    {{timestamp}} NOT NULL,
    sent_at       {{timestamp}}
);
CREATE INDEX notifications_mails_created ON notifications_mails (created_at, id);
CREATE INDEX notifications_mails_order ON notifications_mails (order_number, created_at, id);
CREATE INDEX notifications_mails_state ON notifications_mails (state, created_at, id);
