package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write docs/faults.md anew")

// row is what came of an outage.
type row struct {
	outage
	seen map[string]seen
	well time.Duration
}

const reportFile = "docs/faults.md"

const reportHead = `# When something fails

What people saw of the shop while one of its servers failed, and how long it took
until all was well again. This page is written by a test, which puts a proxy
before real servers and has the shop run as a process of its own
(` + "`go test . -run TestTheShopKeepsItsPromises -update`" + `); each run of the tests
compares what was seen, not how long it took.

Nothing was lost in any row. Every order that was acknowledged is there, once;
every order that was refused was placed by pressing **Try again**, with what had
been typed. Half of the orders were paid by the test card, whose page is the shop’s
own: each of them is paid once, in full, also where pressing **Approve** was refused
and done again. Afterwards, on PostgreSQL and on SQLite, the ledger of stock agrees
with the stock and the ledger of money with the payments. Every mail was sent.

“Refused” is a page of the shop with status 503 that says what was done (nothing),
and when to come back. Times are the longest that anybody waited.
`

const reportTail = `
## What decides it

- **Redis** keeps sessions and nothing else. The first request that meets a Redis
  that does not answer waits 250 ms; from then on nobody does, and one goroutine
  asks whether it is back. Who signs in meanwhile, customers and operators, has
  the session in a signed cookie, for 15 minutes at a time, until Redis is back.
  Signing out is written into the database, so that a Redis that is restored from
  a copy brings nobody back.
- **PostgreSQL** is asked a question four times a second. When there is no answer
  within a second, and nothing else has been heard from it, every connection is
  cut: who waits is told at once. Until it answers again requests are refused
  without waiting, pages that were kept are shown, up to an hour old (they may show
  a price or a stock that has changed since; the order is made from the records),
  and ` + "`/readyz`" + ` says that the shop is not ready. A commit that got no answer is
  said to be unsure; sending the order again finds the one that was placed.
- **A start** waits for PostgreSQL for a minute, and for Redis not at all.
- **Jobs and mail** are rows in the database: they wait, and are tried again later
  and later. A mail server may be away for a day and a half.
- **A full disk** refuses what would be written; everything can still be read.

## What is not promised

- While PostgreSQL is away nobody signs in, and no cart can be seen: both are in it.
- A page is kept until what it shows changes: while PostgreSQL is away, a product
  that was sold and not looked at since has none.
- What the browser sent as a file is not kept by a refusal, nor is a password.
- A replica that alone is cut off from PostgreSQL says that it is not ready. Where
  every replica does, let the balancer send requests on all the same: kept pages
  are better than none.
- PgBouncer in transaction mode is not supported: migrations hold a lock for their
  session, jobs listen, and statements are prepared.
`

// inReport writes the report, or compares it with the one that is written.
func inReport(t *testing.T, rows []row) {
	t.Helper()
	text := rendered(rows)
	if *update {
		if err := os.WriteFile(reportFile, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	written, err := os.ReadFile(reportFile)
	if err != nil {
		t.Fatal(err)
	}
	if timeless(string(written)) != timeless(text) {
		t.Errorf("%s says something else; write it anew with -update:\n%s", reportFile, text)
	}
}

// measured are the times in a report.
var measured = regexp.MustCompile(`at once|[0-9.]+ s\b`)

func timeless(report string) string {
	from, to := strings.Index(report, "| "), strings.Index(report, "\n## ")
	if from < 0 || to < from {
		return report
	}
	return report[:from] + measured.ReplaceAllString(report[from:to], "…") + report[to:]
}

func rendered(rows []row) string {
	var b strings.Builder
	b.WriteString(reportHead + "\n| fault |")
	line := "|---|"
	for _, f := range flows {
		b.WriteString(" " + f.name + " |")
		line += "---|"
	}
	b.WriteString(" well again after |\n" + line + "---|\n")
	for _, r := range rows {
		b.WriteString("| " + r.name + " |")
		for _, f := range flows {
			fmt.Fprintf(&b, " %s |", r.cell(f.name))
		}
		fmt.Fprintf(&b, " %s |\n", roughly(r.well))
	}
	b.WriteString("\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "- %s: %s\n", r.name, r.note)
	}
	return b.String() + reportTail
}

func (r row) cell(flow string) string {
	return r.seen[flow].String()
}
