package orders

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"holdfast/db"
	"holdfast/modules/carts"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/orders/internal/store"
	"holdfast/modules/payments"
	"holdfast/modules/shipping"
	"holdfast/modules/shop"
)

// Submission is a checkout form that was sent.
type Submission struct {
	Key       string // the form's own: the same form sent again is the same order
	Cart      string
	Recipient Recipient
	Shipping  string // a method that was offered
	Payment   string // a method's id
	Locale    string
	Customer  string // who is signed in; empty: a guest
	// Shown is the total that the shopper saw, in minor units; an order never
	// costs anything else.
	Shown int64
}

// NewSubmitKey returns a key for one showing of the checkout form.
func NewSubmitKey() string { return rand.Text() }

// KnownKey returns key if it can be one of ours, else a new one: a key that can
// be guessed would open somebody else's order.
func KnownKey(key string) string {
	ours := func(r rune) bool { return 'A' <= r && r <= 'Z' || '2' <= r && r <= '7' }
	if len(key) != len(rand.Text()) || strings.ContainsFunc(key, func(r rune) bool { return !ours(r) }) {
		return NewSubmitKey()
	}
	return key
}

// errTaken says that the submit key has placed an order already.
var errTaken = errors.New("submit key taken")

// Place turns a cart into an order. Sent again, a form gets the order that it
// placed the first time. Faults: fault.Invalid with the form's fields,
// ErrEmptyCart, ErrCartChanged, ErrTotalChanged, ErrNotDelivered, and those of
// inventory.Reserve and promotions.Redeem.
func (s *Service) Place(ctx context.Context, form Submission) (Order, error) {
	if order, err := s.find(ctx, "submit_key", form.Key); err == nil || !errors.Is(err, ErrUnknownOrder) {
		return order, err
	}
	form.Recipient = form.Recipient.Normalised()
	settings, err := s.needs.Shop.Settings(ctx)
	if err != nil {
		return Order{}, fmt.Errorf("place an order: %w", err)
	}
	order, err := s.prepare(ctx, form, settings)
	if err != nil {
		return s.placedMeanwhile(ctx, form.Key, err)
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error { return s.place(tx, &order, form, settings) })
	if errors.Is(err, errTaken) {
		return s.find(ctx, "submit_key", form.Key)
	}
	if err != nil {
		return Order{}, fmt.Errorf("place an order: %w", err)
	}
	return order, nil
}

// placedMeanwhile returns the order that the same form has placed since we
// looked: its cart is empty now, which is no fault of the second post.
func (s *Service) placedMeanwhile(ctx context.Context, key string, fault error) (Order, error) {
	if order, err := s.find(ctx, "submit_key", key); err == nil {
		return order, nil
	}
	return Order{}, fault
}

// prepare looks at the cart once more and freezes it.
func (s *Service) prepare(ctx context.Context, form Submission, settings shop.Settings) (Order, error) {
	view, err := s.needs.Carts.View(ctx, form.Cart, choice(form))
	if err != nil {
		return Order{}, fmt.Errorf("look at the cart: %w", err)
	}
	if err := s.check(ctx, form, view); err != nil {
		return Order{}, err
	}
	return Order{
		ID: db.NewID(), Number: newNumber(settings.OrderPrefix), Token: rand.Text(), PaymentMethod: form.Payment,
		Locale: form.Locale, Customer: form.Customer, PlacedAt: s.now(), Content: freeze(view, form.Recipient),
	}, nil
}

func (s *Service) check(ctx context.Context, form Submission, view carts.View) error {
	switch {
	case len(view.Lines) == 0 && len(view.Gone) == 0:
		return ErrEmptyCart
	case view.Changed():
		return ErrCartChanged
	}
	fields := fault.Fields(form.Recipient.Check())
	if len(view.Offers) == 0 && len(fields) == 0 {
		return ErrNotDelivered
	}
	if view.Method != form.Shipping && len(view.Offers) > 0 {
		fields = append(fields, fault.Field{Name: "shipping", Message: "Choose how we send it."})
	}
	if !s.offered(ctx, form.Payment) {
		fields = append(fields, fault.Field{Name: "payment", Message: ErrPaymentMissing.Message})
	}
	if err := fault.InvalidFields(fields...); err != nil {
		return err
	}
	if form.Shown != view.Totals.Total.Minor {
		return ErrTotalChanged
	}
	return nil
}

func (s *Service) offered(ctx context.Context, method string) bool {
	for _, m := range s.needs.Payments.Methods(ctx) {
		if m.ID == method {
			return true
		}
	}
	return false
}

// place is the transaction that spans modules.
func (s *Service) place(tx *db.Tx, order *Order, form Submission, settings shop.Settings) error {
	row := toRow(*order, form.Key)
	taken, err := s.store.InTx(tx).Create(row)
	if err != nil {
		return fmt.Errorf("write order %s: %w", order.Number, err)
	}
	if taken {
		return errTaken
	}
	if err := s.takeOut(tx, form.Cart, order); err != nil {
		return err
	}
	if err := s.hold(tx, order, settings); err != nil {
		return err
	}
	if err := s.needs.Promotions.Redeem(tx, order.ID, order.Recipient.Email, order.Totals.Redeems()...); err != nil {
		return err
	}
	if _, err := s.needs.Payments.Start(tx, payments.NewAttempt{Order: order.ID, Method: order.PaymentMethod, Amount: order.Total()}); err != nil {
		return err
	}
	if err := s.store.InTx(tx).Log(store.Event{OrderID: order.ID, Kind: "placed", At: s.now()}); err != nil {
		return fmt.Errorf("log order %s: %w", order.Number, err)
	}
	return tx.Publish(OrderPlaced{Order: order.ID, Number: order.Number})
}

// takeOut empties the cart, which must hold what was frozen: another tab may
// have changed or ordered it meanwhile.
func (s *Service) takeOut(tx *db.Tx, cart string, order *Order) error {
	quantities, err := s.needs.Carts.Empty(tx, cart)
	if err != nil {
		return err
	}
	if len(quantities) != len(order.Lines) {
		return ErrCartChanged
	}
	for _, line := range order.Lines {
		if quantities[line.SKU] != line.Quantity {
			return ErrCartChanged
		}
	}
	return nil
}

// hold takes the stock: for good when money comes by other ways, which nobody
// can put a time to; else until the card's time is over.
func (s *Service) hold(tx *db.Tx, order *Order, settings shop.Settings) error {
	if offline(order.PaymentMethod) {
		return s.needs.Inventory.Allocate(tx, order.ID, order.stock())
	}
	return s.needs.Inventory.Reserve(tx, order.ID, order.stock(), s.now().Add(settings.Reservation()))
}

func offline(method string) bool {
	return method == payments.BankTransfer || method == payments.CashOnDelivery
}

func choice(form Submission) carts.Choice {
	r := form.Recipient
	return carts.Choice{To: shipping.Destination{Country: r.Country, State: r.State, Postcode: r.Postcode}, Method: form.Shipping, Email: r.Email}
}

// numberAlphabet has no letters that are taken for others, and no vowels that
// would make words.
const numberAlphabet = "23456789BCDFGHJKMNPQRSTVWXYZ"

// newNumber returns a number that tells nobody how many orders there are:
// eight of 28 characters, 3.8 × 10¹¹ of them, and unique in the database.
func newNumber(prefix string) string {
	var random [8]byte
	_, _ = rand.Read(random[:]) // never fails, see crypto/rand
	text := make([]byte, 0, 9)
	for i, b := range random {
		if i == 4 {
			text = append(text, '-')
		}
		text = append(text, numberAlphabet[int(b)%len(numberAlphabet)])
	}
	return prefix + string(text)
}

// PayURL begins, or begins again, the open payment of order and returns the
// page where it is paid; empty when it is paid by other ways. No transaction is
// open meanwhile. Faults: ErrNothingToPay, those of payments.Begin.
func (s *Service) PayURL(ctx context.Context, order string) (string, error) {
	attempts, err := s.needs.Payments.Attempts(ctx, order)
	if err != nil {
		return "", fmt.Errorf("read the payments of order %s: %w", order, err)
	}
	open := ""
	for _, a := range attempts {
		switch a.State {
		case payments.StateCaptured:
			return "", ErrNothingToPay // whatever else is open
		case payments.StateCreated, payments.StatePending:
			open = cmp.Or(open, a.ID)
		}
	}
	if open == "" {
		return "", ErrNothingToPay
	}
	return s.needs.Payments.Begin(ctx, open)
}

// PayAgain starts another payment of an order whose last one failed, while its
// stock is still held. Faults: ErrNothingToPay, ErrCanceled.
func (s *Service) PayAgain(ctx context.Context, id, method string) (url string, err error) {
	order, err := s.ByID(ctx, id)
	if err != nil {
		return "", err
	}
	switch order.State() {
	case Canceled:
		return "", ErrCanceled
	case Paid, Sent:
		return "", ErrNothingToPay
	}
	if _, err := s.needs.Payments.Retry(ctx, payments.NewAttempt{Order: id, Method: method, Amount: order.Total()}); err != nil {
		return "", fmt.Errorf("pay order %s again: %w", order.Number, err)
	}
	return s.PayURL(ctx, id)
}
