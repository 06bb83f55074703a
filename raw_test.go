package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"holdfast/db/dbtest"
	"holdfast/web/request"
)

// exchange sends a request as it is and reads the answer's head.
func exchange(t testing.TB, conn net.Conn, text string) (int, http.Header) {
	t.Helper()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.WriteString(conn, text) }() // it may be refused before its end
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("%.40q: %v", text, err)
	}
	_ = response.Body.Close()
	return response.StatusCode, response.Header
}

// breakReads has what requests read of the database fail from now on.
func (s *openShop) breakReads(t testing.TB) {
	t.Helper()
	dbtest.FailReads(t, s.db, func(ctx context.Context) bool { return request.ID(ctx) != "" })
}
