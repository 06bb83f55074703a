package backoffice

// SignInPage is the way in.
type SignInPage struct {
	Page
	Back  string // where one wanted to go
	Email string
}

// PasswordPage is where one chooses a new password.
type PasswordPage struct {
	Page
	Must bool // before anything else
}

// ErrorPage says what went wrong.
type ErrorPage struct {
	Page
	Status    int
	Message   string
	RequestID string
	Again     string // a form that sends what was typed once more; empty: none
}

// TitleKey is the message that the page is headed with.
func (p ErrorPage) TitleKey() string {
	switch p.Status {
	case 404, 410:
		return "admin.not_found"
	case 403:
		return "admin.denied"
	}
	return "admin.problem"
}

func (p ErrorPage) hintKey() string {
	if p.Status == 404 || p.Status == 410 {
		return "admin.not_found_hint"
	}
	return "admin.problem_hint"
}
