package demo

// Category is a department or a shelf in one. Path is what the catalogue's
// column "Product Category" says.
type Category struct {
	Slug, Name, Path, Line string
	Window                 string // of a department: the product whose picture stands for it
	Shelves                []Category
}

// Collection gathers every product that has a tag.
type Collection struct{ Slug, Name, Line, Tag string }

// SectionKind says what a section of the home page shows.
type SectionKind string

// The kinds of sections.
const (
	SectionHero        SectionKind = "hero"        // Heading, Lead, a link and the picture of Window
	SectionCollection  SectionKind = "collection"  // products of the collection Slug
	SectionDepartments SectionKind = "departments" // every department
)

// Section is a part of the home page; Count is how many products it shows.
type Section struct {
	Kind    SectionKind
	Heading string
	Slug    string
	Count   int

	Lead, Link, LinkLabel string
	Window                string // the handle of a product
}

// Collections returns the shop's collections in the order of its menu.
func Collections() []Collection {
	return []Collection{
		{"new-in", "New on the shelves", "What came in on the last few deliveries.", "new"},
		{"boat-and-shore", "For boat and shore", "Things that do not mind salt water.", "shore"},
		{"gifts", "Gifts that get used", "Small things that find their place in any house.", "gift"},
		{"made-around-the-bay", "Made around the bay", "From workshops near enough to carry it here.", "local"},
		{"winter", "For the cold months", "Wool, light and something hot to drink.", "winter"},
		{"last-few", "Last of the line", "Patterns that will not be made again, at a lower price.", "last"},
	}
}

// HomeSections returns the home page, top to bottom.
func HomeSections() []Section {
	return []Section{
		{Kind: SectionHero, Heading: "Sturdy things for house, harbour and garden",
			Lead: "We keep what lasts, say what it is made of, and mend what we can.", Link: "/collections/made-around-the-bay", LinkLabel: "Made around the bay", Window: "storm-lantern"},
		{Kind: SectionCollection, Heading: "New on the shelves", Slug: "new-in", Count: 8},
		{Kind: SectionDepartments, Heading: "Walk the aisles"},
		{Kind: SectionCollection, Heading: "For boat and shore", Slug: "boat-and-shore", Count: 4},
	}
}

// shelf keeps the tree below to one line a shelf.
func shelf(department, slug, name, line string) Category {
	return Category{Slug: slug, Name: name, Path: department + " > " + name, Line: line}
}

func department(slug, name, line, window string, shelves ...Category) Category {
	return Category{Slug: slug, Name: name, Path: name, Line: line, Window: window, Shelves: shelves}
}

// Departments returns the browsing tree: departments and their shelves.
func Departments() []Category {
	return []Category{
		department("kitchen", "Kitchen", "For cooking every day, and washing up after.", "whistling-kettle",
			shelf("Kitchen", "mugs-and-cups", "Mugs & cups", "For tea, coffee and soup at the sink."),
			shelf("Kitchen", "pots-and-pans", "Pots & pans", "Iron, steel and enamel for any hob."),
			shelf("Kitchen", "knives-and-tools", "Knives & tools", "What a drawer needs, and nothing that clutters it.")),
		department("table", "Table", "For laying, pouring and passing round.", "teapot",
			shelf("Table", "plates-and-bowls", "Plates & bowls", "Stoneware that stacks and survives the dishwasher."),
			shelf("Table", "glass-and-pouring", "Glasses & jugs", "To drink from and to pour from."),
			shelf("Table", "linen-and-cutlery", "Linen & cutlery", "What lies beside the plate.")),
		department("house", "House", "Light, warmth and a clean floor.", "storm-lantern",
			shelf("House", "light", "Light", "For the table, the porch and a power cut."),
			shelf("House", "cleaning", "Cleaning", "Bristle, tin and soap."),
			shelf("House", "blankets-and-towels", "Blankets & towels", "Wool to lie under, cotton to dry with.")),
		department("wear", "Wear", "Clothes for weather.", "fishermans-jumper",
			shelf("Wear", "knitwear", "Knitwear", "Wool, knitted close enough for wind."),
			shelf("Wear", "coats-and-shirts", "Coats & shirts", "To work in and to go into town in."),
			shelf("Wear", "boots-and-socks", "Boots & socks", "Dry feet, all day.")),
		department("outdoors", "Outdoors", "For the boat, the beach and the hill.", "harbour-rucksack",
			shelf("Outdoors", "bags", "Bags", "Canvas and webbing, sewn to be mended."),
			shelf("Outdoors", "camp", "Camp", "Supper and sleep out of doors."),
			shelf("Outdoors", "boat-and-beach", "Boat & beach", "Rope, floats and what children catch crabs with.")),
		department("desk", "Desk", "Paper, pens and the tools beside them.", "desk-lamp",
			shelf("Desk", "paper", "Paper", "Notebooks, letters and a year on the wall."),
			shelf("Desk", "writing", "Pens & pencils", "To write with, and to sharpen."),
			shelf("Desk", "desk-tools", "Desk tools", "For cutting, measuring and finding small print.")),
		department("pantry", "Pantry", "Dry goods, jars and tins that keep.", "smoked-sardines",
			shelf("Pantry", "tea-and-coffee", "Tea & coffee", "Leaf and bean, packed when ordered in."),
			shelf("Pantry", "jars-and-tins", "Jars & tins", "Sweet, salt and sharp."),
			shelf("Pantry", "flour-and-biscuits", "Flour & biscuits", "For baking, and for when there is no time to.")),
		department("garden", "Garden", "For beds, pots and the birds in between.", "watering-can",
			shelf("Garden", "garden-tools", "Garden tools", "Ash handles, forged heads."),
			shelf("Garden", "pots-and-planting", "Pots & planting", "From seed to pot to bed.")),
	}
}
