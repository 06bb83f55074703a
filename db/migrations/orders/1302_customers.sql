-- +goose Up
-- Whose account an order is in; empty: a guest's, 'erased': of who had an
-- account and has none any more.
ALTER TABLE orders_orders ADD COLUMN customer TEXT NOT NULL DEFAULT '';
CREATE INDEX orders_orders_customer ON orders_orders (customer, id) WHERE customer <> '';
CREATE INDEX orders_orders_guest ON orders_orders (lower(email)) WHERE customer = '';
