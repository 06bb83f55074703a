package backup_test

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"holdfast/db"
	"holdfast/db/backup"
	"holdfast/db/dbtest"
)

// entry is a part of an archive that somebody has made by hand.
type entry struct {
	name, content string
	kind          byte
	link          string
}

const goodHeader = `{"format":1,"database":"sqlite","parts":3,"bytes":1000}`

func TestWhatIsNoBackupIsRefused(t *testing.T) {
	data := entry{name: "database/shop.db", content: "data"}
	huge := entry{name: "media/big.jpg", content: strings.Repeat("0", 5000)}
	for name, c := range map[string]struct {
		header  string
		entries []entry
		want    error
	}{
		"nothing":                  {header: "", want: backup.ErrNoBackup},
		"another format":           {header: `{"format":2,"database":"sqlite","parts":1}`, want: backup.ErrNewer},
		"a header of nonsense":     {header: `{"format":1,"database":"oracle","parts":1}`, want: backup.ErrNoBackup},
		"a name that leads out":    {header: goodHeader, entries: []entry{data, {name: "media/../../etc/passwd"}}, want: backup.ErrNoBackup},
		"a name from the root":     {header: goodHeader, entries: []entry{data, {name: "/etc/passwd"}}, want: backup.ErrNoBackup},
		"a hidden name":            {header: goodHeader, entries: []entry{data, {name: "media/.ssh/key"}}, want: backup.ErrNoBackup},
		"a name with a backslash":  {header: goodHeader, entries: []entry{data, {name: `media\..\x`}}, want: backup.ErrNoBackup},
		"a link":                   {header: goodHeader, entries: []entry{data, {name: "media/a", kind: tar.TypeSymlink, link: "/etc"}}, want: backup.ErrNoBackup},
		"a device":                 {header: goodHeader, entries: []entry{{name: "database/shop.db", kind: tar.TypeChar}}, want: backup.ErrNoBackup},
		"a part twice":             {header: goodHeader, entries: []entry{data, data}, want: backup.ErrNoBackup},
		"more than it says":        {header: goodHeader, entries: []entry{data, huge}, want: backup.ErrNoBackup},
		"more parts than it says":  {header: goodHeader, entries: []entry{data, {name: "media/a"}, {name: "media/b"}, {name: "media/c"}}, want: backup.ErrNoBackup},
		"no database":              {header: goodHeader, entries: []entry{{name: "media/a"}}, want: backup.ErrDamaged},
		"the other database":       {header: goodHeader, entries: []entry{{name: "database/shop.pgdump"}}, want: backup.ErrNoBackup},
		"a key nobody spoke of":    {header: goodHeader, entries: []entry{data, {name: "secret.key"}}, want: backup.ErrNoBackup},
		"a key that is not there":  {header: `{"format":1,"database":"sqlite","key":true,"parts":3,"bytes":1000}`, entries: []entry{data}, want: backup.ErrDamaged},
		"a database that is none":  {header: goodHeader, entries: []entry{data}},
		"a folder as the database": {header: goodHeader, entries: []entry{{name: "database/shop.db", kind: tar.TypeDir}}, want: backup.ErrNoBackup},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "x.tar.zst")
			forge(t, file, c.header, c.entries)
			dir := filepath.Join(t.TempDir(), "shop")

			if _, err := backup.Check(t.Context(), file); !errors.Is(err, c.want) {
				t.Errorf("Check: got %v, want %v", err, c.want)
			}
			if _, err := backup.Restore(t.Context(), backup.Shop{Dir: dir}, file); err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("Restore: got %v, want %v", err, c.want)
			}
			if _, err := os.Lstat(dir); err == nil {
				t.Error("something was made of it")
			}
		})
	}
}

// forge writes an archive with sums that are right.
func forge(t *testing.T, file, header string, entries []entry) {
	t.Helper()
	var out, sums bytes.Buffer
	z, err := zstd.NewWriter(&out)
	if err != nil {
		t.Fatal(err)
	}
	w := tar.NewWriter(z)
	add := func(e entry) {
		if e.kind == 0 {
			e.kind = tar.TypeReg
		}
		h := &tar.Header{Name: e.name, Typeflag: e.kind, Linkname: e.link, Mode: 0o600, Size: int64(len(e.content))}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.content); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256([]byte(e.content)), e.name)
	}
	if header != "" {
		add(entry{name: "backup.json", content: header})
	}
	for _, e := range entries {
		add(e)
	}
	add(entry{name: "SHA256SUMS", content: sums.String()})
	if err := errors.Join(w.Close(), z.Close(), os.WriteFile(file, out.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// Wherever a file is cut, and whichever of its bytes are changed, it is not
// taken for whole.
func TestADamagedBackupIsNotTakenForWhole(t *testing.T) {
	o := dbtest.SQLiteOptions(t)
	dbtest.Open(t, o)
	dir := t.TempDir()
	good := filepath.Join(dir, "good.tar.zst")
	if _, err := backup.Make(t.Context(), backup.Shop{Dir: o.Dir}, db.NewID(), good); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(dir, "bad.tar.zst")
	try := func(what string, changed []byte) {
		t.Helper()
		if err := os.WriteFile(bad, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := backup.Check(t.Context(), bad)
		if err == nil && bytes.Equal(unpacked(t, changed), unpacked(t, content)) {
			return // of some bits nothing depends
		}
		if !errors.Is(err, backup.ErrDamaged) && !errors.Is(err, backup.ErrNoBackup) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	for i := range 60 {
		at := len(content) * i / 60
		try(fmt.Sprint("cut at ", at), content[:at])
		changed := bytes.Clone(content)
		changed[at] ^= 0x10
		try(fmt.Sprint("changed at ", at), changed)
	}
	try("cut before its last byte", content[:len(content)-1])
}

func unpacked(t *testing.T, packed []byte) []byte {
	t.Helper()
	z, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	content, err := z.DecodeAll(packed, nil)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
