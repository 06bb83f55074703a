-- +goose Up
CREATE TABLE shop_settings (
    id         TEXT PRIMARY KEY,
    version    BIGINT        NOT NULL,
    body       TEXT          NOT NULL,
    updated_at {{timestamp}} NOT NULL
);
