package imports

// With returns the module with other needs, on the same database and without
// workers of its own.
func (s *Service) With(needs Needs) *Service {
	other := plain(needs)
	other.db, other.dir, other.now = s.db, s.dir, s.now
	return other
}
