-- +goose Up
ALTER TABLE promotions_coupons ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE promotions_coupons ADD COLUMN automatic BOOLEAN NOT NULL DEFAULT FALSE; -- needs no code
ALTER TABLE promotions_coupons ADD COLUMN scope TEXT NOT NULL DEFAULT 'everything';
ALTER TABLE promotions_coupons ADD COLUMN targets TEXT NOT NULL DEFAULT ''; -- ids, separated by commas
ALTER TABLE promotions_coupons ADD COLUMN exclusive BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE promotions_coupons ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
ALTER TABLE promotions_coupons ADD COLUMN each_limit BIGINT NOT NULL DEFAULT 0 CHECK (each_limit >= 0); -- 0: none

ALTER TABLE promotions_redemptions ADD COLUMN customer TEXT NOT NULL DEFAULT '';

-- How often each customer, known by a hash of the e-mail, has used what has a
-- limit for each.
CREATE TABLE promotions_customers (
    code     TEXT   NOT NULL,
    customer TEXT   NOT NULL,
    used     BIGINT NOT NULL CHECK (used >= 0),
    PRIMARY KEY (code, customer)
);
