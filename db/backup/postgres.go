package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"holdfast/db/sessions"
)

// unkept are tables whose rows are not kept: whoever was signed in signs in
// again. The file is as secret as the shop all the same: it has the key.
var unkept = []string{sessions.Table}

// takePostgres counts what is there in a transaction, and has pg_dump write
// what that transaction sees. Nobody waits for either.
func takePostgres(ctx context.Context, s Shop, h *Header, file string) (err error) {
	shop, err := openPostgres(s.URL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shop.Close()) }()
	tx, err := shop.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	var snapshot string
	h.Made = time.Now().UTC() // the snapshot is taken after it
	if err := tx.QueryRowContext(ctx, "SELECT pg_export_snapshot()").Scan(&snapshot); err != nil {
		return err
	}
	if err := countPostgres(ctx, tx, s, h); err != nil {
		return err
	}
	args := []string{"--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--no-password",
		"--lock-wait-timeout=10s", "--snapshot=" + snapshot, "--file=" + file}
	for _, table := range unkept {
		args = append(args, "--exclude-table-data="+table)
	}
	return tool(ctx, s.URL, "pg_dump", majorOf(ctx, tx), args...)
}

func openPostgres(url string) (*sql.DB, error) {
	config, err := pgxpool.ParseConfig(url) // knows pool_max_conns, too
	if err != nil {
		return nil, errors.New("HOLDFAST_DATABASE_URL is no PostgreSQL address") // the cause may hold a password
	}
	return stdlib.OpenDB(*config.ConnConfig), nil
}

func countPostgres(ctx context.Context, q querier, s Shop, h *Header) error {
	if err := q.QueryRowContext(ctx, "SELECT 'PostgreSQL ' || current_setting('server_version')").Scan(&h.Engine); err != nil {
		return err
	}
	tables, err := texts(ctx, q, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
	if err != nil {
		return err
	}
	tables = slices.DeleteFunc(tables, func(table string) bool { return slices.Contains(unkept, table) })
	return count(ctx, q, tables, s.Figures, h)
}

func majorOf(ctx context.Context, q querier) (major int) {
	_ = q.QueryRowContext(ctx, "SELECT current_setting('server_version_num')::int / 10000").Scan(&major) // 0: any will do
	return major
}

// belongings lists what there is in a database besides PostgreSQL's own and
// its extensions', as the words that drop it.
const belongings = `
	SELECT 'SCHEMA ' || quote_ident(nspname) FROM pg_namespace n
		WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public') AND ` + own + `'pg_namespace'::regclass AND d.objid = n.oid)
	UNION ALL
	SELECT CASE relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || c.oid::regclass
		FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
		AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE relkind = 'S' AND d.deptype IN ('a', 'i') AND d.classid = 'pg_class'::regclass AND d.objid = c.oid) AND ` + own + `'pg_class'::regclass AND d.objid = c.oid)
	UNION ALL
	SELECT 'ROUTINE ' || p.oid::regprocedure FROM pg_proc p
		WHERE pronamespace = 'public'::regnamespace AND ` + own + `'pg_proc'::regclass AND d.objid = p.oid)
	UNION ALL
	SELECT 'TYPE ' || t.oid::regtype FROM pg_type t
		WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd') AND ` + own + `'pg_type'::regclass AND d.objid = t.oid)`

const own = `NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.deptype = 'e' AND d.classid = `

// emptyPostgres refuses a database with anything in it. Faults: ErrNotEmpty.
func emptyPostgres(ctx context.Context, q querier) error {
	found, err := texts(ctx, q, belongings)
	if err != nil {
		return fmt.Errorf("look at the database: %w", err)
	}
	if len(found) > 0 {
		return fmt.Errorf("%w: the database has %d things in it, such as %s", ErrNotEmpty, len(found), found[0])
	}
	return nil
}

// wipePostgres makes a database empty that was so before we came.
func wipePostgres(ctx context.Context, d *sql.DB) error {
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	found, err := texts(ctx, tx, belongings)
	if err != nil {
		return err
	}
	for _, each := range found {
		if _, err := tx.ExecContext(ctx, "DROP "+dropIfExists(each)+" CASCADE"); err != nil {
			return fmt.Errorf("drop %s: %w", each, err)
		}
	}
	return tx.Commit()
}
