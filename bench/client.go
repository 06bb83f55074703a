package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"strconv"
	"time"
)

// client is one browser's connection, and as little more as can be, so that
// asking costs less than answering.
type client struct {
	conn net.Conn
	in   *bufio.Reader
	body []byte
}

// answer is what came back. Its bytes are good until the next question.
type answer struct {
	status   int
	location string
	cookies  []string // name=value
	header   []byte
	body     []byte
	size     int // of all of it, as sent
}

// patience is how long a client waits before it gives up.
const patience = 10 * time.Second

func dial(addr string) (*client, error) {
	conn, err := net.DialTimeout("tcp", addr, 2*time.Second)
	if err != nil {
		return nil, err
	}
	return &client{conn: conn, in: bufio.NewReaderSize(conn, 32<<10)}, nil
}

func (c *client) close() { _ = c.conn.Close() }

// browserHeaders is what a browser sends with every request.
const browserHeaders = "Host: shop.example\r\n" +
	"User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n" +
	"Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n" +
	"Accept-Language: en-IE,en;q=0.5\r\n"

const packed = "Accept-Encoding: gzip, deflate, br\r\n"

// get is a request for a page, packed as a browser would have it.
func get(path, cookies string) []byte { return request("GET", path, cookies, packed, "") }

// post is a form that is sent.
func post(path, cookies, form string) []byte { return request("POST", path, cookies, packed, form) }

func request(method, path, cookies, more, form string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\n%s%s", method, path, browserHeaders, more)
	if cookies != "" {
		fmt.Fprintf(&b, "Cookie: %s\r\n", cookies)
	}
	if method == "POST" {
		fmt.Fprintf(&b, "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n", len(form))
	}
	b.WriteString("\r\n" + form)
	return b.Bytes()
}

// ask sends a request and reads the answer.
func (c *client) ask(request []byte) (a answer, err error) {
	_ = c.conn.SetDeadline(time.Now().Add(patience))
	if _, err := c.conn.Write(request); err != nil {
		return a, err
	}
	c.body = c.body[:0]
	length := 0
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return a, err
		}
		a.size += len(line)
		c.body = append(c.body, line...)
		if len(line) <= 2 {
			break
		}
		if a.status == 0 {
			if len(line) < 12 {
				return a, fmt.Errorf("not an answer: %q", line)
			}
			a.status, _ = strconv.Atoi(string(line[9:12]))
			continue
		}
		switch name, value, _ := bytes.Cut(line, []byte(": ")); {
		case bytes.EqualFold(name, []byte("Content-Length")):
			length, _ = strconv.Atoi(string(bytes.TrimSpace(value)))
		case bytes.EqualFold(name, []byte("Location")):
			a.location = string(bytes.TrimSpace(value))
		case bytes.EqualFold(name, []byte("Set-Cookie")):
			pair, _, _ := bytes.Cut(value, []byte(";"))
			a.cookies = append(a.cookies, string(pair))
		}
	}
	head := len(c.body)
	c.body = append(c.body, make([]byte, length)...)
	for at := head; at < len(c.body); {
		n, err := c.in.Read(c.body[at:])
		if err != nil {
			return a, err
		}
		at += n
	}
	a.header, a.body = c.body[:head], c.body[head:]
	a.size += length
	return a, nil
}
