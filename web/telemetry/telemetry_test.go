package telemetry_test

import (
	"bytes"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"holdfast/web/gate"
	"holdfast/web/pagecache"
	"holdfast/web/request"
	"holdfast/web/telemetry"
)

func TestLogLineCarriesTheRequest(t *testing.T) {
	var out bytes.Buffer
	log := telemetry.NewLogger(&out, true, slog.LevelInfo).With("module", "orders")
	ctx := request.With(t.Context(), &request.Info{ID: "r-17"})

	log.InfoContext(ctx, "placed")
	log.Info("outside")
	log.DebugContext(ctx, "quiet")

	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], `"request":"r-17"`) || strings.Contains(lines[1], "request") {
		t.Fatalf("logged %q", lines)
	}
}

func TestFiguresAreShown(t *testing.T) {
	m := telemetry.NewMetrics()
	g, p := gate.New(gate.Options{}), pagecache.New(pagecache.Options{})
	m.WatchGate(g)
	m.WatchCache(p)
	g.Enter(gate.Priority{Tier: gate.T1})
	m.Route("GET", "/products/:slug", gate.T1).Observe(404, 3*time.Millisecond)

	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))

	for _, want := range []string{
		`holdfast_requests_total{method="GET",route="/products/:slug",status="4xx",tier="T1"} 1`,
		`holdfast_request_seconds_bucket{route="/products/:slug",tier="T1",le="0.005"} 1`,
		`holdfast_gate_admitted_total{tier="T1"} 1`, "holdfast_gate_running 1",
		`holdfast_pagecache_requests_total{result="hit"} 0`, "go_goroutines",
	} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("no %s", want)
		}
	}
}

func BenchmarkObserve(b *testing.B) {
	r := telemetry.NewMetrics().Route("GET", "/", gate.T1)
	b.ReportAllocs()
	for b.Loop() {
		r.Observe(200, time.Millisecond)
	}
}
