package search

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"

	"holdfast/modules/kernel/money"
	"holdfast/modules/search/internal/index"
	"holdfast/modules/search/internal/store"
	"holdfast/modules/search/internal/words"
)

// memory keeps the index of words. It follows the documents when it is next
// asked for; one that is older than that is read anew beside the one in use.
type memory struct {
	news    news
	current atomic.Pointer[held] // nil: to be read
	failing atomic.Bool          // the last reading did
	reading sync.Mutex
}

// held is an index and what was read with it.
type held struct {
	*index.Index
	locale string
	whole  atomic.Int64 // minor units of the currency that prices are in; 0: not known
	read   atomic.Pointer[meant]
}

// meant are a merchant's synonyms, read by the index.
type meant struct {
	also map[string][]string
	index.Meanings
}

// meanings returns also as the index reads it, which it does once.
func (h *held) meanings(also map[string][]string) index.Meanings {
	if m := h.read.Load(); m != nil && reflect.ValueOf(m.also).Pointer() == reflect.ValueOf(also).Pointer() {
		return m.Meanings
	}
	m := &meant{also, h.Meanings(also)}
	h.read.Store(m)
	return m.Meanings
}

// portion is how many documents are read together.
const portion = 500

// get returns the index as it is now. While the database fails, what was read
// before is better than nothing, and one caller at a time finds out whether it
// still does.
func (m *memory) get(ctx context.Context, from *store.Store, locale string) (*held, error) {
	now := m.current.Load()
	fresh := func() bool { return now != nil && now.locale == locale && !m.news.some.Load() }
	if fresh() {
		return now, nil
	}
	if now == nil || !m.failing.Load() {
		m.reading.Lock()
	} else if !m.reading.TryLock() {
		return now, nil
	}
	defer m.reading.Unlock()
	if now = m.current.Load(); fresh() {
		return now, nil
	}
	next, err := m.follow(ctx, from, now, locale)
	m.failing.Store(err != nil)
	if err != nil && now != nil {
		return now, nil
	}
	if err != nil {
		return nil, err
	}
	m.current.Store(next)
	return next, nil
}

// follow brings the index up to date, or reads a new one.
func (m *memory) follow(ctx context.Context, from *store.Store, now *held, locale string) (*held, error) {
	changed, all := m.news.take()
	next := now
	if now == nil || now.locale != locale {
		next, all = &held{Index: index.New(words.For(locale)), locale: locale}, true
	}
	var err error
	if all {
		err = next.readAll(ctx, from)
	} else {
		for part := range slices.Chunk(changed, portion) {
			if err = next.readSome(ctx, from, part); err != nil {
				break
			}
		}
	}
	if err != nil {
		m.news.putBack(changed, all)
		return nil, fmt.Errorf("follow the index: %w", err)
	}
	return next, nil
}

// readAll compares every document with the index.
func (h *held) readAll(ctx context.Context, from *store.Store) error {
	there := map[int64]bool{}
	for after := int64(0); ; {
		documents, err := from.FollowedAfter(ctx, after, portion)
		if err != nil {
			return err
		}
		if len(documents) == 0 {
			break
		}
		for _, d := range documents {
			there[d.ID] = true
		}
		if err := h.put(ctx, from, documents); err != nil {
			return err
		}
		after = documents[len(documents)-1].ID
	}
	for _, id := range h.IDs() {
		if !there[id] {
			h.Remove(id)
		}
	}
	return nil
}

// readSome reads the documents of products.
func (h *held) readSome(ctx context.Context, from *store.Store, products []string) error {
	documents, err := from.FollowedOf(ctx, products)
	if err != nil {
		return err
	}
	found := map[string]bool{}
	for _, d := range documents {
		found[d.Product] = true
	}
	var gone []string
	for _, product := range products {
		if !found[product] {
			gone = append(gone, product)
		}
	}
	h.RemoveProducts(gone)
	return h.put(ctx, from, documents)
}

// put enters documents. The words of those whose source is the same are left.
func (h *held) put(ctx context.Context, from *store.Store, documents []store.Followed) error {
	var reread []int64
	for _, d := range documents {
		if d.Print == "" || h.Print(d.ID) != d.Print {
			reread = append(reread, d.ID)
		}
	}
	sources, err := from.Sources(ctx, reread)
	if err != nil {
		return err
	}
	for _, d := range documents {
		card := index.Card{Product: d.Product, InStock: d.InStock, Price: d.Price, Born: d.Born, NameKey: d.NameKey, Lists: d.Lists}
		h.whole.Store(wholeOf(d.Currency))
		if !slices.Contains(reread, d.ID) {
			h.Touch(d.ID, card)
			continue
		}
		source := index.Source{Name: d.Name, Brand: d.Brand} // all that is known of one that an older program wrote
		if text, ok := sources[d.ID]; ok {
			if err := json.Unmarshal([]byte(text), &source); err != nil {
				return fmt.Errorf("read the source of %s: %w", d.Product, err)
			}
		}
		h.Put(d.ID, card, d.Print, source)
	}
	return nil
}

// wholeOf returns how many minor units one of a currency is.
func wholeOf(currency string) int64 {
	one, err := money.Parse("1", currency)
	if err != nil {
		return 0
	}
	return one.Minor
}
