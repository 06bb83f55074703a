-- +goose Up
CREATE TABLE fulfillment_parcels (
    order_id     TEXT PRIMARY KEY, -- one parcel an order
    carrier      TEXT          NOT NULL,
    tracking_url TEXT          NOT NULL,
    sent_by      TEXT          NOT NULL,
    sent_at      {{timestamp}} NOT NULL
);
