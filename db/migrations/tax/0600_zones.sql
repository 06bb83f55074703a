-- +goose Up
CREATE TABLE tax_zones (
    id        TEXT    PRIMARY KEY,
    name      TEXT    NOT NULL,
    countries TEXT    NOT NULL, -- ISO 3166 alpha-2, separated by commas
    states    TEXT    NOT NULL, -- ISO 3166-2 without the country, empty for all
    inclusive BOOLEAN NOT NULL,
    position  INTEGER NOT NULL
);
CREATE TABLE tax_rates (
    zone_id     TEXT    NOT NULL REFERENCES tax_zones (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    category    TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    ppm         BIGINT  NOT NULL CHECK (ppm >= 0),
    valid_from  {{timestamp}},
    valid_until {{timestamp}},
    PRIMARY KEY (zone_id, position)
);
