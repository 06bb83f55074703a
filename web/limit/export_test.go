package limit

// Len is how many are remembered.
func (l *Limiter) Len() int { return len(l.due) }
