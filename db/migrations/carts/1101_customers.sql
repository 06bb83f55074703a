-- +goose Up
-- Whose cart it is; empty: of whoever has its cookie. A customer has one.
ALTER TABLE carts_carts ADD COLUMN customer TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX carts_carts_customer ON carts_carts (customer) WHERE customer <> '';
