package backoffice

// Duty is something that waits: how much of it, and where.
type Duty struct{ Count, What, Href string }

// DeskPage is what one sees first.
type DeskPage struct {
	Page
	Duties []Duty
	Latest []OrderRow
}
