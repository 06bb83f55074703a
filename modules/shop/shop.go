// Package shop knows the merchant's settings: name, address, look, currency,
// locale, time zone, policies.
//
//	settings = what the merchant saved last, else Default()
//
// They are read on every page, so they are a snapshot in memory. Saving needs
// the version that was read: who comes second is told, and overwrites nothing.
package shop

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"holdfast/db"
	"holdfast/modules/audit"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/shop/internal/store"
)

// Tag is announced when the settings change: cached pages that show them go.
const Tag = "shop"

// ErrChanged says that somebody else saved since these settings were read.
var ErrChanged = fault.New(fault.Conflict, "Somebody else has changed the settings. Look at them again, and then save yours.")

// Service is the shop module.
type Service struct {
	db       *db.DB
	store    store.Store
	audit    *audit.Service
	now      clock.Clock
	settings *db.Snapshot[Settings]
}

// New returns the module on database d.
func New(d *db.DB, log *audit.Service, now clock.Clock) *Service {
	s := &Service{db: d, store: store.New(d), audit: log, now: now}
	s.settings = db.NewSnapshot(d, s.load, Tag)
	return s
}

// Settings returns the merchant's settings.
func (s *Service) Settings(ctx context.Context) (Settings, error) { return s.settings.Get(ctx) }

func (s *Service) load(ctx context.Context) (Settings, error) {
	row, err := s.store.Read(ctx)
	if db.IsMissing(err) {
		return Default(), nil
	}
	if err != nil {
		return Settings{}, fmt.Errorf("read the settings: %w", err)
	}
	settings := Default()
	if err := json.Unmarshal([]byte(row.Body), &settings); err != nil {
		return Settings{}, fmt.Errorf("decode the settings: %w", err)
	}
	settings.Version = row.Version
	return settings, nil
}

// Save replaces the settings, in actor's name. Faults: Invalid with the wrong
// fields; ErrChanged when settings.Version is not the one that is stored.
func (s *Service) Save(ctx context.Context, settings Settings, actor string) error {
	settings = settings.trimmed()
	if err := settings.Check(); err != nil {
		return err
	}
	body, err := json.Marshal(settings)
	if err != nil {
		return fmt.Errorf("encode the settings: %w", err)
	}
	row := store.Settings{Version: settings.Version, Body: string(body), UpdatedAt: s.now()}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		replaced, err := s.store.Replace(tx, row)
		if err != nil {
			return fmt.Errorf("save the settings: %w", err)
		}
		if !replaced {
			return ErrChanged
		}
		tx.Announce(Tag)
		return s.audit.Record(tx, audit.Entry{Who: actor, What: "shop.settings_saved", Subject: "shop:settings"})
	})
}

// Reservation is how long a card payment holds its stock.
func (s Settings) Reservation() time.Duration {
	return time.Duration(s.ReservationMinutes) * time.Minute
}

// Location is the shop's time zone, in which its people enter and read times.
func (s Settings) Location() *time.Location {
	location, err := time.LoadLocation(s.TimeZone)
	if err != nil {
		return time.UTC
	}
	return location
}
