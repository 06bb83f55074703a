// Package store keeps search's rows.
package store

import "holdfast/db"

// Store reads search's tables.
type Store struct{ db *db.DB }

// New returns a store on database.
func New(database *db.DB) *Store { return &Store{database} }

// Card is what a list reads of a row of search_documents.
type Card struct {
	ID                           int64
	ProductID, Slug, Name, Brand string
	Price, Was                   int64
	Currency                     string
	Several, InStock             bool
	ImageAsset, ImageAlt         string
	ImageWidth, ImageHeight      int
}
