-- +goose Up
-- +goose StatementBegin
CREATE TRIGGER inventory_movements_kept_update BEFORE UPDATE ON inventory_movements
BEGIN SELECT RAISE(ABORT, 'the stock ledger is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER inventory_movements_kept_delete BEFORE DELETE ON inventory_movements
BEGIN SELECT RAISE(ABORT, 'the stock ledger is append-only'); END;
-- +goose StatementEnd
