-- +goose Up
-- What the law wants beside a price in a list; filled as products are indexed.
ALTER TABLE search_documents ADD COLUMN lowest BIGINT NOT NULL DEFAULT 0; -- of the 30 days before the reduction, 0: not known
ALTER TABLE search_documents ADD COLUMN unit_price BIGINT NOT NULL DEFAULT 0;
ALTER TABLE search_documents ADD COLUMN unit_per TEXT NOT NULL DEFAULT ''; -- empty: no unit price
