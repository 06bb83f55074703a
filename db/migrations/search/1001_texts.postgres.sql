-- +goose Up
-- The words of each document: the name's have weight A, those of brand, type,
-- tags and categories B, the text's D.
CREATE TABLE search_texts (
    document BIGINT PRIMARY KEY,
    words    TSVECTOR NOT NULL
);
CREATE INDEX search_texts_words ON search_texts USING GIN (words);
