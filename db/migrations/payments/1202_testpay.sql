-- +goose Up
CREATE TABLE payments_testpay_charges (
    ref        TEXT          PRIMARY KEY,
    key        TEXT          NOT NULL UNIQUE,
    order_id   TEXT          NOT NULL,
    amount     BIGINT        NOT NULL,
    currency   TEXT          NOT NULL,
    state      TEXT          NOT NULL,
    return_to  TEXT          NOT NULL,
    refunded   BIGINT        NOT NULL DEFAULT 0 CHECK (refunded >= 0 AND refunded <= amount),
    created_at {{timestamp}} NOT NULL
);
CREATE TABLE payments_testpay_refunds (
    key    TEXT   PRIMARY KEY,
    ref    TEXT   NOT NULL REFERENCES payments_testpay_charges (ref),
    amount BIGINT NOT NULL
);
