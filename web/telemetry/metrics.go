package telemetry

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"holdfast/web/gate"
	"holdfast/web/pagecache"
)

// Metrics are the shop's figures.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

// NewMetrics returns figures that start at nothing.
func NewMetrics() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "holdfast_requests_total", Help: "Requests answered.",
		}, []string{"method", "route", "tier", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "holdfast_request_seconds", Help: "Time from a request to its answer.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5},
		}, []string{"route", "tier"}),
	}
	m.registry.MustRegister(m.requests, m.seconds, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Registry is where others register their own figures.
func (m *Metrics) Registry() prometheus.Registerer { return m.registry }

// Handler answers with the figures.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// Route are the figures of one route.
type Route struct {
	status  [6]prometheus.Counter // by its first digit
	seconds prometheus.Observer
}

// Route returns the figures of the route with that pattern.
func (m *Metrics) Route(method, pattern string, tier gate.Tier) *Route {
	r := &Route{seconds: m.seconds.WithLabelValues(pattern, tier.String())}
	for i := range r.status {
		r.status[i] = m.requests.WithLabelValues(method, pattern, tier.String(), strconv.Itoa(i)+"xx")
	}
	return r
}

// Observe counts an answer.
func (r *Route) Observe(status int, took time.Duration) {
	if i := status / 100; i > 0 && i < len(r.status) {
		r.status[i].Inc()
	}
	r.seconds.Observe(took.Seconds())
}

// WatchGate shows g's figures.
func (m *Metrics) WatchGate(g *gate.Gate) {
	for t := range gate.Tier(gate.Tiers) {
		labels := prometheus.Labels{"tier": t.String()}
		m.counter("holdfast_gate_admitted_total", "Requests the gate let in.", labels, func() uint64 { return g.Stats().Admitted[t] })
		m.counter("holdfast_gate_rejected_total", "Requests the gate sent away.", labels, func() uint64 { return g.Stats().Rejected[t] })
		m.gauge("holdfast_gate_waiting", "Requests that wait for a slot.", labels, func() float64 { return float64(g.Stats().Waiting[t]) })
	}
	m.gauge("holdfast_gate_running", "Slots in use.", nil, func() float64 { return float64(g.Stats().Running) })
	m.gauge("holdfast_gate_slots", "Slots there are.", nil, func() float64 { return float64(g.Stats().Limit) })
	m.gauge("holdfast_gate_standing_seconds", "The least anybody waited, over a short window.", nil, func() float64 { return g.Stats().Standing.Seconds() })
}

// WatchCache shows p's figures.
func (m *Metrics) WatchCache(p *pagecache.Cache) {
	for result, get := range map[string]func(pagecache.Stats) uint64{
		"hit":    func(s pagecache.Stats) uint64 { return s.Hits },
		"miss":   func(s pagecache.Stats) uint64 { return s.Misses },
		"shared": func(s pagecache.Stats) uint64 { return s.Shared },
		"bypass": func(s pagecache.Stats) uint64 { return s.Bypassed },
	} {
		m.counter("holdfast_pagecache_requests_total", "Requests for pages that may be kept.", prometheus.Labels{"result": result}, func() uint64 { return get(p.Stats()) })
	}
	m.counter("holdfast_pagecache_dropped_total", "Pages dropped since what they show has changed.", nil, func() uint64 { return p.Stats().Dropped })
	m.gauge("holdfast_pagecache_pages", "Pages kept.", nil, func() float64 { return float64(p.Stats().Pages) })
	m.gauge("holdfast_pagecache_bytes", "Bytes of the pages kept.", nil, func() float64 { return float64(p.Stats().Bytes) })
}

func (m *Metrics) counter(name, help string, labels prometheus.Labels, get func() uint64) {
	m.registry.MustRegister(prometheus.NewCounterFunc(
		prometheus.CounterOpts{Name: name, Help: help, ConstLabels: labels}, func() float64 { return float64(get()) }))
}

func (m *Metrics) gauge(name, help string, labels prometheus.Labels, get func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(
		prometheus.GaugeOpts{Name: name, Help: help, ConstLabels: labels}, get))
}
