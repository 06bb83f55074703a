-- +goose Up
CREATE TABLE customers_customers (
    id         TEXT PRIMARY KEY,
    email      TEXT          NOT NULL UNIQUE, -- normalised, and proven to be theirs
    name       TEXT          NOT NULL,
    password   TEXT          NOT NULL,        -- argon2id, PHC string format
    locale     TEXT          NOT NULL,
    disabled   BOOLEAN       NOT NULL,
    stamp      BIGINT        NOT NULL,        -- changes with the password: sessions of another one have ended
    created_at {{timestamp}} NOT NULL
);
CREATE TABLE customers_addresses (
    id          TEXT PRIMARY KEY,
    customer_id TEXT    NOT NULL REFERENCES customers_customers (id) ON DELETE CASCADE,
    preferred   BOOLEAN NOT NULL,
    name        TEXT    NOT NULL,
    street      TEXT    NOT NULL,
    city        TEXT    NOT NULL,
    postcode    TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    country     TEXT    NOT NULL
);
CREATE INDEX customers_addresses_customer ON customers_addresses (customer_id, id);

-- What a link in a mail does, once. Only the link's hash is kept. For a new
-- account there is no customer yet: it is made when the link is used.
CREATE TABLE customers_links (
    id          TEXT PRIMARY KEY,
    hash        TEXT          NOT NULL UNIQUE,
    kind        TEXT          NOT NULL,
    email       TEXT          NOT NULL, -- where it goes
    customer_id TEXT          NOT NULL,
    password    TEXT          NOT NULL,
    locale      TEXT          NOT NULL,
    expires_at  {{timestamp}} NOT NULL
);
CREATE INDEX customers_links_expires ON customers_links (expires_at);
CREATE INDEX customers_links_email ON customers_links (email);
