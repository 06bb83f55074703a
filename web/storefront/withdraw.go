package storefront

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/orders"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
)

// withdrawal shows the form with which a consumer withdraws from a contract.
func (p *Pages) withdrawal(c *fiber.Ctx) error {
	return p.showWithdrawal(c, storefront.WithdrawPage{}, nil)
}

// withdraw takes the form: first the statement is shown, to be confirmed, then
// it is taken down. Nothing of it is in an address.
func (p *Pages) withdraw(c *fiber.Ctx) error {
	value := func(name string) string { return strings.TrimSpace(bounded(c.FormValue(name), 300)) }
	page := storefront.WithdrawPage{Name: value("name"), Number: value("number"), Email: value("email"), What: value("what")}
	statement := orders.Withdrawal{Name: page.Name, Number: page.Number, Email: page.Email, What: page.What}
	if value("step") == "change" {
		return p.showWithdrawal(c, page, nil)
	}
	if err := p.checkWithdrawal(c, statement); err != nil {
		return p.showWithdrawal(c, page, err)
	}
	ctx := localised(c)
	if value("step") != "confirm" {
		order, err := p.Orders.Contract(ctx, statement)
		if err != nil {
			return p.showWithdrawal(c, page, err)
		}
		page.Statement = i18n.F(ctx, "withdraw.statement", "Name", page.Name, "Number", order.Number)
		if page.What != "" {
			page.Statement = i18n.F(ctx, "withdraw.statement_part", "Name", page.Name, "Number", order.Number, "What", page.What)
		}
		return p.showWithdrawal(c, page, nil)
	}
	order, at, err := p.Orders.Withdraw(ctx, statement)
	if err != nil {
		return p.showWithdrawal(c, page, err)
	}
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return err
	}
	at = at.In(settings.Location())
	page.Received, page.ReceivedBy = i18n.Date(ctx, at)+", "+at.Format("15:04 MST"), order.Recipient.Email
	return p.showWithdrawal(c, page, nil)
}

func (p *Pages) checkWithdrawal(c *fiber.Ctx, w orders.Withdrawal) error {
	var missing []fault.Field
	for _, field := range []struct{ name, value string }{{"name", w.Name}, {"number", w.Number}, {"email", w.Email}} {
		if field.value == "" {
			missing = append(missing, fault.Field{Name: field.name, Message: i18n.T(localised(c), "withdraw."+field.name+"_missing")})
		}
	}
	return fault.InvalidFields(missing...)
}

func (p *Pages) showWithdrawal(c *fiber.Ctx, page storefront.WithdrawPage, why error) error {
	frame, settings, err := p.frameAnd(c, storefront.PathWithdraw)
	if err != nil {
		return err
	}
	if !settings.Law.WithdrawOnline {
		return fiber.ErrNotFound
	}
	ctx := localised(c)
	page.Page = frame
	page.Title, page.NoIndex = i18n.T(ctx, "withdraw.title"), true
	switch {
	case errors.Is(why, orders.ErrUnknownContract):
		page.Errors = []ui.FieldError{{Name: "number", Message: i18n.T(ctx, "withdraw.unknown")}}
	case errors.Is(why, orders.ErrWithdrawnOften):
		page.Errors = []ui.FieldError{{Name: "number", Message: i18n.Said(ctx, orders.ErrWithdrawnOften.Message)}}
	case why != nil && len(fault.Fields(why)) == 0:
		return why
	}
	for _, field := range fault.Fields(why) {
		page.Errors = append(page.Errors, ui.FieldError{Name: field.Name, Message: field.Message})
	}
	if why != nil {
		c.Status(fiber.StatusUnprocessableEntity)
		page.Title = i18n.T(ctx, "page.error_prefix") + " " + page.Title
	}
	return show(c, storefront.Withdraw(page))
}
