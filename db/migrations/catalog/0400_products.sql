-- +goose Up
CREATE TABLE catalog_products (
    id              TEXT PRIMARY KEY,
    slug            TEXT          NOT NULL UNIQUE,
    name            TEXT          NOT NULL,
    summary         TEXT          NOT NULL,
    html            TEXT          NOT NULL,
    brand           TEXT          NOT NULL,
    type            TEXT          NOT NULL,
    tags            TEXT          NOT NULL, -- JSON: a list
    options         TEXT          NOT NULL, -- JSON: names in order
    images          TEXT          NOT NULL, -- JSON: asset, alt, size
    categories      TEXT          NOT NULL, -- JSON: ids, the main one first
    status          TEXT          NOT NULL CHECK (status IN ('published', 'hidden')),
    tax_category    TEXT          NOT NULL,
    seo_title       TEXT          NOT NULL,
    seo_description TEXT          NOT NULL,
    created_at      {{timestamp}} NOT NULL,
    updated_at      {{timestamp}} NOT NULL
);
CREATE INDEX catalog_products_created ON catalog_products (created_at, id);

CREATE TABLE catalog_variants (
    sku        TEXT PRIMARY KEY,
    product_id TEXT    NOT NULL REFERENCES catalog_products (id),
    position   INTEGER NOT NULL,
    choices    TEXT    NOT NULL, -- JSON: a value for each option
    barcode    TEXT    NOT NULL,
    grams      BIGINT  NOT NULL CHECK (grams >= 0),
    image      TEXT    NOT NULL -- an asset's id, or empty
);
CREATE INDEX catalog_variants_product ON catalog_variants (product_id, position);

CREATE TABLE catalog_categories (
    id        TEXT PRIMARY KEY,
    parent_id TEXT    NOT NULL, -- empty at the top
    slug      TEXT    NOT NULL UNIQUE,
    name      TEXT    NOT NULL,
    line      TEXT    NOT NULL,
    image     TEXT    NOT NULL, -- an asset's id, or empty
    position  INTEGER NOT NULL
);

CREATE TABLE catalog_collections (
    id       TEXT PRIMARY KEY,
    slug     TEXT    NOT NULL UNIQUE,
    name     TEXT    NOT NULL,
    line     TEXT    NOT NULL,
    tag      TEXT    NOT NULL, -- products with this tag are in it
    position INTEGER NOT NULL
);

CREATE TABLE catalog_redirects (
    kind     TEXT NOT NULL, -- product, category, collection
    old_slug TEXT NOT NULL,
    id       TEXT NOT NULL,
    PRIMARY KEY (kind, old_slug)
);
