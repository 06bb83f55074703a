package db

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"gorm.io/gorm/logger"
)

// slow is when a statement is worth a line in the log.
const slow = 250 * time.Millisecond

type countKey struct{}

// CountStatements returns a context under which the statements that are run
// are counted.
func CountStatements(ctx context.Context) (context.Context, *atomic.Int64) {
	count := new(atomic.Int64)
	return context.WithValue(ctx, countKey{}, count), count
}

// observer is what GORM tells of each statement.
type observer struct{ log *slog.Logger }

// LogMode is part of GORM's interface; the level is slog's.
func (o observer) LogMode(logger.LogLevel) logger.Interface { return o }

// Info, Warn and Error are GORM's own remarks; a statement's error is returned
// to its caller, who knows what it means.
func (o observer) Info(ctx context.Context, msg string, args ...any) {}

// Warn is a remark of GORM's.
func (o observer) Warn(ctx context.Context, msg string, args ...any) {}

// Error is a remark of GORM's.
func (o observer) Error(ctx context.Context, msg string, args ...any) {}

// Trace counts the statement, and logs it when it was slow.
func (o observer) Trace(ctx context.Context, begin time.Time, statement func() (string, int64), err error) {
	if count, ok := ctx.Value(countKey{}).(*atomic.Int64); ok {
		count.Add(1)
	}
	if took := time.Since(begin); took > slow {
		sql, rows := statement()
		o.log.WarnContext(ctx, "slow statement", "took", took, "rows", rows, "sql", sql, "err", err)
	}
}

// ParamsFilter keeps values, which may be personal, out of the log.
func (o observer) ParamsFilter(ctx context.Context, sql string, params ...any) (string, []any) {
	return sql, nil
}
