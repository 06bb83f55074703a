// Package smtp hands a mail to the merchant's mail server.
package smtp

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	mail "github.com/wneessen/go-mail"
)

// timeout bounds connecting and each command.
const timeout = 10 * time.Second

// Message is one mail, ready to go.
type Message struct {
	ID       string // becomes part of the Message-ID
	FromName string
	From     string // empty: an address at the server's host
	To       string
	Subject  string
	Text     string
	HTML     string
	Date     time.Time
}

// Server is where mail is handed in. A connection is made for each.
type Server struct {
	host    string
	from    string
	tls     *tls.Config // for encryption from the first byte; nil: STARTTLS
	options []mail.Option
}

// New reads an address: smtp://user:password@host:port?tls=required, or
// smtps://…. The error never repeats it, since it holds a password.
func New(address string) (*Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") {
		return nil, errors.New("want smtp://user:password@host:port or smtps://user:password@host:port")
	}
	s := &Server{host: u.Hostname(), options: []mail.Option{mail.WithTimeout(timeout)}}
	s.from = "shop@" + s.host
	if user := u.User.Username(); user != "" {
		password, _ := u.User.Password()
		s.options = append(s.options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(user), mail.WithPassword(password))
		if strings.Contains(user, "@") {
			s.from = user
		}
	}
	if err := s.encrypt(u); err != nil {
		return nil, err
	}
	if _, err := mail.NewClient(s.host, s.options...); err != nil {
		return nil, fmt.Errorf("prepare mail: %w", err)
	}
	return s, nil
}

// encrypt chooses TLS and the port that goes with it. A password is never said
// in the clear, except to this machine.
func (s *Server) encrypt(u *url.URL) error {
	port, policy := 25, mail.TLSOpportunistic
	if u.User.Username() != "" {
		port = 587
		if !isLocal(s.host) {
			policy = mail.TLSMandatory
		}
	}
	switch mode := u.Query().Get("tls"); {
	case mode == "required":
		policy = mail.TLSMandatory
	case mode == "none":
		policy = mail.NoTLS
	case mode != "":
		return errors.New("tls is required or none")
	}
	if u.Scheme == "smtps" {
		port = 465
		s.tls = &tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12}
		policy = mail.TLSOpportunistic // it is encrypted by then
	}
	if text := u.Port(); text != "" {
		var err error
		if port, err = strconv.Atoi(text); err != nil {
			return errors.New("the port is no number")
		}
	}
	s.options = append(s.options, mail.WithPort(port), mail.WithTLSPolicy(policy))
	return nil
}

// Send hands m in. IsPermanent tells whether trying again is of use.
func (s *Server) Send(ctx context.Context, m Message) error {
	letter, err := s.letter(m)
	if err != nil {
		return permanent{err}
	}
	var conn net.Conn
	dial := func(ctx context.Context, network, address string) (_ net.Conn, err error) {
		conn, err = s.dial(ctx, network, address)
		return conn, err
	}
	client, err := mail.NewClient(s.host, append(slices.Clone(s.options), mail.WithDialContextFunc(dial))...)
	if err != nil {
		return fmt.Errorf("prepare mail: %w", err)
	}
	// The library forgets the connection when greeting or signing in fails.
	defer func() {
		if conn != nil {
			_ = conn.Close()
		}
	}()
	if err := client.DialWithContext(ctx); err != nil {
		return fmt.Errorf("reach %s: %w", s.host, err)
	}
	err = client.Send(letter)
	// What goes wrong in saying goodbye changes nothing of what was taken.
	_ = client.Close()
	if err == nil || letter.IsDelivered() {
		return nil
	}
	return fmt.Errorf("hand in to %s: %w", s.host, err)
}

// dial returns nil and an error, or a connection; never a nil *tls.Conn in one.
func (s *Server) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if s.tls == nil {
		return new(net.Dialer).DialContext(ctx, network, address)
	}
	return (&tls.Dialer{Config: s.tls}).DialContext(ctx, network, address)
}

func (s *Server) letter(m Message) (*mail.Msg, error) {
	if m.From == "" {
		m.From = s.from
	}
	letter := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := letter.FromFormat(m.FromName, m.From); err != nil {
		return nil, fmt.Errorf("sender: %w", err)
	}
	if err := letter.To(m.To); err != nil {
		return nil, fmt.Errorf("recipient: %w", err)
	}
	_, host, _ := strings.Cut(m.From, "@")
	letter.SetMessageIDWithValue(m.ID + "@" + host)
	letter.SetDateWithValue(m.Date)
	letter.Subject(m.Subject)
	letter.SetGenHeader("Auto-Submitted", "auto-generated") // so that no holiday answers
	letter.SetBodyString(mail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		letter.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	}
	return letter, nil
}

// permanent is a fault of the mail itself.
type permanent struct{ error }

// Unwrap returns the cause.
func (p permanent) Unwrap() error { return p.error }

// IsPermanent reports whether the server has refused this recipient or this
// mail for good. Refusing the sender or the password is the shop's mistake:
// once it is mended the mail can go.
func IsPermanent(err error) bool {
	if _, ok := errors.AsType[permanent](err); ok {
		return true
	}
	refusal, ok := errors.AsType[*mail.SendError](err)
	if !ok || refusal.IsTemp() || refusal.ErrorCode() < 500 {
		return false
	}
	return refusal.Reason == mail.ErrSMTPRcptTo || refusal.Reason == mail.ErrSMTPData || refusal.Reason == mail.ErrSMTPDataClose
}

func isLocal(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
