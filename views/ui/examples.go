package ui

import (
	"github.com/a-h/templ"

	"holdfast/modules/kernel/money"
)

// Example is a component in one state.
type Example struct {
	Name      string
	Component templ.Component
}

// Examples returns every component in every state it has.
func Examples() []Example {
	return append(shownExamples(), append(formExamples(), browseExamples()...)...)
}

func shownExamples() []Example {
	price := money.New(1250, "EUR")
	return []Example{
		{"Price", PriceTag(Price{Amount: price})},
		{"Price, from", PriceTag(Price{Amount: price, From: true})},
		{"Price, sale", PriceTag(Price{Amount: price, Was: money.New(1600, "EUR")})},
		{"Badge", BadgeTag(Badge{Text: "New"})},
		{"Badge, sale", BadgeTag(Badge{Text: "Sale", Tone: "sale"})},
		{"Badge, quiet", BadgeTag(Badge{Text: "Sold out", Tone: "quiet"})},
		{"Cards", Cards([]Card{
			{Href: "/products/mug", Name: "Enamel mug", Picture: Picture{Path: "/media/mug", Ext: "svg", Alt: "Enamel mug"}, Price: Price{Amount: price}},
			{Href: "/products/jug", Name: "Jug without a picture", Price: Price{Amount: price, From: true}, Badge: Badge{Text: "New"}},
		}, 1)},
		{"Notice", NoticeBox(Notice{Text: "Prices were checked again.", Link: Link{Href: "/cart", Text: "Cart"}})},
		{"Notices", Notices([]Notice{{Text: "Saved.", Tone: "success"}, {Text: "Only 2 are left.", Tone: "warning"}, {Text: "Sold out.", Tone: "danger"}})},
		{"Empty", EmptyState(Empty{Title: "Nothing here", Hint: "Look elsewhere.", Link: Link{Href: "/", Text: "Home"}})},
	}
}

func formExamples() []Example {
	options := []Option{{Value: "a", Label: "Standard", Hint: "2 to 4 days", Price: "Free"}, {Value: "b", Label: "Express", Price: "€9.50"}}
	return []Example{
		{"Button, primary", ButtonTag(Button{Text: "Add to cart", Look: "primary"})},
		{"Button", ButtonTag(Button{Text: "Update", Name: "do", Value: "update", FormAction: "/x", FormNoValidate: true, Type: "submit"})},
		{"Button, quiet", ButtonTag(Button{Text: "Remove", Look: "quiet", Describe: "Remove mug"})},
		{"Button, danger", ButtonTag(Button{Text: "Delete", Look: "danger"})},
		{"Button, wide", ButtonTag(Button{Text: "Apply", Wide: true})},
		{"Field", TextField(Field{Name: "x-name", Label: "Full name", Autocomplete: "name", Required: true, Maxlength: 100})},
		{"Field with hint and error", TextField(Field{Name: "x-email", Label: "Email", Type: "email", Hint: "For the receipt", Error: "Enter an email address.", Value: "maeve@"})},
		{"Field, optional and short", TextField(Field{Name: "x-post", Label: "Postcode", Optional: true, Width: "short", InputMode: "text"})},
		{"Select", SelectField(Select{Name: "x-country", Label: "Country", Empty: "Choose one", Value: "b", Options: options, Error: "Choose a country.", Width: "medium"})},
		{"Choices", ChoiceGroup(Choices{Name: "x-ship", Legend: "Shipping method", Value: "a", Options: options, Required: true})},
		{"Choices with an error", ChoiceGroup(Choices{Name: "x-pay", Legend: "Payment method", Options: options, Error: "Choose one."})},
		{"Quantity", QuantityField(Quantity{ID: "x-q", Value: 2, Min: 1, Max: 9, LabelAbove: true})},
		{"Error summary", ErrorSummary([]FieldError{{Name: "x-email", Message: "Enter an email address."}, {Message: "The cart has changed."}})},
	}
}

func browseExamples() []Example {
	sorts := []Option{{Value: "new", Label: "Newest first"}, {Value: "name", Label: "Name, A to Z"}}
	return []Example{
		{"Breadcrumbs", Breadcrumbs([]Link{{Href: "/", Text: "Home"}, {Href: "/categories/kitchen", Text: "Kitchen"}})},
		{"Pagination", Pagination(Pages{Page: 2, Last: 3, Previous: "/x?page=1", Next: "/x?page=3"})},
		{"Facets", FacetsForm(Facets{
			Action: "/search", Hidden: []Hidden{{Name: "q", Value: "mug"}}, Currency: "€", Range: "€4 to €120", Sorts: sorts,
			InStock: Tick{Value: "in", Label: "In stock", Count: 14},
			Groups: []Group{{Key: "colour", Label: "Colour", Open: true, Ticks: []Tick{{Value: "colour_navy", Label: "Navy", Count: 12, Checked: true}},
				Beyond: []Tick{{Value: "colour_oat", Label: "Oatmeal", Count: 3}}}},
		})},
		{"Chips", Chips(Facets{Clear: "/search?q=mug", Chips: []Chip{{Text: "Colour: Navy", Href: "/search?q=mug&stock=in"}, {Text: "In stock", Own: true, Href: "/search?q=mug&f=colour_navy"}}})},
	}
}
