package db

import (
	"strings"
	"sync"
)

// Cache keeps rows that are read on every page and change seldom, each under
// the tag that announces its change.
//
// A value that was read before a change is not put back after it: whoever reads
// takes the cache's generation first, and Put compares.
type Cache[V any] struct {
	prefix string // of its tags: others do not concern it
	size   int

	mu         sync.RWMutex
	values     map[string]V
	keys       map[string][]string // by tag
	generation int64
}

// NewCache returns a cache of at most size values, whose tags begin with prefix.
func NewCache[V any](d *DB, size int, prefix string) *Cache[V] {
	c := &Cache[V]{prefix: prefix, size: size, values: map[string]V{}, keys: map[string][]string{}}
	d.OnAnnounce(c.drop)
	return c
}

// Get returns what is kept under key.
func (c *Cache[V]) Get(key string) (value V, ok bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	value, ok = c.values[key]
	return value, ok
}

// Generation is to be taken before reading what Put will keep.
func (c *Cache[V]) Generation() int64 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.generation
}

// Put keeps value under keys until tag is announced, unless something has
// changed since generation.
func (c *Cache[V]) Put(generation int64, tag string, value V, keys ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if generation != c.generation {
		return
	}
	if len(c.values)+len(keys) > c.size {
		c.clear() // seldom, and simpler than to know which are the oldest
	}
	for _, key := range keys {
		if _, known := c.values[key]; !known {
			c.keys[tag] = append(c.keys[tag], key)
		}
		c.values[key] = value
	}
}

func (c *Cache[V]) drop(tags []string) {
	for _, tag := range tags {
		if tag != Everything && !strings.HasPrefix(tag, c.prefix) {
			continue
		}
		c.mu.Lock()
		c.generation++
		if tag == Everything {
			c.clear()
		}
		for _, key := range c.keys[tag] {
			delete(c.values, key)
		}
		delete(c.keys, tag)
		c.mu.Unlock()
	}
}

func (c *Cache[V]) clear() {
	clear(c.values)
	clear(c.keys)
}
