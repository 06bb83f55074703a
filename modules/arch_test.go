// Package modules_test holds the plan of the house and sees that it is kept:
// who may need whom, where each library lives, whose each table is.
//
//	a rule  = a question to a tree of files, answered by what breaks it
//	a tree  = this repository, or a small one in testdata that breaks one rule
//
// A rule has no list of exceptions. What the design itself allows stands here
// by name, with its reason, and has to go when nothing needs it any more.
package modules_test

import (
	"strings"
	"testing"
)

// moduleMap is who needs whom: first whom a module calls, then, after "hears",
// whose events it listens to. A module needs only those above it. A new edge
// is a design decision, and is made here.
const moduleMap = `
audit:
shop:          audit
media:
catalog:
pricing:
tax:
shipping:
promotions:
inventory:
search:        catalog pricing inventory hears catalog pricing inventory
credentials:
customers:     audit credentials
carts:         catalog pricing inventory promotions tax shipping shop hears customers
payments:
orders:        carts inventory promotions payments shipping shop hears payments inventory customers
fulfillment:   orders inventory
staff:         audit credentials
notifications: audit hears orders customers
content:       audit
imports:       catalog pricing inventory search media content promotions shipping shop tax
`

// optional is what the shop can sell without: nothing else may need it, so that
// it can be off, late or broken.
const optional = "reviews recommendations personalization wishlists analytics"

// kernelPackages is closed: what everyone speaks in, and nothing else.
const kernelPackages = "money sku fault event clock"

// home says which folders may import what begins with prefix.
type home struct{ prefix, folders, why string }

// homes are the libraries and folders that are not everybody's.
var homes = []home{
	{"gorm.io/", "db/... modules/*/internal/store", "rows and queries are a store's"},
	{"github.com/jackc/", "db/...", "drivers are the database's"},
	{"modernc.org/", "db/...", "drivers are the database's"},
	{"github.com/pressly/goose", "db", "migrations are the database's"},
	{"github.com/riverqueue/", "db", "jobs are asked for by tx.Enqueue"},
	{"github.com/gofiber/fiber", ". web/...", "modules and views know no HTTP framework"},
	{"github.com/valyala/", "web/...", "modules and views know no HTTP framework"},
	{"github.com/a-h/templ", "web/... views/...", "pages are made by web from views"},
	// Its tests start a server of their own and ask it whether it is there.
	{"github.com/redis/", ". web/session db/dbtest/servers", "sessions are all that Redis keeps"},
	{"github.com/gofiber/storage", ". web/session", "sessions are all that Redis keeps"},
	{"github.com/open-feature/", ". web/... modules/flags/...", "modules are told what is on"},
	{"holdfast/db", ". db/... modules/* modules/*/* modules/*/internal/store", "only a module's public packages and its store write; its rules are pure"},
	{"holdfast/web", ". web/...", "modules and views know no HTTP"},
	{"holdfast/views", ". web/... views/...", "modules know no page"},
	{"holdfast/static", ". web/... views/... static", "modules know no page"},
}

// rigs look at the shop from outside, and compare it with bare libraries.
const rigs = "bench/... e2e/..."

// allowance is one way in which a transaction may span modules.
type allowance struct{ from, to, why string }

// spans are the transactions that touch tables of more than one module.
var spans = []allowance{
	{from: "orders.Service.Place", why: "stock, coupon, payment, cart and order: all of it or nothing"},
	{to: "audit.Service.Record", why: "no deed without its entry, no entry without its deed: like the outbox, it only adds a row"},
}

// rule is one rule of the house: what it says, and what breaks it.
type rule struct {
	name, says string
	check      func(*house) []string
}

// house is a tree of files and the map that it is built by.
type house struct {
	*tree
	plan plan
}

var rules = []rule{
	{"internal", "internal/ is reached only from its own module, and never reaches its module's root", internals},
	{"cycles", "no cycles between modules", cycles},
	{"edges", "a module needs only whom the map says", edges},
	{"map", "the map has every module, no edge that nothing uses, and no way back", mapIsTrue},
	{"kernel", "kernel is a closed list and imports only the standard library", kernelIsSmall},
	{"homes", "a library is imported only where it lives", librariesStayHome},
	{"views", "views import no module but kernel", viewsKnowNoModule},
	{"web", "the core of web knows no trade", webCoreKnowsNoTrade},
	{"tables", "a migration and a store name only their own module's tables", tablesHaveOwners},
	{"optional", "nothing core imports an optional module", coreNeedsNothingOptional},
	{"drawers", "a package is named after what it knows", noDrawers},
	{"init", "nothing happens before main", noInit},
	{"transactions", "one transaction spans modules, orders.Place's", transactionsStayHome},
	{"outbox", "events, listeners and jobs are named after their module", outboxNames},
}

func TestTheHouseKeepsItsRules(t *testing.T) {
	h := ourHouse(t)
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			for _, breach := range r.check(h) {
				t.Errorf("%s: %s", r.says, breach)
			}
		})
	}
}

func TestEveryAllowanceIsNeeded(t *testing.T) {
	handed := handedOn(ourHouse(t).tree)
	for _, a := range spans {
		used := false
		for _, h := range handed {
			used = used || a.covers(h)
		}
		if !used {
			t.Errorf("no transaction is handed on from %q to %q any more: strike it from the list", a.from, a.to)
		}
	}
}

func words(text string) []string { return strings.Fields(text) }
