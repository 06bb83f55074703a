package main

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

func each(n *html.Node, do func(*html.Node)) {
	do(n)
	for child := range n.ChildNodes() {
		each(child, do)
	}
}

func find(n *html.Node, wanted func(*html.Node) bool) (found *html.Node) {
	for node := range n.Descendants() {
		if node.Type == html.ElementNode && wanted(node) {
			return node
		}
	}
	return nil
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func set(n *html.Node, name, value string) {
	unset(n, name)
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

func unset(n *html.Node, name string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// visibleText is the text of n, each run of space as one, without the options
// of lists.
func visibleText(n *html.Node) string {
	var out strings.Builder
	each(n, func(n *html.Node) {
		if n.Type == html.TextNode && !slices.Contains([]string{"script", "style", "option"}, n.Parent.Data) {
			out.WriteString(n.Data + " ")
		}
	})
	return strings.Join(strings.Fields(out.String()), " ")
}

func accessibleName(n *html.Node) string {
	if label := attribute(n, "aria-label"); label != "" {
		return label
	}
	return visibleText(n)
}

// chosen is the value of a list's chosen option: the first one if none is.
func chosen(list *html.Node) string {
	value, any := "", false
	each(list, func(n *html.Node) {
		if n.Data == "option" && (!any || has(n, "selected")) {
			value, any = attribute(n, "value"), true
		}
	})
	return value
}

// values is what a browser sends of a form.
func values(form *html.Node) url.Values {
	sent := url.Values{}
	each(form, func(n *html.Node) {
		name := attribute(n, "name")
		if n.Type != html.ElementNode || name == "" || has(n, "disabled") {
			return
		}
		switch kind := attribute(n, "type"); {
		case n.Data == "select":
			sent.Add(name, chosen(n))
		case n.Data == "input" && (kind == "radio" || kind == "checkbox") && !has(n, "checked"):
		case n.Data == "input", n.Data == "textarea":
			sent.Add(name, attribute(n, "value"))
		}
	})
	return sent
}
