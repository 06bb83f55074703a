-- +goose Up
-- What the back office counts and lists: a few orders of very many.
CREATE INDEX orders_orders_to_pay ON orders_orders (id) WHERE paid_at IS NULL AND canceled_at IS NULL;
CREATE INDEX orders_orders_to_send ON orders_orders (id) WHERE sent_at IS NULL AND canceled_at IS NULL;
CREATE INDEX orders_orders_canceled ON orders_orders (id) WHERE canceled_at IS NOT NULL;
CREATE INDEX orders_orders_sent ON orders_orders (sent_at) WHERE sent_at IS NOT NULL;
