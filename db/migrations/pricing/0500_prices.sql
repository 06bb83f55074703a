-- +goose Up
CREATE TABLE pricing_prices (
    sku        TEXT PRIMARY KEY,
    minor      BIGINT NOT NULL CHECK (minor >= 0),
    currency   TEXT   NOT NULL,
    was_minor  BIGINT NOT NULL DEFAULT 0 CHECK (was_minor >= 0), -- 0: never dearer
    sale_minor BIGINT NOT NULL DEFAULT 0 CHECK (sale_minor >= 0),
    sale_from  {{timestamp}},
    sale_until {{timestamp}},
    CHECK ((sale_from IS NULL) = (sale_until IS NULL)),
    CHECK (sale_from IS NULL OR sale_from < sale_until)
);
