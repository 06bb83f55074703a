package media

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"holdfast/db"
	"holdfast/modules/media/internal/pixels"
	"holdfast/modules/media/internal/remote"
	"holdfast/modules/media/internal/store"
)

// The room that is kept free for a picture whose size is not known yet: 4:5,
// like most of the shop's.
const (
	expectedWidth  = 1280
	expectedHeight = 1600
)

// CheckAddress says in a few words what is wrong with the address of a picture
// to be expected; nil when nothing is.
func (s *Service) CheckAddress(address string) error { return remote.Check(address) }

// Foresee returns the assets that Expect would, and expects nothing.
func (s *Service) Foresee(ctx context.Context, addresses ...string) (map[string]Asset, error) {
	foreseen, _, err := s.foresee(ctx, addresses)
	return foreseen, err
}

// Expect returns the assets for pictures that are elsewhere, by address. Those
// that are new are placeholders, and a job fetches them, again and again if
// need be; those that had been given up are tried again.
func (s *Service) Expect(ctx context.Context, addresses ...string) (map[string]Asset, error) {
	expected, rows, err := s.foresee(ctx, addresses)
	if err != nil || len(rows) == 0 {
		return expected, err
	}
	if err := s.db.Write(ctx, func(tx *db.Tx) error { return expect(tx, rows, s.now()) }); err != nil {
		return nil, fmt.Errorf("expect %d pictures: %w", len(rows), err)
	}
	return expected, nil
}

// foresee returns the assets for addresses, and the rows of those to ask for.
func (s *Service) foresee(ctx context.Context, addresses []string) (expected map[string]Asset, rows []store.Asset, err error) {
	ids := make([]ID, len(addresses))
	own := make([]ID, len(addresses))
	for i, address := range addresses {
		ids[i], own[i] = sourceID(address), ownID(address)
	}
	known, err := s.Assets(ctx, slices.Concat(ids, named(own))...)
	if err != nil {
		return nil, nil, err
	}
	expected = make(map[string]Asset, len(addresses))
	for i, address := range addresses {
		a, ok := known[ids[i]]
		if mine, is := known[own[i]]; is && !ok {
			a, ok = mine, true // an export's address of a picture that is here
		}
		if _, twice := expected[address]; twice {
			continue
		}
		if !ok || (a.State == Placeholder && a.Fault != "") {
			row := store.Asset{
				ID: string(ids[i]), Source: address, State: string(Placeholder), CreatedAt: s.now(),
				ContentType: pixels.ContentType, Width: expectedWidth, Height: expectedHeight,
			}
			row.DueAt = &row.CreatedAt
			rows, a = append(rows, row), assetOf(row)
		}
		expected[address] = a
	}
	return expected, rows, nil
}

// ownID is the asset that an address like /media/4f2a…/1280.jpg names, at
// whichever host: an ID is made of the picture's content. Empty: none.
func ownID(address string) ID {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	rest, found := strings.CutPrefix(u.Path, "/media/")
	id, _, _ := strings.Cut(rest, "/")
	if !found || !ID(id).valid() {
		return ""
	}
	return ID(id)
}

func named(ids []ID) []ID {
	return slices.DeleteFunc(slices.Clone(ids), func(id ID) bool { return id == "" })
}

// expect asks for those that are new or were given up; who comes second in a
// race asks for nothing. One job is enough for all of them.
func expect(tx *db.Tx, rows []store.Asset, now time.Time) error {
	asked := false
	for i := range rows {
		row := rows[i] // a copy: the transaction may be run again
		wanted, err := store.Insert(tx, &row)
		if err == nil && !wanted {
			wanted, err = store.ClearFault(tx, row.ID, now)
		}
		if err != nil {
			return err
		}
		if wanted {
			tx.Announce(tag(row.ID))
			asked = true
		}
	}
	if !asked {
		return nil
	}
	return tx.Enqueue(fetchJob{}, db.Slowly)
}
