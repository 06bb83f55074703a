-- +goose Up
CREATE TABLE payments_attempts (
    id              TEXT          PRIMARY KEY,
    order_id        TEXT          NOT NULL,
    method          TEXT          NOT NULL,
    provider        TEXT          NOT NULL, -- empty: offline
    amount          BIGINT        NOT NULL CHECK (amount >= 0),
    currency        TEXT          NOT NULL,
    state           TEXT          NOT NULL,
    idempotency_key TEXT          NOT NULL UNIQUE,
    provider_ref    TEXT          NOT NULL,
    redirect        TEXT          NOT NULL,
    return_to       TEXT          NOT NULL,
    failure         TEXT          NOT NULL,
    captured        BIGINT        NOT NULL DEFAULT 0,
    refunded        BIGINT        NOT NULL DEFAULT 0 CHECK (refunded >= 0 AND refunded <= captured),
    created_at      {{timestamp}} NOT NULL,
    updated_at      {{timestamp}} NOT NULL,
    checked_at      {{timestamp}} NOT NULL
);
CREATE INDEX payments_attempts_order ON payments_attempts (order_id);
CREATE INDEX payments_attempts_open ON payments_attempts (checked_at) WHERE state = 'pending';

CREATE TABLE payments_refunds (
    id         TEXT          PRIMARY KEY,
    key        TEXT          NOT NULL UNIQUE,
    attempt_id TEXT          NOT NULL,
    order_id   TEXT          NOT NULL,
    amount     BIGINT        NOT NULL CHECK (amount > 0),
    currency   TEXT          NOT NULL,
    reason     TEXT          NOT NULL,
    state      TEXT          NOT NULL,
    created_at {{timestamp}} NOT NULL,
    updated_at {{timestamp}} NOT NULL
);
CREATE INDEX payments_refunds_order ON payments_refunds (order_id);
CREATE INDEX payments_refunds_attempt ON payments_refunds (attempt_id);
CREATE INDEX payments_refunds_open ON payments_refunds (updated_at) WHERE state = 'pending';

CREATE TABLE payments_messages (
    provider    TEXT          NOT NULL,
    event_id    TEXT          NOT NULL,
    ref         TEXT          NOT NULL,
    attempt_id  TEXT          NOT NULL, -- empty until applied
    body        {{blob}}      NOT NULL,
    received_at {{timestamp}} NOT NULL,
    applied_at  {{timestamp}},
    PRIMARY KEY (provider, event_id)
);

-- id is the attempt's for a capture and the refund's for a refund, so that
-- neither is entered twice.
CREATE TABLE payments_ledger (
    id         TEXT          PRIMARY KEY,
    attempt_id TEXT          NOT NULL REFERENCES payments_attempts (id),
    order_id   TEXT          NOT NULL,
    amount     BIGINT        NOT NULL, -- received is positive, paid back negative
    currency   TEXT          NOT NULL,
    note       TEXT          NOT NULL,
    actor      TEXT          NOT NULL,
    at         {{timestamp}} NOT NULL
);
CREATE INDEX payments_ledger_order ON payments_ledger (order_id);
CREATE INDEX payments_ledger_attempt ON payments_ledger (attempt_id);
