package payments

import "context"

// The ids of the methods.
const (
	BankTransfer   = "bank-transfer"
	CashOnDelivery = "cash-on-delivery"
	TestCard       = "test-card"
)

// Method is a way to pay, as a shopper chooses it.
type Method struct {
	ID      string
	Name    string
	Hint    string
	Offline bool // the merchant says when it is paid; stock is allocated at once
}

// Online is a method behind a provider.
type Online struct {
	Method   Method
	Provider string // its name in the address of its webhook
	By       Provider
}

// Methods returns the ways to pay, in the order they are offered.
func (s *Service) Methods(context.Context) []Method {
	methods := []Method{
		{ID: BankTransfer, Name: "Bank transfer", Hint: "We send you our bank details with the confirmation.", Offline: true},
		{ID: CashOnDelivery, Name: "Cash on delivery", Hint: "Pay the courier when your order arrives.", Offline: true},
	}
	for _, o := range s.online {
		methods = append(methods, o.Method)
	}
	return methods
}

func (s *Service) method(ctx context.Context, id string) (m Method, provider string, err error) {
	for _, o := range s.online {
		if o.Method.ID == id {
			return o.Method, o.Provider, nil
		}
	}
	for _, m := range s.Methods(ctx) {
		if m.ID == id {
			return m, "", nil
		}
	}
	return Method{}, "", ErrUnknownMethod
}

// provider returns the one called name. Faults: ErrUnknownProvider.
func (s *Service) provider(name string) (Provider, error) {
	for _, o := range s.online {
		if o.Provider == name {
			return o.By, nil
		}
	}
	return nil, ErrUnknownProvider
}
