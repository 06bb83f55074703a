package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"holdfast/db/dbtest/proxy"
	"holdfast/db/dbtest/servers"
	"holdfast/modules/notifications"
)

// besieged is a shop, running as a process of its own, whose servers fail.
type besieged struct {
	t        testing.TB
	process  *process
	url      string
	with     settings // around the proxies, to look at what is kept
	postgres *proxy.Proxy
	redis    *proxy.Proxy
	smtp     *proxy.Proxy
	sessions *servers.RedisServer
	letters  *mailbox // nil: what is written is kept
	placed   int      // orders that were acknowledged
	paid     int      // of them, by card
}

const besiegedOwner = "owner@shop.example"

// besiege opens a shop whose every server is behind a proxy. before is called
// when they run and the shop does not.
func besiege(t testing.TB, before func(*besieged)) *besieged {
	t.Helper()
	b := &besieged{t: t, sessions: servers.StartRedis(t), letters: receiveMail(t), with: onPostgres(t)}
	b.with["DATA_DIR"] = filled(t)
	stocked(t, b.with)
	var through string
	b.postgres, through = proxy.BeforePostgres(t, b.with["DATABASE_URL"])
	redis, err := url.Parse(b.sessions.URL())
	if err != nil {
		t.Fatal(err)
	}
	b.redis, b.smtp = proxy.Before(t, redis.Host), proxy.Before(t, b.letters.addr)
	if before != nil {
		before(b)
	}
	b.process, b.url = serving(t, settings{"DATABASE_URL": through, "DATA_DIR": b.with["DATA_DIR"],
		"REDIS_URL": "redis://" + b.redis.Addr() + "/0", "SMTP_URL": "smtp://" + b.smtp.Addr() + "?tls=none",
		"ADMIN_EMAIL": besiegedOwner, "ADMIN_PASSWORD": ownersPassword})
	b.openAccount(b.letters.link)
	return b
}

// besiegeSQLite opens a shop on SQLite, whose disk can be full.
func besiegeSQLite(t testing.TB) *besieged {
	t.Helper()
	b := &besieged{t: t, with: settings{"DATA_DIR": filled(t)}}
	stocked(t, b.with)
	b.process, b.url = serving(t, settings{"DATA_DIR": b.with["DATA_DIR"], "ADMIN_EMAIL": besiegedOwner, "ADMIN_PASSWORD": ownersPassword})
	b.openAccount(b.keptLink)
	return b
}

// mailbox is a mail server that takes every letter.
type mailbox struct {
	addr string
	mu   sync.Mutex
	got  map[string]bool // by Message-ID: one that comes twice is one
	to   string          // where the last letter with a link leads
}

var messageID = regexp.MustCompile(`(?mi)^Message-ID: *(\S+)`)

// link is where the last letter that has one leads, empty if there is none.
func (m *mailbox) link() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.to
}

// count is how many letters have come.
func (m *mailbox) count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.got)
}

func (m *mailbox) take(letter string) {
	text, _ := io.ReadAll(quotedprintable.NewReader(strings.NewReader(letter)))
	m.mu.Lock()
	defer m.mu.Unlock()
	m.got[strings.Join(messageID.FindStringSubmatch(letter), " ")] = true
	if found := inMail.FindSubmatch(text); found != nil {
		m.to = string(found[1])
	}
}

func receiveMail(t testing.TB) *mailbox {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	m := &mailbox{addr: l.Addr().String(), got: map[string]bool{}}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go m.talk(conn)
		}
	}()
	return m
}

// talk is a mail server's side of a conversation.
func (m *mailbox) talk(conn net.Conn) {
	defer conn.Close()
	lines := bufio.NewScanner(conn)
	lines.Buffer(nil, 1<<20)
	say := func(text string) { fmt.Fprintf(conn, "%s\r\n", text) }
	say("220 mail.test")
	letter, text := false, strings.Builder{}
	for lines.Scan() {
		line := lines.Text()
		switch {
		case letter && line == ".":
			letter = false
			m.take(text.String())
			say("250 taken")
		case letter:
			text.WriteString(line + "\r\n")
		case strings.EqualFold(line, "DATA"):
			letter = true
			text.Reset()
			say("354 go on")
		case strings.EqualFold(line, "QUIT"):
			say("221 goodbye")
			return
		default:
			say("250 mail.test")
		}
	}
}

// openAccount opens mary's account, by the link that she is sent.
func (b *besieged) openAccount(link func() string) {
	b.t.Helper()
	mine := newBrowserAt(b.t, b.url)
	mine.open("/account/register").typeIn("Email", mary).typeIn("Password", marysWords).press("Create account").is(200).says("Look into your mail")
	b.within(time.Minute, "a letter about the account", func() bool { return link() != "" })
	mine.open(link()).is(200).typeIn("Password", marysWords).press("Sign in").is(200).at("/account")
}

// keptLink is the link in the letter that a shop without a mail server keeps.
func (b *besieged) keptLink() string {
	b.t.Helper()
	a := wired(b.t, b.with)
	defer a.close()
	list, err := a.notifications.List(context.Background(), notifications.Filter{}, "")
	if err != nil || len(list.Mails) == 0 {
		return ""
	}
	letter, err := a.notifications.Mail(context.Background(), list.Mails[0].ID)
	found := inMail.FindStringSubmatch(letter.Text)
	if err != nil || found == nil {
		return ""
	}
	return found[1]
}

// delivered waits for the letter of every order, and for the one that opened the
// account. One that was under way when PostgreSQL went is taken over when its
// claim ends, which takes minutes: no outage begins before the letters of the one
// before have come.
func (b *besieged) delivered() {
	b.t.Helper()
	if b.letters != nil {
		b.within(4*time.Minute, "every letter delivered", func() bool { return b.letters.count() > b.placed })
	}
}

// wiped empties Redis.
func (b *besieged) wiped() {
	b.t.Helper()
	b.sessions.Stop()
	if err := b.sessions.Restart(context.Background()); err != nil {
		b.t.Fatal(err)
	}
}

// within fails the test unless done is true before long, and returns how long
// it took.
func (b *besieged) within(long time.Duration, what string, done func() bool) time.Duration {
	b.t.Helper()
	began := time.Now()
	for !done() {
		if time.Since(began) > long {
			b.t.Fatalf("%s: not after %v\n%s", what, long, lastLines(b.process.err.String()))
		}
		<-time.After(5 * time.Millisecond)
	}
	return time.Since(began)
}

// lastLines is the end of a log.
func lastLines(log string) string { return log[max(0, len(log)-4000):] }
