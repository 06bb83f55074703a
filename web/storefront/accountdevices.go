package storefront

import (
	"context"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/web/session"
)

// devices says where the customer is signed in.
func (p *Pages) devices(c *fiber.Ctx) error {
	frame, err := p.accountFrame(c, "devices", storefront.PathDevices)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return err
	}
	list, err := p.Sessions.Sessions(session.WithCurrent(ctx, session.ID(c)), session.Of(c).Customer())
	if err != nil {
		return err
	}
	page := storefront.AccountDevices{AccountFrame: frame}
	for _, s := range list {
		d := storefront.Device{ID: s.ID, Browser: browser(ctx, s.Agent), Began: s.Began.In(settings.Location()), Seen: s.Seen.In(settings.Location()), Current: s.Current}
		if s.Network != "invalid IP" {
			d.Network = s.Network
		}
		page.Devices = append(page.Devices, d)
	}
	return show(c, storefront.AccountDevicesPage(page))
}

func (p *Pages) endDevice(c *fiber.Ctx) error {
	err := p.Sessions.End(c.UserContext(), session.Of(c).Customer(), bounded(c.FormValue("device"), 200))
	if err != nil && !errors.Is(err, session.ErrUnknown) { // it has ended by itself
		return err
	}
	return done(c, storefront.PathDevices, "device_ended")
}

func (p *Pages) endOtherDevices(c *fiber.Ctx) error {
	if err := p.Sessions.EndOthers(c.UserContext(), session.Of(c).Customer(), session.ID(c)); err != nil {
		return err
	}
	return done(c, storefront.PathDevices, "devices_ended")
}

// browser is what a browser's own name says to people. The order matters: they
// all claim to be each other.
func browser(ctx context.Context, agent string) string {
	name := named(agent, [][2]string{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"Firefox", "Firefox"}, {"FxiOS", "Firefox"},
		{"CriOS", "Chrome"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}})
	system := named(agent, [][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"},
		{"Mac OS", "Mac"}, {"Linux", "Linux"}})
	switch {
	case name == "":
		return i18n.T(ctx, "account.browser_unknown")
	case system == "":
		return name
	}
	return i18n.F(ctx, "account.browser_on", "Browser", name, "System", system)
}

func named(agent string, known [][2]string) string {
	for _, each := range known {
		if strings.Contains(agent, each[0]) {
			return each[1]
		}
	}
	return ""
}
