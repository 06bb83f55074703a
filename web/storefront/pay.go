package storefront

import (
	"errors"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/orders"
	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
	"holdfast/modules/shop"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/web/render"
)

// paymentPanel says how it stands with an order's payment, and what to do.
func (p *Pages) paymentPanel(c *fiber.Ctx, o orders.Order, s shop.Settings) (panel storefront.PaymentPanel, err error) {
	ctx := localised(c)
	say := func(key, tone string) { panel.Status, panel.Tone = i18n.T(ctx, "payment."+key), tone }
	switch {
	case o.State() == orders.Canceled:
		say("canceled", "warning")
		panel.Text = i18n.T(ctx, "payment.canceled_plain")
		if o.CancelReason != "" {
			panel.Text = i18n.F(ctx, "payment.canceled_text", "Reason", o.CancelReason)
		}
	case !o.PaidAt.IsZero():
		say("paid", "success")
		panel.Text = i18n.T(ctx, "payment.paid_text")
	case o.PaymentMethod == payments.BankTransfer:
		say("awaiting_transfer", "")
		panel.Text = i18n.T(ctx, "payment.transfer_text")
		panel.Rows = []storefront.Spec{
			{Name: i18n.T(ctx, "payment.account"), Value: strings.ReplaceAll(s.BankDetails, "\n", ", ")},
			{Name: i18n.T(ctx, "payment.reference"), Value: o.Number},
			{Name: i18n.T(ctx, "payment.amount"), Value: i18n.Money(ctx, o.Total())},
		}
	case o.CashOnDelivery():
		say("awaiting_cash", "")
		panel.Text = i18n.T(ctx, "payment.cash_text")
	default:
		say("awaiting_card", "warning")
		panel.PayURL = "/orders/" + o.Number + "/pay?token=" + o.Token
		panel.Text, err = p.unpaidText(c, o, s)
	}
	return panel, err
}

// unpaidText says whether a payment has failed, or until when it can be made.
func (p *Pages) unpaidText(c *fiber.Ctx, o orders.Order, s shop.Settings) (string, error) {
	ctx := localised(c)
	attempts, err := p.Payments.Attempts(ctx, o.ID)
	if err != nil {
		return "", err
	}
	for _, a := range attempts {
		if a.State == payments.StatePending || a.State == payments.StateCreated {
			until := o.PlacedAt.Add(s.Reservation()).In(s.Location())
			return i18n.F(ctx, "payment.card_text", "Time", until.Format("15:04")), nil
		}
	}
	return i18n.T(ctx, "payment.card_failed"), nil
}

// payAgain leads to where an order is paid: the page that is open, or a new one
// when the last attempt has failed.
func (p *Pages) payAgain(c *fiber.Ctx) error {
	order, err := p.mine(c)
	if err != nil {
		return err
	}
	url, err := p.Orders.PayURL(c.UserContext(), order.ID)
	if errors.Is(err, orders.ErrNothingToPay) {
		if err := p.often.admitCard(c); err != nil {
			return err
		}
		url, err = p.Orders.PayAgain(c.UserContext(), order.ID, order.PaymentMethod)
	}
	if err != nil {
		return err
	}
	return render.Leave(c, url)
}

// settling is how long one who comes back from paying may wait: as long as for a
// post, since the payment is entered and the order goes on.
const settling = 40 * time.Second

// returned is where a provider's page leads back to. What it says is not
// believed: the provider is asked.
func (p *Pages) returned(c *fiber.Ctx) error {
	ctx := c.UserContext()
	attempt, err := p.Payments.Reconcile(ctx, c.Params("attempt"))
	if err != nil && fault.KindOf(err) == fault.Internal {
		attempt, err = p.Payments.Attempt(ctx, c.Params("attempt")) // it does not answer: the webhook or the job will tell
	}
	if err != nil {
		return err
	}
	if err := p.Orders.Settle(ctx, attempt.Order); err != nil {
		return err
	}
	order, err := p.Orders.ByID(ctx, attempt.Order)
	if err != nil {
		return err
	}
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return err
	}
	return render.SeeOther(c, i18n.At(order.Locale, settings.Locale).Path(orderPath(order))) // a provider knows no language of ours
}

// webhook hears what a provider has to say.
func (p *Pages) webhook(c *fiber.Ctx) error {
	attempt, err := p.Payments.Receive(c.UserContext(), c.Params("provider"), c.Body(), c.Get("Webhook-Signature"))
	if err != nil {
		return err
	}
	if err := p.Orders.Settle(c.UserContext(), attempt.Order); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// testPay is the hosted page of the test card.
func (p *Pages) testPay(c *fiber.Ctx) error {
	charge, err := p.TestPay.Charge(c.UserContext(), c.Params("ref"))
	if err != nil {
		return err
	}
	order, err := p.Orders.ByID(c.UserContext(), charge.Order)
	if err != nil {
		return err
	}
	frame, err := p.frame(c, testpay.Path(charge.Ref))
	if err != nil {
		return err
	}
	frame.Title, frame.NoIndex = i18n.T(localised(c), "testpay.title"), true
	return show(c, storefront.TestPay(storefront.TestPayPage{Page: frame, Attempt: charge.Ref, Number: order.Number,
		Amount: charge.Amount, Decided: charge.State != payments.StatePending, Return: charge.Return}))
}

func (p *Pages) decide(c *fiber.Ctx) error {
	back, err := p.TestPay.Decide(c.UserContext(), c.Params("ref"), testpay.Decision(c.Params("decision")))
	if err != nil {
		return err
	}
	return render.Leave(c, back)
}
