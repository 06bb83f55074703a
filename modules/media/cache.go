package media

import (
	"strings"
	"sync"

	"holdfast/db"
	"holdfast/modules/media/internal/store"
)

// cacheSize bounds the assets kept in memory, some 200 bytes each.
const cacheSize = 50_000

// tag is what an asset is announced by when it changes: pages that show its
// placeholder carry it.
func tag(id string) string { return "media:" + id }

// Tag is what an asset's change is announced under, for pages that are kept.
func (a Asset) Tag() string { return tag(string(a.ID)) }

// cache keeps assets that were asked for. Ready ones never change.
type cache struct {
	mu         sync.RWMutex
	assets     map[ID]Asset
	generation int // changes with each forgetting, so that nobody puts back what was read before it
}

func (c *cache) get(ids []ID) (found map[ID]Asset, missing []string, generation int) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	found = make(map[ID]Asset, len(ids))
	for _, id := range ids {
		if a, ok := c.assets[id]; ok {
			found[id] = a
		} else if id.valid() {
			missing = append(missing, string(id))
		}
	}
	return found, missing, c.generation
}

func (c *cache) put(rows []store.Asset, generation int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if generation != c.generation {
		return
	}
	if c.assets == nil || len(c.assets)+len(rows) > cacheSize {
		c.assets = make(map[ID]Asset, len(rows))
	}
	for _, row := range rows {
		c.assets[ID(row.ID)] = assetOf(row)
	}
}

func (c *cache) forget(tags []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range tags {
		if t == db.Everything {
			c.assets = nil
			c.generation++
		}
		if id, ok := strings.CutPrefix(t, "media:"); ok {
			delete(c.assets, ID(id))
			c.generation++
		}
	}
}
