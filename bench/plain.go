package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/gob"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofiber/fiber/v2"
)

// copied is a page as the shop sent it.
type copied struct {
	Path   string
	Header [][2]string
	Body   []byte
}

// servePlain is a server of its own: Fiber, sending the bytes that it reads from
// its standard input, and one answer as small as they come.
func servePlain() error {
	var pages []copied
	if err := gob.NewDecoder(os.Stdin).Decode(&pages); err != nil {
		return err
	}
	app := fiber.New(fiber.Config{DisableStartupMessage: true, Immutable: true, ReadBufferSize: 16 << 10, WriteBufferSize: 16 << 10})
	for _, page := range pages {
		app.Get(page.Path, func(c *fiber.Ctx) error {
			for _, h := range page.Header {
				c.Set(h[0], h[1])
			}
			return c.Send(page.Body)
		})
	}
	app.Get("/small", func(c *fiber.Ctx) error { return c.SendString("no") })
	app.Get("/", func(c *fiber.Ctx) error { return c.SendString("ready") })
	return app.Listen(os.Args[2])
}

// startPlain starts Fiber with pages.
func startPlain(ctx context.Context, p plan, pages []copied) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	addr := freeAddr()
	var in bytes.Buffer
	if err := gob.NewEncoder(&in).Encode(pages); err != nil {
		return nil, err
	}
	cmd := onServerCore(ctx, self, "plain", addr)
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	s := &process{cmd: cmd, addr: addr, log: filepath.Join(p.dir, "plain.log")}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return s, s.waitReady(patience)
}

// copyPage asks for a page as it is kept, twice, since the first one to ask has
// it made.
func copyPage(addr, path, as string) (copied, error) {
	c, err := dial(addr)
	if err != nil {
		return copied{}, err
	}
	defer c.close()
	var a answer
	for range 3 {
		if a, err = c.ask(get(path, "")); err != nil {
			return copied{}, err
		}
	}
	if a.status != 200 {
		return copied{}, fmt.Errorf("%s: %d", path, a.status)
	}
	page := copied{Path: as, Body: bytes.Clone(a.body)}
	lines := bufio.NewScanner(bytes.NewReader(a.header))
	lines.Scan() // the status
	for lines.Scan() {
		name, value, ok := bytes.Cut(lines.Bytes(), []byte(": "))
		switch string(name) {
		case fiber.HeaderDate, fiber.HeaderContentLength, fiber.HeaderServer:
			continue
		}
		if ok {
			page.Header = append(page.Header, [2]string{string(name), string(value)})
		}
	}
	return page, lines.Err()
}
