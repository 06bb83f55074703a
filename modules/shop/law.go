package shop

// Law is what the law asks of a shop that sells to consumers, each part by
// itself: the defaults are those of the European Union.
type Law struct {
	// PayButton has the button that orders name the obligation to pay: Directive
	// 2011/83/EU, Article 8(2).
	PayButton bool
	// Withdrawal tells of the right of withdrawal, before and after the order:
	// Directive 2011/83/EU, Articles 6(1)(h) and 8(7).
	Withdrawal     bool
	WithdrawalDays int // from when the goods arrive; at least 14
	// WithdrawOnline offers the function to withdraw: Directive 2011/83/EU,
	// Article 11a, added by Directive (EU) 2023/2673, from 19 June 2026.
	WithdrawOnline bool
	// Consent asks for a tick that the terms have been read.
	Consent bool
	// LowestPrice says the lowest price of the 30 days before a reduction beside
	// it: Directive 98/6/EC, Article 6a.
	LowestPrice bool
	// UnitPrice says what a measure costs: Directive 98/6/EC, Article 3.
	UnitPrice bool

	// The shop's own pages, by slug; empty: none.
	TermsPage, WithdrawalPage, PrivacyPage, ImprintPage string
}

// minWithdrawalDays is the least: Directive 2011/83/EU, Article 9(1).
const minWithdrawalDays = 14

func (f *findings) law(l Law) {
	for _, page := range []struct{ name, slug string }{
		{"terms_page", l.TermsPage}, {"withdrawal_page", l.WithdrawalPage}, {"privacy_page", l.PrivacyPage}, {"imprint_page", l.ImprintPage},
	} {
		f.want(page.slug == "" || slugForm.MatchString(page.slug), page.name, "Choose one of the shop's pages.")
	}
	f.want(!l.Consent || l.TermsPage != "", "terms_page", "Choose the page with the terms that shoppers agree to.")
	f.want(!l.Withdrawal || l.WithdrawalDays >= minWithdrawalDays && l.WithdrawalDays <= 365, "withdrawal_days", "Enter a number of days from 14 to 365.")
}
