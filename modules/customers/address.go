package customers

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/customers/internal/store"
	"holdfast/modules/kernel/fault"
)

// MaxAddresses is how many addresses a book holds.
const MaxAddresses = 20

// ErrNoAddress says that an address is not in the book.
var ErrNoAddress = fault.New(fault.NotFound, "There is no such address in your book.")

// Address is where parcels go. Whether a country's post knows it is the
// checkout's to say.
type Address struct {
	ID        string
	Preferred bool // the one that a checkout begins with; a book that is not empty has one
	Name      string
	Street    string // in as many lines as it takes
	City      string
	Postcode  string
	State     string
	Country   string // ISO 3166-1 alpha-2
}

// Addresses returns customer's book, the preferred address first.
func (s *Service) Addresses(ctx context.Context, customer string) ([]Address, error) {
	rows, err := s.store.Addresses(ctx, customer)
	if err != nil {
		return nil, fmt.Errorf("read the addresses of %s: %w", customer, err)
	}
	book := make([]Address, len(rows))
	for i, r := range rows {
		book[i] = Address{r.ID, r.Preferred, r.Name, r.Street, r.City, r.Postcode, r.State, r.Country}
	}
	return book, nil
}

// PutAddress adds an address without ID, or replaces the one that has it.
// Faults: ErrUnknown, ErrNoAddress, ErrFull.
func (s *Service) PutAddress(ctx context.Context, customer string, a Address) error {
	return s.changeBook(ctx, customer, func(tx *db.Tx, book []store.Address) error {
		row := store.Address{ID: a.ID, CustomerID: customer, Name: a.Name, Street: a.Street, City: a.City,
			Postcode: a.Postcode, State: a.State, Country: a.Country}
		switch {
		case a.ID == "" && len(book) >= MaxAddresses:
			return ErrFull
		case a.ID == "":
			row.ID = db.NewID()
		default:
			old, ok := in(book, a.ID)
			if !ok {
				return ErrNoAddress
			}
			row.Preferred = old.Preferred
		}
		if err := s.store.PutAddress(tx, row); err != nil {
			return err
		}
		if a.Preferred || len(book) == 0 {
			return s.store.Prefer(tx, customer, row.ID)
		}
		return nil
	})
}

// PreferAddress has checkouts begin with an address. Faults: ErrUnknown,
// ErrNoAddress.
func (s *Service) PreferAddress(ctx context.Context, customer, id string) error {
	return s.changeBook(ctx, customer, func(tx *db.Tx, book []store.Address) error {
		if _, ok := in(book, id); !ok {
			return ErrNoAddress
		}
		return s.store.Prefer(tx, customer, id)
	})
}

// RemoveAddress takes an address out of the book; removing it twice is removing
// it once. Faults: ErrUnknown.
func (s *Service) RemoveAddress(ctx context.Context, customer, id string) error {
	return s.changeBook(ctx, customer, func(tx *db.Tx, book []store.Address) error {
		gone, _ := in(book, id)
		if err := s.store.RemoveAddress(tx, customer, id); err != nil || !gone.Preferred {
			return err
		}
		for _, left := range book {
			if left.ID != id {
				return s.store.Prefer(tx, customer, left.ID)
			}
		}
		return nil
	})
}

func (s *Service) changeBook(ctx context.Context, customer string, do func(*db.Tx, []store.Address) error) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		book, ok, err := s.store.LockAddresses(tx, customer)
		if err != nil {
			return err
		}
		if !ok {
			return ErrUnknown
		}
		return do(tx, book)
	})
	if err != nil {
		return fmt.Errorf("change the addresses of %s: %w", customer, err)
	}
	return nil
}

func in(book []store.Address, id string) (store.Address, bool) {
	for _, a := range book {
		if a.ID == id {
			return a, true
		}
	}
	return store.Address{}, false
}
