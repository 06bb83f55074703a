package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Message is a row of payments_messages.
type Message struct {
	Provider   string
	EventID    string
	Ref        string
	AttemptID  string
	Body       []byte
	ReceivedAt time.Time
	AppliedAt  *time.Time
}

// TableName keeps the module's prefix.
func (Message) TableName() string { return "payments_messages" }

// Keep writes m unless it was received before.
func Keep(tx *db.Tx, m Message) error {
	return tx.Gorm().Clauses(clause.OnConflict{DoNothing: true}).Create(&m).Error
}

// Message returns the message that a provider sent under an event's id.
func (s *Store) Message(ctx context.Context, provider, event string) (Message, bool, error) {
	return one[Message](s.db.Read(ctx).Where("provider = ? AND event_id = ?", provider, event))
}

// Applied writes down which attempt a message was about.
func Applied(tx *db.Tx, provider, event, attempt string, at time.Time) error {
	return tx.Gorm().Exec(`UPDATE payments_messages SET attempt_id = ?, applied_at = ?
		WHERE provider = ? AND event_id = ?`, attempt, at, provider, event).Error
}
