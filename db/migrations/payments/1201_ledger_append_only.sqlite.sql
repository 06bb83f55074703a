-- +goose Up
-- +goose StatementBegin
CREATE TRIGGER payments_ledger_no_update BEFORE UPDATE ON payments_ledger
BEGIN SELECT RAISE(ABORT, 'payments_ledger is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER payments_ledger_no_delete BEFORE DELETE ON payments_ledger
BEGIN SELECT RAISE(ABORT, 'payments_ledger is append-only'); END;
-- +goose StatementEnd
