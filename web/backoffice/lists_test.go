package backoffice_test

import "regexp"

// nextPage finds where the link to the next page leads, in a page as people
// read it.
var nextPage = regexp.MustCompile(`href="([^"]+)" rel="next"`)
