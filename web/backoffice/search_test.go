package backoffice_test

import (
	"net/url"
	"testing"

	"holdfast/modules/orders/orderstest"
	"holdfast/modules/staff"
)

func TestSynonymsAreKeptChangedAndRemoved(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	o.want(o.get("/admin/search"), 200, "There are none.", "up to date")
	o.want(o.post("/admin/search/synonyms", url.Values{"terms": {"sofa"}}), 422, `href="#terms"`, ">sofa</textarea>", "at least two")

	o.wantAt(o.post("/admin/search/synonyms", url.Values{"terms": {"Sofa\ncouch, settee"}, "one_way": {"1"}}), "/admin/search#synonyms")

	o.want(o.get("/admin/search"), 200, "sofa", "couch, settee", "One way", `href="/admin/search?synonyms=1#group"`)
	o.wantAudit("search.synonyms", "1")
	o.want(o.get("/admin/search?synonyms=1"), 200, ">sofa\ncouch\nsettee</textarea>", "Change synonyms")
	o.wantAt(o.post("/admin/search/synonyms", url.Values{"id": {"1"}, "terms": {"sofa, davenport"}}), "/admin/search#synonyms")
	o.want(o.get("/admin/search"), 200, "davenport", "Both ways")
	o.wantNot("settee")
	o.want(o.post("/admin/search/synonyms", url.Values{"id": {"99"}, "terms": {"a, b"}}), 404)
	o.get("/admin/search")
	o.wantAt(o.post("/admin/search/synonyms/remove", url.Values{"id": {"1"}}), "/admin/search#synonyms")
	o.want(o.get("/admin/search"), 200, "There are none.")
	o.wantAudit("search.synonyms_removed", "1")
}

func TestWhatComesFirstForAQuery(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	o.want(o.get("/admin/search"), 200)
	o.post("/admin/search/rebuild", url.Values{})
	o.Idle()
	o.want(o.get("/admin/search?q=lamp"), 200, "1 product is found.", "last-lamp", "€60.00")
	o.wantAudit("search.rebuild", "")
	pins := func(products string) url.Values { return url.Values{"query": {"Lamp!"}, "products": {products}} }
	o.want(o.post("/admin/search/pins", pins("LAMP\nzeppelin")), 422, `href="#products"`, "Line 2: there is no product zeppelin", ">LAMP\nzeppelin</textarea>")
	o.want(o.post("/admin/search/pins", pins("LAMP\nlast-lamp")), 422, "each once")

	o.wantAt(o.post("/admin/search/pins", pins(string(orderstest.Mug)+"\n\nhttps://shop.example/products/last-lamp?variant=LAMP")), "/admin/search?q=Lamp%21#try")

	o.want(o.get("/admin/search?q=lamp"), 200, ">harbour-mug\nlast-lamp</textarea>", "Pinned")
	o.wantAudit("search.pinned", "lamp")
	o.wantAt(o.post("/admin/search/pins/remove", url.Values{"query": {"lamp"}}), "/admin/search#pinned")
	o.want(o.get("/admin/search"), 200, "No products are pinned.")
	o.wantAudit("search.unpinned", "lamp")
}

func TestWhoOnlyLooksTeachesTheSearchNothing(t *testing.T) {
	o := signedIn(t, staff.Viewer)
	o.want(o.get("/admin/search?q=lamp"), 200)
	o.wantNot("/admin/search/pins", "/admin/search/synonyms", "Rebuild now")
	for _, path := range []string{"/synonyms", "/synonyms/remove", "/pins", "/pins/remove", "/rebuild"} {
		o.get("/admin/search")
		o.want(o.post("/admin/search"+path, url.Values{"query": {"a"}, "terms": {"a, b"}}), 403)
	}
	o = signedIn(t, staff.Merchant)
	o.want(o.post("/admin/search/rebuild", url.Values{"form_token": {"forged"}}), 403)
}
