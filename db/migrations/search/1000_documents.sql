-- +goose Up
-- What a card shows, for each published product that has a price.
CREATE TABLE search_documents (
    id           {{serial}},
    product_id   TEXT          NOT NULL UNIQUE,
    slug         TEXT          NOT NULL,
    name         TEXT          NOT NULL,
    brand        TEXT          NOT NULL,
    price        BIGINT        NOT NULL, -- the lowest of its variants
    was          BIGINT        NOT NULL, -- 0: nothing to compare with
    currency     TEXT          NOT NULL,
    several      BOOLEAN       NOT NULL, -- variants differ in price
    in_stock     BOOLEAN       NOT NULL,
    image_asset  TEXT          NOT NULL, -- empty: no picture
    image_alt    TEXT          NOT NULL,
    image_width  INTEGER       NOT NULL,
    image_height INTEGER       NOT NULL,
    words        INTEGER       NOT NULL, -- in the name
    head         TEXT          NOT NULL, -- what it is, in a word of the name: a mug, not the rack for it
    born         BIGINT        NOT NULL, -- when the product was made, in milliseconds
    name_key     {{blob}}      NOT NULL, -- sorts by name
    fingerprint  TEXT          NOT NULL, -- of all that is kept, to leave alone what has not changed
    texts_print  TEXT          NOT NULL, -- the same of its words and codes
    updated_at   {{timestamp}} NOT NULL
);
CREATE INDEX search_documents_slug ON search_documents (slug);

-- Which lists a document is on: of all, of a category, of a tag. Each row has
-- what lists are filtered and sorted by, so that a page is read off an index.
CREATE TABLE search_listings (
    document BIGINT   NOT NULL,
    list     BIGINT   NOT NULL, -- a hash of the list's kind and id
    in_stock BOOLEAN  NOT NULL,
    price    BIGINT   NOT NULL,
    born     BIGINT   NOT NULL,
    name_key {{blob}} NOT NULL,
    PRIMARY KEY (document, list)
);
CREATE INDEX search_listings_stock ON search_listings (list, in_stock, born, document, price);
CREATE INDEX search_listings_born ON search_listings (list, born, document, in_stock, price);
CREATE INDEX search_listings_price ON search_listings (list, price, document, in_stock);
CREATE INDEX search_listings_name ON search_listings (list, name_key, document, in_stock, price);

-- What finds a document when it is typed in full: SKUs, barcodes, its name.
CREATE TABLE search_codes (
    code     TEXT   NOT NULL, -- letters and figures alone, folded
    document BIGINT NOT NULL,
    PRIMARY KEY (code, document)
);
CREATE INDEX search_codes_document ON search_codes (document);

-- What the index as a whole was last built from: one row.
CREATE TABLE search_builds (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    menus TEXT NOT NULL -- a fingerprint of categories, which documents are filed by
);
