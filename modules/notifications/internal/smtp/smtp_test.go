package smtp

import (
	"crypto/x509"
	"strconv"
	"strings"
	"testing"
	"time"

	mail "github.com/wneessen/go-mail"

	"holdfast/modules/notifications/internal/smtptest"
)

func TestSigningInOverTLS(t *testing.T) {
	there, roots := smtptest.StartTLS(t)
	server := open(t, "smtps://hello%40northquay.example:s3cret@"+there.Address, roots)

	if err := server.Send(t.Context(), letter()); err != nil {
		t.Fatal(err)
	}

	if got := there.Credentials(); got != "\x00hello@northquay.example\x00s3cret" {
		t.Errorf("signed in as %q", got)
	}
	// Without a sender of its own the mail is from whoever signs in.
	if all := there.Letters(); len(all) != 1 || !strings.Contains(all[0], "<hello@northquay.example>") {
		t.Errorf("letters: got %q", all)
	}
}

func TestAServerThatNobodyVouchesForGetsNothing(t *testing.T) {
	there, _ := smtptest.StartTLS(t)
	server := open(t, "smtps://u:s3cret@"+there.Address, x509.NewCertPool())

	err := server.Send(t.Context(), letter())

	if err == nil || IsPermanent(err) || there.Credentials() != "" {
		t.Errorf("got %v, and said %q", err, there.Credentials())
	}
}

func TestAWrongPasswordIsTheShopsMistakeAndNoMailsEnd(t *testing.T) {
	there, roots := smtptest.StartTLS(t)
	server := open(t, "smtps://u:wrong@"+there.Address, roots)

	err := server.Send(t.Context(), letter())

	if err == nil || IsPermanent(err) || strings.Contains(err.Error(), "wrong") {
		t.Errorf("got %v", err)
	}
}

func TestAPasswordIsNotSaidInTheClear(t *testing.T) {
	server, err := New("smtp://u:s3cret@mail.example")
	if err != nil {
		t.Fatal(err)
	}
	there := smtptest.Start(t) // knows no STARTTLS
	server.host = "localhost"
	_, text, _ := strings.Cut(there.Address, ":")
	port, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	server.options = append(server.options, mail.WithPort(port))

	err = server.Send(t.Context(), letter())

	if err == nil || there.Credentials() != "" {
		t.Errorf("got %v, and said %q", err, there.Credentials())
	}
}

func open(t *testing.T, url string, roots *x509.CertPool) *Server {
	t.Helper()
	server, err := New(url)
	if err != nil {
		t.Fatal(err)
	}
	server.tls.RootCAs = roots
	return server
}

func letter() Message {
	return Message{ID: "m1", FromName: "Northquay", To: "ada@example.com", Subject: "Hello", Text: "Hello", Date: time.Unix(0, 0)}
}
