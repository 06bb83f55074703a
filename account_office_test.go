package main

import (
	"strings"
	"testing"
)

func TestTheShopLooksAfterItsCustomers(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		thanks := atCheckout(t, s).addressed().choose("Bank transfer").press("Place order").says("Thank you")
		number := strings.TrimPrefix(thanks.url.Path, "/orders/")
		in := account(t, s, mary)
		desk := signedIn(t, s).click("Customers").is(200).says(mary)
		desk.open("/admin/customers?q=nobody").says("Nobody is called so")

		one := desk.typeIn("Name or email", "MARY@").press("Filter").is(200).click(mary).is(200).says(number, "Active")
		if file := one.click("Copy of all data (JSON)").is(200); !strings.Contains(file.body, number) || !strings.Contains(file.body, mary) {
			t.Error("the copy lacks what is kept")
		}
		kept := one.press("Keep out").is(200).says("is kept out", "Kept out")
		in.open("/account").at("/account/login")
		newBrowser(t, s).signsIn(mary, marysWords).is(422).says("The email or the password is wrong")
		one = kept.press("Let in again").is(200).says("may sign in again")
		newBrowser(t, s).signsIn(mary, marysWords).is(200).at("/account")

		one.typeIn("Type the email to confirm", "wrong@shopper.example").press("Erase the account").is(422).says("Type the email of this account")
		one.typeIn("Type the email to confirm", mary).press("Erase the account").is(200).says("is erased", "Nobody has an account yet")
		newBrowser(t, s).signsIn(mary, marysWords).is(422)
		desk.open("/admin/orders/" + number).is(200)
		desk.open("/admin/audit").says("customers.erased", "customers.copied", "customers.disabled")
	})
}
