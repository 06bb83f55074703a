package store

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"
)

// Position is a place in the list: the last row of the page before.
type Position struct {
	at time.Time
	id string
}

// PositionOf returns row's place.
func PositionOf(row Mail) Position { return Position{row.CreatedAt, row.ID} }

// ParsePosition reads what String wrote; empty is the list's beginning.
func ParsePosition(text string) (Position, error) {
	if text == "" {
		return Position{}, nil
	}
	at, id, ok := strings.Cut(text, "-")
	micros, err := strconv.ParseInt(at, 10, 64)
	if !ok || err != nil || id == "" || len(id) > 64 {
		return Position{}, errors.New("no position of a list")
	}
	return Position{time.UnixMicro(micros).UTC(), id}, nil
}

// String is the position as part of an address.
func (p Position) String() string { return strconv.FormatInt(p.at.UnixMicro(), 10) + "-" + p.id }

// List returns up to limit rows without their bodies, newest first, after the
// position; an empty state or order number does not narrow.
func (s Store) List(ctx context.Context, state, orderNumber string, after Position, limit int) ([]Mail, error) {
	query := s.db.Read(ctx).Omit("text", "html").Order("created_at DESC, id DESC").Limit(limit)
	if state != "" {
		query = query.Where("state = ?", state)
	}
	if orderNumber != "" {
		query = query.Where("order_number = ?", orderNumber)
	}
	if after.id != "" {
		query = query.Where("(created_at, id) < (?, ?)", after.at, after.id)
	}
	var rows []Mail
	err := query.Find(&rows).Error
	return rows, err
}
