-- +goose Up
-- What the merchant knows better than the index: words that mean the same.
CREATE TABLE search_synonyms (
    id      {{serial}},
    terms   TEXT    NOT NULL, -- one a line, as they are searched for
    one_way BOOLEAN NOT NULL  -- the first also finds the rest, and not the other way round
);

-- Products that come first for a query, in the merchant's order.
CREATE TABLE search_pins (
    query      TEXT    NOT NULL, -- its words, as they are searched for
    position   INTEGER NOT NULL, -- from 0
    product_id TEXT    NOT NULL,
    PRIMARY KEY (query, position)
);
