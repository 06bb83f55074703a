package store

import (
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"holdfast/db"
)

// lockIndex is the advisory lock under which PostgreSQL's index is written; the
// number means nothing.
const lockIndex = 0x7365617263682e69

// Document is a row of search_documents.
type Document struct {
	Card         `gorm:"embedded"`
	Words        int
	Head         string
	Born         int64
	NameKey      []byte
	Fingerprint  string
	TextsPrint   string
	UpdatedAt    time.Time
	Facets       string  // what Facets writes
	Lists        []int64 `gorm:"-"`
	Source       string  `gorm:"-"` // what its words are made from
	textsChanged bool
}

// TableName names the table.
func (Document) TableName() string { return "search_documents" }

// listing is a row of search_listings.
type listing struct {
	Document, List int64
	InStock        bool
	Price, Born    int64
	NameKey        []byte
}

// TableName names the table.
func (listing) TableName() string { return "search_listings" }

// source is a row of search_sources.
type source struct {
	Document int64 `gorm:"primaryKey;autoIncrement:false"`
	Source   string
}

// TableName names the table.
func (source) TableName() string { return "search_sources" }

// Writer writes search's tables inside a transaction.
type Writer struct {
	tx       *gorm.DB
	postgres bool
}

// InTx returns a writer inside tx.
func (s *Store) InTx(tx *db.Tx) Writer { return Writer{tx.Gorm(), s.db.Postgres()} }

// Lock keeps others from writing the index until the transaction ends. SQLite
// has one writer anyway.
func (w Writer) Lock() error {
	if !w.postgres {
		return nil
	}
	return w.tx.Exec("SELECT pg_advisory_xact_lock(?)", int64(lockIndex)).Error
}

// Put writes documents, and leaves alone the words of those that have the same.
func (w Writer) Put(documents []Document) error {
	if len(documents) == 0 {
		return nil
	}
	if err := w.identify(documents); err != nil {
		return err
	}
	if err := w.clear(documents); err != nil {
		return err
	}
	var listings []listing
	var sources []source
	for _, d := range documents {
		for _, list := range d.Lists {
			listings = append(listings, listing{d.ID, list, d.InStock, d.Price, d.Born, d.NameKey})
		}
		if d.textsChanged {
			sources = append(sources, source{d.ID, d.Source})
		}
	}
	if err := w.tx.CreateInBatches(listings, 500).Error; err != nil || len(sources) == 0 {
		return err
	}
	return w.tx.Clauses(clause.OnConflict{UpdateAll: true}).CreateInBatches(sources, 100).Error
}

// identify writes the rows of search_documents, and sets their ids and whether
// their words have changed.
func (w Writer) identify(documents []Document) error {
	var known []Document
	products := make([]string, len(documents))
	for i, d := range documents {
		products[i] = d.ProductID
	}
	if err := w.tx.Select("id", "product_id", "texts_print").Where("product_id IN ?", products).Find(&known).Error; err != nil {
		return err
	}
	for i := range documents {
		d := &documents[i]
		at := slices.IndexFunc(known, func(k Document) bool { return k.ProductID == d.ProductID })
		d.textsChanged = at < 0 || known[at].TextsPrint != d.TextsPrint
		if at < 0 {
			continue
		}
		d.ID = known[at].ID
		if err := w.tx.Select("*").Updates(d).Error; err != nil {
			return err
		}
	}
	fresh := slices.DeleteFunc(slices.Clone(documents), func(d Document) bool { return d.ID != 0 })
	if len(fresh) == 0 {
		return nil
	}
	if err := w.tx.Clauses(clause.Returning{Columns: []clause.Column{{Name: "id"}}}).CreateInBatches(&fresh, 100).Error; err != nil {
		return err
	}
	for _, f := range fresh {
		at := slices.IndexFunc(documents, func(d Document) bool { return d.ProductID == f.ProductID })
		documents[at].ID = f.ID
	}
	return nil
}

// clear removes what hangs on documents and is about to be written.
func (w Writer) clear(documents []Document) error {
	all := make([]int64, len(documents))
	for i, d := range documents {
		all[i] = d.ID
	}
	return w.tx.Exec("DELETE FROM search_listings WHERE document IN ?", all).Error
}

// Remove drops the documents of products and reports whether there were any.
func (w Writer) Remove(products []string) (bool, error) {
	if len(products) == 0 {
		return false, nil
	}
	var ids []int64
	if err := w.tx.Model(&Document{}).Where("product_id IN ?", products).Pluck("id", &ids).Error; err != nil || len(ids) == 0 {
		return false, err
	}
	if err := w.tx.Exec("DELETE FROM search_sources WHERE document IN ?", ids).Error; err != nil {
		return false, err
	}
	if err := w.tx.Exec("DELETE FROM search_listings WHERE document IN ?", ids).Error; err != nil {
		return false, err
	}
	return true, w.tx.Exec("DELETE FROM search_documents WHERE id IN ?", ids).Error
}
