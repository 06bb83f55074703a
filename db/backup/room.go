package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"holdfast/db"
)

// spare is what is left free beside a backup, for the shop itself.
const spare = 64 << 20

// room refuses to begin where a snapshot and a file with all of the shop in it
// would fill the disk. Faults: ErrNoRoom.
func room(ctx context.Context, s Shop, dir string) error {
	data, err := dataSize(ctx, s)
	if err != nil {
		return err
	}
	pictures, err := media(s.Dir)
	if err != nil {
		return err
	}
	needed := 2 * data
	for _, p := range pictures {
		needed += p.size
	}
	return roomFor(dir, needed)
}

func roomFor(dir string, needed int64) error {
	left, err := free(dir)
	if err != nil {
		return fmt.Errorf("ask how much room there is: %w", err)
	}
	if uint64(max(0, needed))+spare > left {
		return fmt.Errorf("%w: %d MB are needed in %s, and %d are free", ErrNoRoom, (needed+spare)>>20, dir, left>>20)
	}
	return nil
}

// dataSize is about how large the database is, in bytes.
func dataSize(ctx context.Context, s Shop) (size int64, err error) {
	if s.kind() == SQLite {
		for _, name := range []string{db.File, db.File + "-wal"} {
			info, err := os.Stat(filepath.Join(s.Dir, name))
			switch {
			case err == nil:
				size += info.Size()
			case errors.Is(err, fs.ErrNotExist) && name == db.File:
				return 0, fmt.Errorf("%w: %w", ErrNoShop, err)
			}
		}
		return size, nil
	}
	shop, err := openPostgres(s.URL)
	if err != nil {
		return 0, err
	}
	err = shop.QueryRowContext(ctx, "SELECT pg_database_size(current_database())").Scan(&size)
	return size, errors.Join(err, shop.Close())
}
