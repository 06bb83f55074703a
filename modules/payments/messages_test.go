package payments_test

import (
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/payments"
	"holdfast/modules/payments/internal/signature"
	"holdfast/modules/payments/testpay"
)

func (s *shop) catch(body, signature string) error {
	var claim struct{ Ref string }
	if err := json.Unmarshal([]byte(body), &claim); err != nil {
		return err
	}
	return s.note(func() { s.caught[claim.Ref] = webhook{body, signature} })
}

// webhook lets the message about a arrive.
func (s *shop) webhook(a payments.Attempt) (payments.Attempt, error) {
	s.mu.Lock()
	w := s.caught[a.ProviderRef]
	s.mu.Unlock()
	return s.pay.Receive(s.t.Context(), testpay.Name, []byte(w.body), w.signature)
}

// signed is a message that the provider might have sent.
func (s *shop) signed(body string) webhook {
	return webhook{body, signature.Sign(secret, s.clock(), []byte(body))}
}

var decisions = map[testpay.Decision]payments.State{
	testpay.Approve: payments.StateCaptured,
	testpay.Decline: payments.StateFailed,
	testpay.Abandon: payments.StateCanceled,
}

// together stands for ten messages and returns at once.
const together = "together"

// A webhook, the shopper's return and the sweep, in every order, once, twice or
// never, one after the other or all at once.
func TestMessagesInAnyOrderEndInTheSameState(t *testing.T) {
	arrivals := []string{
		"webhook", "return", "sweep",
		"webhook return", "return webhook", "webhook sweep", "sweep webhook return", "return sweep webhook",
		"webhook webhook", "return return", "webhook return webhook return sweep sweep", together,
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		attempts := map[string]payments.Attempt{}
		for _, steps := range arrivals {
			var waiting []payments.Attempt
			for decision := range decisions {
				a := s.begin(string(decision)+": "+steps, 4200)
				s.decide(a, decision)
				attempts[a.Order] = a
				waiting = append(waiting, a)
			}
			dbtest.Idle(t, d) // the webhooks are on their way
			for step := range strings.SplitSeq(steps, " ") {
				s.arrive(waiting, step)
			}
		}
		dbtest.Idle(t, d)
		for name, a := range attempts {
			decision, _, _ := strings.Cut(name, ": ")
			t.Run(name, func(t *testing.T) {
				s.t = t
				s.wantOutcome(a, decisions[testpay.Decision(decision)])
			})
		}
	})
}

// arrive has one step happen to each of the attempts that wait.
func (s *shop) arrive(waiting []payments.Attempt, step string) {
	s.t.Helper()
	if step == "sweep" {
		s.wait(61 * time.Second)
		if err := s.pay.ReconcileStale(s.t.Context()); err != nil {
			s.t.Errorf("sweep: %v", err)
		}
		return
	}
	for _, a := range waiting {
		var all sync.WaitGroup
		times := 1
		if step == together {
			times = 10
		}
		for i := range times {
			all.Go(func() {
				var err error
				if step == "webhook" || (step == together && i%2 == 0) {
					_, err = s.webhook(a)
				} else {
					_, err = s.pay.Reconcile(s.t.Context(), a.ID)
				}
				if err != nil {
					s.t.Errorf("%s: %v", step, err)
				}
			})
		}
		all.Wait()
	}
}

func (s *shop) wantOutcome(a payments.Attempt, state payments.State) {
	s.t.Helper()
	if state == payments.StateCaptured {
		s.wantMoney(a, state, 4200)
		s.wantTold(a.Order, 1, 0, 0)
		return
	}
	s.wantMoney(a, state, 0)
	s.wantTold(a.Order, 0, 1, 0)
	if s.attempt(a.ID).Failure == "" {
		s.t.Error("nobody says why it failed")
	}
}

func TestAMessageIsBelievedForTheProviderNotForItsWords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		a := s.begin("order", 4200)
		lie := s.signed(`{"id":"evt_1","ref":"` + a.ProviderRef + `","state":"captured"}`)

		got, err := s.pay.Receive(t.Context(), testpay.Name, []byte(lie.body), lie.signature)

		if err != nil || got.ID != a.ID || got.State != payments.StatePending {
			t.Errorf("Receive = %+v, %v, want the attempt, pending", got, err)
		}
		s.wantMoney(a, payments.StatePending, 0)
	})
}

func TestMessagesFromOthersAreRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		a := s.begin("order", 4200)
		s.decide(a, testpay.Approve)
		body := `{"id":"evt_1","ref":"` + a.ProviderRef + `"}`
		good := s.signed(body)
		cases := map[string]struct {
			provider string
			webhook  webhook
			want     error
		}{
			"nobody's signature":      {testpay.Name, webhook{body, ""}, payments.ErrBadSignature},
			"another's signature":     {testpay.Name, webhook{body, signature.Sign([]byte("guess"), s.clock(), []byte(body))}, payments.ErrBadSignature},
			"another body":            {testpay.Name, webhook{strings.Replace(body, "evt_1", "evt_2", 1), good.signature}, payments.ErrBadSignature},
			"an old message":          {testpay.Name, webhook{body, signature.Sign(secret, s.clock().Add(-301*time.Second), []byte(body))}, payments.ErrBadSignature},
			"one from the future":     {testpay.Name, webhook{body, signature.Sign(secret, s.clock().Add(301*time.Second), []byte(body))}, payments.ErrBadSignature},
			"an unknown provider":     {"bank", good, payments.ErrUnknownProvider},
			"no JSON":                 {testpay.Name, s.signed("paid!"), payments.ErrBadMessage},
			"no id":                   {testpay.Name, s.signed(`{"ref":"x"}`), payments.ErrBadMessage},
			"a charge nobody opened":  {testpay.Name, s.signed(`{"id":"evt_3","ref":"x"}`), testpay.ErrUnknownCharge},
			"more than a message has": {testpay.Name, s.signed(strings.Repeat(" ", 65<<10)), payments.ErrBadMessage},
		}
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				_, err := s.pay.Receive(t.Context(), c.provider, []byte(c.webhook.body), c.webhook.signature)
				if !errors.Is(err, c.want) {
					t.Errorf("Receive: %v, want %v", err, c.want)
				}
			})
		}
		s.wantMoney(a, payments.StatePending, 0)
	})
}

func TestAChargeThatIsNotOursIsUnknown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		session, err := s.card.Begin(t.Context(), payments.Charge{Key: "another shop's", Amount: eur(1)})
		if err != nil {
			t.Fatal(err)
		}
		w := s.signed(`{"id":"evt_1","ref":"` + session.Ref + `"}`)
		_, err = s.pay.Receive(t.Context(), testpay.Name, []byte(w.body), w.signature)
		if !errors.Is(err, payments.ErrUnknownPayment) {
			t.Errorf("Receive: %v, want ErrUnknownPayment", err)
		}
	})
}

func TestAMessageWhileTheProviderIsAwayIsTakenAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var away fickle
		s := newShop(t, d, away.around)
		a := s.begin("order", 4200)
		s.decide(a, testpay.Approve)
		dbtest.Idle(t, d)

		away.fetch = errAway
		if _, err := s.webhook(a); err == nil || fault.KindOf(err) != fault.Internal {
			t.Errorf("Receive: %v, want an error that makes the provider try again", err)
		}
		s.wantMoney(a, payments.StatePending, 0)

		away.fetch = nil
		if got, err := s.webhook(a); err != nil || got.State != payments.StateCaptured {
			t.Errorf("Receive again = %s, %v, want captured", got.State, err)
		}
		s.wantMoney(a, payments.StateCaptured, 4200)
		s.wantTold("order", 1, 0, 0)
	})
}
