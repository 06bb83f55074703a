package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/klauspost/compress/zstd"
)

// packer writes an archive.
type packer struct {
	ctx  context.Context
	tar  *tar.Writer
	made time.Time
	sums bytes.Buffer
}

// pack writes header, parts and sums to file, and has it on disk.
func pack(ctx context.Context, file string, h Header, parts []part) error {
	out, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	// One core at most, and the fastest way: the shop is open meanwhile.
	z, err := zstd.NewWriter(out, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return errors.Join(err, out.Close())
	}
	p := &packer{ctx: ctx, tar: tar.NewWriter(z), made: h.Made}
	err = p.all(h, parts)
	return errors.Join(err, p.tar.Close(), z.Close(), out.Sync(), out.Close())
}

func (p *packer) all(h Header, parts []part) error {
	header, err := encoded(h)
	if err != nil {
		return err
	}
	if err := p.add(part{name: headerName, text: header, size: int64(len(header))}); err != nil {
		return err
	}
	for _, each := range parts {
		if err := p.add(each); err != nil {
			return fmt.Errorf("%s: %w", each.name, err)
		}
	}
	sums := p.sums.Bytes()
	return p.write(sumsName, int64(len(sums)), bytes.NewReader(sums), io.Discard)
}

// add writes a part and its sum.
func (p *packer) add(each part) error {
	var content io.Reader = bytes.NewReader(each.text)
	if each.path != "" {
		file, err := os.Open(each.path)
		if err != nil {
			return err
		}
		defer file.Close()
		content = file
	}
	hash := sha256.New()
	if err := p.write(each.name, each.size, content, hash); err != nil {
		return err
	}
	fmt.Fprintf(&p.sums, "%s  %s\n", hex.EncodeToString(hash.Sum(nil)), each.name)
	return nil
}

func (p *packer) write(name string, size int64, content io.Reader, hash io.Writer) error {
	err := p.tar.WriteHeader(&tar.Header{Name: name, Typeflag: tar.TypeReg, Mode: 0o600, Size: size, ModTime: p.made.Truncate(time.Second)})
	if err != nil {
		return err
	}
	n, err := io.Copy(p.tar, io.TeeReader(io.LimitReader(obedient{p.ctx, content}, size), hash))
	if err == nil && n != size {
		return io.ErrUnexpectedEOF
	}
	return err
}

// obedient ends reading with its context.
type obedient struct {
	ctx context.Context
	io.Reader
}

// Read reads on, unless the context has ended.
func (o obedient) Read(b []byte) (int, error) {
	if err := o.ctx.Err(); err != nil {
		return 0, err
	}
	return o.Reader.Read(b)
}
