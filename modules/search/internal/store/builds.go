package store

import (
	"context"
	"time"
)

// Built returns what the index was last built from, empty when it never was.
func (s *Store) Built(ctx context.Context) (menus string, err error) {
	return menus, s.db.Read(ctx).Raw("SELECT menus FROM search_builds WHERE id = 1").Scan(&menus).Error
}

// SetBuilt keeps what the index has been built from, and when.
func (w Writer) SetBuilt(menus string, at time.Time) error {
	return w.tx.Exec(`INSERT INTO search_builds (id, menus, built_at) VALUES (1, ?, ?)
		ON CONFLICT (id) DO UPDATE SET menus = excluded.menus, built_at = excluded.built_at`, menus, at).Error
}

// Build is the state of the index as a whole.
type Build struct {
	Documents int
	BuiltAt   *time.Time // nil: never
}

// Build returns the state of the index.
func (s *Store) Build(ctx context.Context) (b Build, err error) {
	return b, s.db.Read(ctx).Raw(`SELECT (SELECT count(*) FROM search_documents) AS documents,
		(SELECT built_at FROM search_builds WHERE id = 1) AS built_at`).Scan(&b).Error
}
