package backoffice

import "time"

// Backup is one backup that was begun.
type Backup struct {
	At      time.Time
	State   State
	By      string
	File    string
	Size    string // empty: not known
	Took    string
	Remarks []string // why it failed, what does not add up, that it is gone
}

// BackupsPage shows how the backups are, and offers to make one.
type BackupsPage struct {
	Page
	Every, Keep, Where string
	SameDisk           bool // beside the shop's own data
	Running            bool
	Rows               []Backup
}
