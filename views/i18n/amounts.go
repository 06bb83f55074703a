package i18n

import (
	"sync"
	"sync/atomic"

	"holdfast/modules/kernel/money"
)

// amounts remembers how amounts are written: a shop has few prices and shows
// them often. It is emptied when full rather than kept in order of use.
type amounts struct {
	known sync.Map // money.Money to string
	size  atomic.Int64
}

// amountsMax bounds the memory at about 1 MB a locale.
const amountsMax = 8192

func (a *amounts) get(m money.Money, format func() string) string {
	if text, ok := a.known.Load(m); ok {
		return text.(string)
	}
	if a.size.Add(1) > amountsMax {
		a.known.Clear()
		a.size.Store(1)
	}
	text := format()
	a.known.Store(m, text)
	return text
}
