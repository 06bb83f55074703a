-- +goose Up
-- Every change of a price, so that the lowest one of the 30 days before a
-- reduction is known for good. What was set held from set_at on.
CREATE TABLE pricing_history (
    id         {{serial}},
    sku        TEXT          NOT NULL,
    set_at     {{timestamp}} NOT NULL,
    minor      BIGINT        NOT NULL,
    currency   TEXT          NOT NULL,
    was_minor  BIGINT        NOT NULL,
    sale_minor BIGINT        NOT NULL,
    sale_from  {{timestamp}},
    sale_until {{timestamp}}
);
CREATE INDEX pricing_history_sku ON pricing_history (sku, id);

-- The lowest price of the 30 days before: before the regular price was reduced,
-- before the sale, and before what follows the sale. 0: not known.
ALTER TABLE pricing_prices ADD COLUMN prior_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE pricing_prices ADD COLUMN sale_prior_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE pricing_prices ADD COLUMN later_prior_minor BIGINT NOT NULL DEFAULT 0;

-- Of prices that were set before, it is known that they hold now.
INSERT INTO pricing_history (sku, set_at, minor, currency, was_minor, sale_minor, sale_from, sale_until)
SELECT sku, strftime('%Y-%m-%d %H:%M:%f', 'now') || '+00:00', minor, currency, was_minor, sale_minor, sale_from, sale_until FROM pricing_prices;
UPDATE pricing_prices SET sale_prior_minor = minor WHERE sale_from > strftime('%Y-%m-%d %H:%M:%f', 'now') || '+00:00';

-- +goose StatementBegin
CREATE TRIGGER pricing_history_kept_update BEFORE UPDATE ON pricing_history
BEGIN SELECT RAISE(ABORT, 'the price history is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER pricing_history_kept_delete BEFORE DELETE ON pricing_history
BEGIN SELECT RAISE(ABORT, 'the price history is append-only'); END;
-- +goose StatementEnd
