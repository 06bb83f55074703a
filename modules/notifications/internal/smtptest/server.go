// Package smtptest is a mail server on the loopback that answers as a test says.
package smtptest

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"net"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"sync"
	"testing"
)

// Server takes mail, or refuses it.
type Server struct {
	Address string
	Taken   chan struct{} // told of each letter that was taken

	mu      sync.Mutex
	refusal string
	once    bool
	letters []string

	credentials string
}

// Start starts a server that ends with t.
func Start(t testing.TB) *Server {
	t.Helper()
	return StartAt(t, "127.0.0.1:0")
}

// StartAt starts a server at address, which another one may have left.
func StartAt(t testing.TB, address string) *Server {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	return start(t, listener)
}

// StartTLS starts a server that is encrypted from the first byte, and returns
// who vouches for it.
func StartTLS(t testing.TB) (*Server, *x509.CertPool) {
	t.Helper()
	web := httptest.NewTLSServer(nil) // for its certificate
	defer web.Close()
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: web.TLS.Certificates})
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(web.Certificate())
	return start(t, listener), roots
}

func start(t testing.TB, listener net.Listener) *Server {
	s := &Server{Address: listener.Addr().String(), Taken: make(chan struct{}, 100)}
	var serving sync.WaitGroup
	t.Cleanup(func() { _ = listener.Close(); serving.Wait() })
	serving.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { s.serve(textproto.NewConn(conn)) })
		}
	})
	return s
}

// Refuse has every recipient refused with line, e.g. "451 later"; empty: taken.
func (s *Server) Refuse(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusal, s.once = line, false
}

// RefuseOnce has the next recipient refused with line.
func (s *Server) RefuseOnce(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusal, s.once = line, true
}

// Credentials returns what the last client signed in with, in SASL's PLAIN.
func (s *Server) Credentials() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.credentials
}

// Letters returns what was taken.
func (s *Server) Letters() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.letters...)
}

func (s *Server) serve(c *textproto.Conn) {
	defer c.Close()
	_ = c.PrintfLine("220 test")
	for {
		line, err := c.ReadLine()
		if err != nil {
			return
		}
		verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
		answer := "250 fine"
		switch verb {
		case "EHLO":
			answer = "250-test\r\n250 AUTH PLAIN"
		case "AUTH":
			answer = s.signIn(line)
		case "RCPT":
			answer = s.recipient()
		case "DATA":
			_ = c.PrintfLine("354 go on")
			letter, err := c.ReadDotBytes()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.letters = append(s.letters, string(letter))
			s.mu.Unlock()
			s.Taken <- struct{}{}
		case "QUIT":
			answer = "221 bye"
		}
		if err := c.PrintfLine("%s", answer); err != nil || verb == "QUIT" {
			return
		}
	}
}

func (s *Server) recipient() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	answer := s.refusal
	if s.once {
		s.refusal = ""
	}
	if answer == "" {
		return "250 fine"
	}
	return answer
}

// signIn believes everyone but who says "wrong".
func (s *Server) signIn(line string) string {
	text, err := base64.StdEncoding.DecodeString(line[strings.LastIndex(line, " ")+1:])
	s.mu.Lock()
	defer s.mu.Unlock()
	s.credentials = string(text)
	if err != nil || strings.HasSuffix(s.credentials, "wrong") {
		return "535 not you"
	}
	return "235 welcome"
}
