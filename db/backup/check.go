package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// How large what has no size of its own may be: a header is some 10 KB, and a
// line of the sums some 120 bytes.
const (
	maxHeader = 1 << 20
	maxSums   = 256 << 20
	maxParts  = 2 << 20
	maxWindow = 64 << 20 // of memory that a file can have us take
)

// pictureName is the name of a picture: no part of it is hidden, or leads up.
var pictureName = regexp.MustCompile(`^media(/[0-9A-Za-z][0-9A-Za-z._-]{0,127}){1,6}$`)

// sink takes a part's content as it passes; nil: nobody does.
type sink func(name string, content io.Reader) error

// Check reads a file from its beginning to its end and returns its header when
// every sum in it holds. Faults: ErrNoBackup, ErrDamaged, ErrNewer.
func Check(ctx context.Context, file string) (Header, error) { return read(ctx, file, nil, nil) }

// read reads a file. begin is asked whether to read on when its header is known.
func read(ctx context.Context, file string, begin func(Header) error, to sink) (h Header, err error) {
	in, err := os.Open(file)
	if err != nil {
		return h, err
	}
	defer in.Close()
	z, err := zstd.NewReader(obedient{ctx, in}, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
	if err != nil {
		return h, fmt.Errorf("%w: %w", ErrNoBackup, err)
	}
	defer z.Close()
	r := &reader{tar: tar.NewReader(z), sums: map[string]string{}}
	if h, err = r.header(); err != nil {
		return h, err
	}
	if begin != nil {
		if err := begin(h); err != nil {
			return h, err
		}
	}
	err = r.rest(h, to)
	if ctx.Err() != nil {
		return h, ctx.Err()
	}
	if err == nil {
		err = ended(z)
	}
	return h, err
}

// ended reports what comes after the archive's end: nothing should.
func ended(z io.Reader) error {
	if _, err := io.Copy(io.Discard, io.LimitReader(z, maxHeader)); err != nil {
		return fmt.Errorf("%w: after its end: %w", ErrDamaged, err)
	}
	return nil
}

// reader reads an archive's parts in their order.
type reader struct {
	tar  *tar.Reader
	sums map[string]string // of what was read, by name
}

func (r *reader) header() (h Header, err error) {
	entry, err := r.tar.Next()
	if err != nil || entry.Name != headerName || entry.Typeflag != tar.TypeReg || entry.Size > maxHeader {
		return h, errors.Join(ErrNoBackup, err)
	}
	text, err := r.text(headerName)
	if err != nil {
		return h, damaged(headerName, err)
	}
	if err := json.Unmarshal(text, &h); err != nil {
		return h, fmt.Errorf("%w: %s: %w", ErrNoBackup, headerName, err)
	}
	switch {
	case h.Format > format:
		return h, fmt.Errorf("%w: it is in format %d", ErrNewer, h.Format)
	case h.Format != format || (h.Database != SQLite && h.Database != Postgres) || h.Parts < 1 || h.Parts > maxParts || h.Bytes < 0:
		return h, fmt.Errorf("%w: %s says nothing that makes sense", ErrNoBackup, headerName)
	}
	return h, nil
}

// rest reads what follows the header: parts, no more and no larger than it
// says, and the sums of them all.
func (r *reader) rest(h Header, to sink) error {
	var parts int
	var bytes int64
	for {
		entry, err := r.tar.Next()
		if err != nil {
			return damaged("after "+fmt.Sprint(parts)+" parts", err)
		}
		if entry.Typeflag != tar.TypeReg {
			return fmt.Errorf("%w: %q is no file", ErrNoBackup, entry.Name)
		}
		if entry.Name == sumsName {
			return r.compare(entry.Size, h)
		}
		if parts, bytes = parts+1, bytes+entry.Size; parts > h.Parts || bytes > h.Bytes {
			return fmt.Errorf("%w: there is more in it than it says", ErrNoBackup)
		}
		if err := r.part(entry, h, to); err != nil {
			return err
		}
	}
}

// part reads one part and passes it on.
func (r *reader) part(entry *tar.Header, h Header, to sink) error {
	if _, twice := r.sums[entry.Name]; twice || !h.mayHave(entry.Name) {
		return fmt.Errorf("%w: %q does not belong into it", ErrNoBackup, entry.Name)
	}
	hash := sha256.New()
	content := io.TeeReader(r.tar, hash)
	if to != nil {
		if err := to(entry.Name, content); err != nil {
			return damagedOr(entry.Name, err)
		}
	}
	if _, err := io.Copy(io.Discard, content); err != nil {
		return damaged(entry.Name, err)
	}
	r.sums[entry.Name] = hex.EncodeToString(hash.Sum(nil))
	return nil
}

// mayHave reports whether a part of that name can be ours.
func (h Header) mayHave(name string) bool {
	switch name {
	case sqliteName:
		return h.Database == SQLite
	case postgresName:
		return h.Database == Postgres
	case keyName:
		return h.Key
	case settingsName:
		return true
	}
	return pictureName.MatchString(name)
}

func (r *reader) text(name string) ([]byte, error) {
	text, err := io.ReadAll(r.tar)
	sum := sha256.Sum256(text)
	r.sums[name] = hex.EncodeToString(sum[:])
	return text, err
}

// compare reads the sums, which are those of all that was read and of nothing else.
func (r *reader) compare(size int64, h Header) error {
	if size > maxSums {
		return fmt.Errorf("%w: its sums are too many", ErrNoBackup)
	}
	text, err := io.ReadAll(r.tar)
	if err != nil {
		return damaged(sumsName, err)
	}
	said := 0
	for line := range bytes.Lines(text) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(string(line), "\n"), "  ")
		if r.sums[name] == "" || r.sums[name] != sum {
			return fmt.Errorf("%w: %q is not what it was", ErrDamaged, name)
		}
		said++
	}
	data := sqliteName
	if h.Database == Postgres {
		data = postgresName
	}
	if said != len(r.sums) || r.sums[data] == "" || h.Key && r.sums[keyName] == "" {
		return fmt.Errorf("%w: parts of it are missing", ErrDamaged)
	}
	return nil
}

// local is a fault of this machine, not of the file.
type local struct{ error }

// Unwrap returns the fault.
func (l local) Unwrap() error { return l.error }

func damagedOr(what string, err error) error {
	if mine, ok := errors.AsType[local](err); ok {
		return mine.error
	}
	return damaged(what, err)
}

func damaged(what string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("%w: %s: %w", ErrDamaged, what, err)
}
