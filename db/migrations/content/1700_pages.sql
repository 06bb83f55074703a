-- +goose Up
CREATE TABLE content_pages (
    id          TEXT PRIMARY KEY,
    slug        TEXT NOT NULL UNIQUE,
    title       TEXT NOT NULL,
    description TEXT NOT NULL,
    body        TEXT NOT NULL,
    position    INTEGER NOT NULL,
    published   BOOLEAN NOT NULL,
    updated_at  {{timestamp}} NOT NULL
);
CREATE TABLE content_redirects (
    slug    TEXT PRIMARY KEY,
    page_id TEXT NOT NULL REFERENCES content_pages (id)
);
CREATE INDEX content_redirects_page ON content_redirects (page_id);
