-- +goose Up
-- What a product is like (Material: wool), and how much of it a variant holds.
ALTER TABLE catalog_products ADD COLUMN attributes TEXT NOT NULL DEFAULT '[]'; -- JSON: name, value, in order
ALTER TABLE catalog_variants ADD COLUMN measure TEXT NOT NULL DEFAULT '{}'; -- JSON: see catalog.Measure
