package i18n

import (
	"context"
	"time"

	"holdfast/modules/kernel/money"
)

// Money writes an amount as ctx's locale does: €12.50.
func Money(ctx context.Context, m money.Money) string { return From(ctx).Money(m) }

// Number writes n as ctx's locale does: 1,234.
func Number(ctx context.Context, n int) string { return From(ctx).Number(n) }

// Date writes the day of t, in t's own zone, as ctx's locale does: 3 March 2026.
func Date(ctx context.Context, t time.Time) string { return From(ctx).Date(t) }
