-- +goose Up
CREATE TABLE carts_carts (
    id         TEXT PRIMARY KEY,
    coupon     TEXT          NOT NULL DEFAULT '',
    draft      TEXT          NOT NULL DEFAULT '{}', -- JSON: what was typed at the checkout
    updated_at {{timestamp}} NOT NULL
);
CREATE INDEX carts_carts_updated ON carts_carts (updated_at);

CREATE TABLE carts_lines (
    cart_id    TEXT          NOT NULL REFERENCES carts_carts (id) ON DELETE CASCADE,
    sku        TEXT          NOT NULL,
    quantity   BIGINT        NOT NULL CHECK (quantity BETWEEN 1 AND 999),
    seen_minor BIGINT        NOT NULL, -- the price when the shopper last changed the line
    added_at   {{timestamp}} NOT NULL,
    PRIMARY KEY (cart_id, sku)
);
