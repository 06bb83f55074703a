package store

import "context"

// Built returns what the index was last built from, empty when it never was.
func (s *Store) Built(ctx context.Context) (menus string, err error) {
	return menus, s.db.Read(ctx).Raw("SELECT menus FROM search_builds WHERE id = 1").Scan(&menus).Error
}

// SetBuilt keeps what the index has been built from.
func (w Writer) SetBuilt(menus string) error {
	return w.tx.Exec("INSERT INTO search_builds (id, menus) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET menus = excluded.menus", menus).Error
}
