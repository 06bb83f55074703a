-- +goose Up
CREATE TABLE shipping_methods (
    id       TEXT    PRIMARY KEY,
    name     TEXT    NOT NULL,
    detail   TEXT    NOT NULL,
    position INTEGER NOT NULL
);
CREATE TABLE shipping_zones (
    id        TEXT    PRIMARY KEY,
    name      TEXT    NOT NULL,
    countries TEXT    NOT NULL, -- ISO 3166 alpha-2, separated by commas; * is the rest of the world
    states    TEXT    NOT NULL,
    postcodes TEXT    NOT NULL, -- beginnings of postcodes, separated by commas
    position  INTEGER NOT NULL
);
CREATE TABLE shipping_rates (
    position    INTEGER PRIMARY KEY,
    zone_id     TEXT    NOT NULL REFERENCES shipping_zones (id) ON DELETE CASCADE,
    method_id   TEXT    NOT NULL REFERENCES shipping_methods (id) ON DELETE CASCADE,
    over_grams  BIGINT  NOT NULL,
    upto_grams  BIGINT  NOT NULL, -- 0: no limit
    value_from  BIGINT  NOT NULL,
    value_below BIGINT  NOT NULL, -- 0: no limit
    price       BIGINT  NOT NULL CHECK (price >= 0),
    free_from   BIGINT  NOT NULL, -- 0: never free
    currency    TEXT    NOT NULL
);
