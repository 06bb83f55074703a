// Package sqlite3 is empty. GORM's SQLite driver imports the cgo driver of
// this name only for its side effect; the shop uses modernc.org/sqlite, and
// go.mod puts this in its place so that no C compiler is needed.
package sqlite3
