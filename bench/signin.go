package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"holdfast/db"
	"holdfast/modules/credentials"
)

// people is how many accounts there are to guess at.
const people = 500

// tried is how often a second somebody tries to sign in, and looked how often
// somebody looks at a product meanwhile, half of them with a cart.
const (
	tried  = 200
	looked = 100
)

// measureSignIn compares how long known and unknown e-mails take, and has many
// people sign in while others look at products. Who asks comes from everywhere,
// so that the throttle keeps nobody away.
func (b *bench) measureSignIn(ctx context.Context) error {
	for _, on := range b.shops {
		s, err := b.open(ctx, on.name, "signin", "HOLDFAST_TRUSTED_PROXIES=127.0.0.0/8")
		if err != nil {
			return err
		}
		err = errors.Join(s.populate(ctx), b.compareKnown(s), b.signInCrowd(ctx, s))
		if err := errors.Join(err, s.close()); err != nil {
			return fmt.Errorf("%s: %w", on.name, err)
		}
	}
	return nil
}

// populate opens accounts, all with one password.
func (s *shopOn) populate(ctx context.Context) error {
	hash, err := credentials.NewHasher(1).Hash(ctx, "only for measuring 1")
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for i := range people {
			err := tx.Gorm().Exec(`INSERT INTO customers_customers (id, email, name, password, locale, disabled, stamp, created_at)
				VALUES (?, ?, '', ?, 'en', FALSE, 1, ?)`, db.NewID(), known(i), hash, time.Now()).Error
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func known(i int) string   { return fmt.Sprintf("known-%04d@example.com", i) }
func unknown(i int) string { return fmt.Sprintf("never-%04d@example.com", i) }

// fromAnywhere is a form sent from an address that nobody else has.
func fromAnywhere(path, form string) []byte {
	from := fmt.Sprintf("X-Forwarded-For: 10.%d.%d.%d\r\n", rand.IntN(256), rand.IntN(256), 1+rand.IntN(254))
	return request("POST", path, "", packed+from, form)
}

// compareKnown asks for known and unknown e-mails in turn, which of them first
// by chance, and compares the times by Welch's t-test.
func (b *bench) compareKnown(s *shopOn) error {
	fmt.Printf("\n| shop | form | pairs | known: mean, median ms | unknown: mean, median ms | Welch's t | p |\n|---|---|---|---|---|---|---|\n")
	pairs := people
	if b.plan.short {
		pairs = 40
	}
	c, err := dial(s.addr)
	if err != nil {
		return err
	}
	defer c.close()
	for _, form := range []struct {
		path, rest string
		status     int
	}{{"/account/login", "&password=wrong+lamp+37", 422}, {"/account/forgotten", "", 303}, {"/account/register", "&password=another+tide+42", 303}} {
		var took [2][]float64
		for i := range pairs {
			first := rand.IntN(2)
			for _, which := range []int{first, 1 - first} {
				email := []string{known(i), unknown(i)}[which]
				ask := fromAnywhere(form.path, "email="+email+form.rest)
				time.Sleep(5 * time.Millisecond) // until what the last one left to do is done
				at := time.Now()
				a, err := c.ask(ask)
				if err != nil || a.status != form.status {
					return fmt.Errorf("%s for %s: %d, %w", form.path, email, a.status, err)
				}
				took[which] = append(took[which], time.Since(at).Seconds()*1e3)
			}
		}
		t, p := welch(took[0], took[1])
		mean := func(which int) string {
			m, _ := meanAndVariance(took[which])
			mid, _, _ := median(took[which])
			return fmt.Sprintf("%.3f, %.3f", m, mid)
		}
		fmt.Printf("| %s | %s | %d | %s | %s | %.2f | %.2f |\n", s.name, form.path, pairs, mean(0), mean(1), t, p)
	}
	return nil
}

// welch is Welch's t of two samples, and how likely one as far from 0 is by
// chance: with hundreds of values the normal distribution is close enough.
//
//	t = (mean a - mean b) ÷ √(variance a ÷ n a + variance b ÷ n b)
func welch(a, b []float64) (t, p float64) {
	meanA, varA := meanAndVariance(a)
	meanB, varB := meanAndVariance(b)
	t = (meanA - meanB) / math.Sqrt(varA/float64(len(a))+varB/float64(len(b)))
	return t, math.Erfc(math.Abs(t) / math.Sqrt2)
}

func meanAndVariance(values []float64) (mean, variance float64) {
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for _, v := range values {
		variance += (v - mean) * (v - mean) / float64(len(values)-1)
	}
	return mean, variance
}

// signInCrowd has people try to sign in while others look at products.
func (b *bench) signInCrowd(ctx context.Context, s *shopOn) error {
	sessions, err := crowd(s.addr, b.skus, 20, false)
	if err != nil {
		return err
	}
	statuses := map[int]int{}
	var pages, tries tally
	var arrivals []arrival
	begin := time.Now().Add(100 * time.Millisecond)
	seconds := b.plan.load.Seconds()
	for i, at := range schedule(int(looked*seconds), begin, b.plan.load) {
		cookies := ""
		if i%2 == 0 {
			cookies = sessions[i%len(sessions)].cookies()
		}
		page := get("/products/"+b.slugs[rand.IntN(len(b.slugs))], cookies)
		arrivals = append(arrivals, arrival{at, func(c *client) error { return look(c, page) }, pages.note})
	}
	for i, at := range schedule(int(tried*seconds), begin, b.plan.load) {
		email := known(rand.IntN(people))
		if i%2 == 0 {
			email = unknown(i)
		}
		ask := fromAnywhere("/account/login", "password=wrong+lamp+37&email="+email)
		arrivals = append(arrivals, arrival{at, func(c *client) error {
			a, err := c.ask(ask)
			tries.mu.Lock()
			statuses[a.status]++
			tries.mu.Unlock()
			return err
		}, tries.note})
	}
	slices.SortFunc(arrivals, func(x, y arrival) int { return x.at.Compare(y.at) })
	cpu, began := s.cpu(), time.Now()
	open(s.addr, arrivals)
	busy := 100 * (s.cpu() - cpu).Seconds() / time.Since(began).Seconds()
	peak, _ := s.memory()
	seen, asked := summary(pages.took, b.plan.load), summary(tries.took, b.plan.load)
	fmt.Printf("\n| shop | sign-ins a second | answers | sign-in p50, p99 ms | product pages a second | sent away, failed | pages p50, p99 ms | core | memory |\n|---|---|---|---|---|---|---|---|---|\n")
	fmt.Printf("| %s | %d | %s | %.0f, %.0f | %d | %d, %d | %.1f, **%.1f** | %.0f %% | **%.0f MB** |\n", s.name, tried, answered(statuses),
		asked.p50.Seconds()*1e3, asked.p99.Seconds()*1e3, looked, pages.away, pages.failed, seen.p50.Seconds()*1e3, seen.p99.Seconds()*1e3, busy, peak)
	if pages.why != nil {
		fmt.Println("  the first failure:", pages.why)
	}
	return ctx.Err()
}

// answered says how often each status was answered.
func answered(statuses map[int]int) (text string) {
	for _, status := range []int{422, 429, 503} {
		text += strconv.Itoa(status) + ": " + strconv.Itoa(statuses[status]) + " "
		delete(statuses, status)
	}
	for status, n := range statuses {
		text += fmt.Sprintf("%d: %d ", status, n)
	}
	return text
}
