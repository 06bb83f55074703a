package demo

import "holdfast/modules/kernel/money"

// Coupon is a code that takes something off. Exactly one of Percent, Off and
// FreeShipping says what.
type Coupon struct {
	Code, Name   string
	Percent      int
	Off          money.Money
	FreeShipping bool
	MinSubtotal  money.Money // zero: none
	Limit        int         // redemptions in all; 0: any number
}

// Coupons returns the codes that the demo shop takes.
func Coupons() []Coupon {
	return []Coupon{
		{Code: "WELCOME10", Name: "10 % off a first order", Percent: 10},
		{Code: "SHIPFREE", Name: "Free delivery", FreeShipping: true, MinSubtotal: euro(2500)},
		{Code: "HARBOUR5", Name: "€5 off from €40", Off: euro(500), MinSubtotal: euro(4000), Limit: 200},
	}
}
