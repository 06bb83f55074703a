-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION inventory_movements_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the stock ledger is append-only'; END $$;
-- +goose StatementEnd
CREATE TRIGGER inventory_movements_kept BEFORE UPDATE OR DELETE ON inventory_movements
    FOR EACH ROW EXECUTE FUNCTION inventory_movements_kept();
