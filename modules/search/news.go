package search

import (
	"strings"
	"sync"
	"sync/atomic"

	"holdfast/db"
)

// news is which documents other transactions, here or in other processes, have
// announced to be changed since it was last taken.
type news struct {
	some atomic.Bool // there are any

	mu      sync.Mutex
	changed map[string]bool // products
	all     bool            // anything may have
}

// hear takes note of what has changed.
func (n *news) hear(tags []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, tag := range tags {
		product, ok := strings.CutPrefix(tag, tagDocument)
		if ok && n.changed == nil {
			n.changed = map[string]bool{}
		}
		if ok && !n.all {
			n.changed[product] = true
		}
		if tag == db.Everything || len(n.changed) > wholly {
			n.all, n.changed = true, nil
		}
	}
	n.some.Store(n.all || len(n.changed) > 0)
}

// take returns what has changed, as of now nothing.
func (n *news) take() (changed []string, all bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for product := range n.changed {
		changed = append(changed, product)
	}
	all = n.all
	n.changed, n.all = nil, false
	n.some.Store(false)
	return changed, all
}

// putBack remembers what could not be read.
func (n *news) putBack(changed []string, all bool) {
	tags := make([]string, len(changed))
	for i, product := range changed {
		tags[i] = tagDocument + product
	}
	if all {
		tags = []string{db.Everything}
	}
	n.hear(tags)
}
