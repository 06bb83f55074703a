package staff

// Role is what an operator is trusted with. Each role may do what those before
// it may.
type Role string

// The roles, from the least to the most.
const (
	Viewer       Role = "viewer"   // looks
	Merchant     Role = "merchant" // sells
	OperatorRole Role = "operator" // runs drops and sales, turns features off
	Owner        Role = "owner"    // decides who else may
)

// Roles are all of them, from the least to the most.
func Roles() []Role { return []Role{Viewer, Merchant, OperatorRole, Owner} }

// Action is what a role may or may not do.
type Action string

// The actions the back office asks about.
const (
	Look           Action = "look"            // at orders, products, mail
	ManageOrders   Action = "manage_orders"   // paid, sent, canceled; resend mail
	ManageCatalog  Action = "manage_catalog"  // products, prices, stock, pages
	ManageFeatures Action = "manage_features" // features, load, jobs
	ReadAudit      Action = "read_audit"
	ManageSettings Action = "manage_settings"
	ManageStaff    Action = "manage_staff"
)

// May reports whether the role allows action; an unknown role or action is not
// allowed.
func (r Role) May(action Action) bool {
	needed, known := map[Action]Role{
		Look: Viewer, ManageOrders: Merchant, ManageCatalog: Merchant, ManageSettings: Merchant,
		ManageFeatures: OperatorRole, ReadAudit: OperatorRole, ManageStaff: Owner,
	}[action]
	return known && r.level() >= needed.level()
}

// Known reports whether r is one of Roles.
func (r Role) Known() bool { return r.level() > 0 }

// level is 1 for the least role, 0 for none.
func (r Role) level() int {
	for i, role := range Roles() {
		if role == r {
			return i + 1
		}
	}
	return 0
}
