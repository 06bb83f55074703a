-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION payments_ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'payments_ledger is append-only'; END $$;
-- +goose StatementEnd
CREATE TRIGGER payments_ledger_no_change BEFORE UPDATE OR DELETE ON payments_ledger
    FOR EACH ROW EXECUTE FUNCTION payments_ledger_is_append_only();
CREATE TRIGGER payments_ledger_no_truncate BEFORE TRUNCATE ON payments_ledger
    FOR EACH STATEMENT EXECUTE FUNCTION payments_ledger_is_append_only();
