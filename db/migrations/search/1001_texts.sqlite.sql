-- +goose Up
-- The words of each document, by its id; kind is brand, type, tags, categories.
CREATE VIRTUAL TABLE search_texts USING fts5 (
    name, kind, text,
    content = '', contentless_delete = 1,
    tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3'
);
