-- +goose Up
CREATE TABLE orders_orders (
    id             TEXT PRIMARY KEY,
    number         TEXT          NOT NULL UNIQUE, -- what a shopper sees
    submit_key     TEXT          NOT NULL UNIQUE, -- the form that placed it: one form, one order
    token          TEXT          NOT NULL,        -- opens the order's page
    email          TEXT          NOT NULL,
    name           TEXT          NOT NULL,
    payment_method TEXT          NOT NULL,
    currency       TEXT          NOT NULL,
    total_minor    BIGINT        NOT NULL CHECK (total_minor >= 0),
    content        TEXT          NOT NULL, -- JSON: what was bought, frozen
    locale         TEXT          NOT NULL,
    cancel_reason  TEXT          NOT NULL DEFAULT '',
    placed_at      {{timestamp}} NOT NULL,
    paid_at        {{timestamp}},
    sent_at        {{timestamp}},
    canceled_at    {{timestamp}},
    CHECK (sent_at IS NULL OR canceled_at IS NULL)
);
CREATE INDEX orders_orders_email ON orders_orders (email);

-- What happened to an order, for its timeline. Rows are only added.
CREATE TABLE orders_events (
    id       {{serial}},
    order_id TEXT          NOT NULL REFERENCES orders_orders (id),
    kind     TEXT          NOT NULL,
    detail   TEXT          NOT NULL,
    actor    TEXT          NOT NULL,
    at       {{timestamp}} NOT NULL
);
CREATE INDEX orders_events_order ON orders_events (order_id, id);
