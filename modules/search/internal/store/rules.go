package store

import "context"

// Synonyms is a row of search_synonyms.
type Synonyms struct {
	ID     int64
	Terms  string // one a line
	OneWay bool
}

// TableName names the table.
func (Synonyms) TableName() string { return "search_synonyms" }

// Pin is a row of search_pins.
type Pin struct {
	Query     string
	Position  int
	ProductID string
}

// TableName names the table.
func (Pin) TableName() string { return "search_pins" }

// Synonyms returns every group, the oldest first.
func (s *Store) Synonyms(ctx context.Context) (groups []Synonyms, err error) {
	return groups, s.db.Read(ctx).Order("id").Find(&groups).Error
}

// Pins returns every pin, by query and position.
func (s *Store) Pins(ctx context.Context) (pins []Pin, err error) {
	return pins, s.db.Read(ctx).Order("query, position").Find(&pins).Error
}

// CountSynonyms returns how many groups there are.
func (w Writer) CountSynonyms() (n int64, err error) {
	return n, w.tx.Model(&Synonyms{}).Count(&n).Error
}

// CountPinned returns how many queries but this one have pins.
func (w Writer) CountPinned(query string) (n int64, err error) {
	return n, w.tx.Model(&Pin{}).Where("query <> ?", query).Distinct("query").Count(&n).Error
}

// PutSynonyms adds a group without an id, which it gets, or replaces the one
// that has it; found is false when there is none.
func (w Writer) PutSynonyms(group *Synonyms) (found bool, err error) {
	if group.ID == 0 {
		return true, w.tx.Create(group).Error
	}
	done := w.tx.Select("*").Updates(group)
	return done.RowsAffected > 0, done.Error
}

// DropSynonyms removes a group.
func (w Writer) DropSynonyms(id int64) error {
	return w.tx.Delete(&Synonyms{}, "id = ?", id).Error
}

// SetPins replaces the pins of query.
func (w Writer) SetPins(query string, products []string) error {
	if err := w.tx.Delete(&Pin{}, "query = ?", query).Error; err != nil || len(products) == 0 {
		return err
	}
	pins := make([]Pin, len(products))
	for i, id := range products {
		pins[i] = Pin{query, i, id}
	}
	return w.tx.Create(&pins).Error
}
