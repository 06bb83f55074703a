// Package smtptest is a mail server on the loopback that answers as a test says.
package smtptest

import (
	"net"
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
}

// Start starts a server that ends with t.
func Start(t testing.TB) *Server {
	t.Helper()
	return StartAt(t, "127.0.0.1:0")
}

// StartAt starts a server at address, which another one may have left.
func StartAt(t testing.TB, address string) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
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
