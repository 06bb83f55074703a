-- +goose Up
CREATE TABLE promotions_coupons (
    code        TEXT    PRIMARY KEY, -- normalised: upper case
    kind        TEXT    NOT NULL,
    ppm         BIGINT  NOT NULL,
    amount      BIGINT  NOT NULL,
    minimum     BIGINT  NOT NULL,
    currency    TEXT    NOT NULL,
    valid_from  {{timestamp}},
    valid_until {{timestamp}},
    use_limit   BIGINT  NOT NULL CHECK (use_limit >= 0), -- 0: none
    redeemed    BIGINT  NOT NULL DEFAULT 0 CHECK (redeemed >= 0)
);
CREATE TABLE promotions_redemptions (
    order_id    TEXT          NOT NULL,
    code        TEXT          NOT NULL,
    redeemed_at {{timestamp}} NOT NULL,
    PRIMARY KEY (order_id, code)
);
CREATE INDEX promotions_redemptions_code ON promotions_redemptions (code);
