package media_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/media"
)

func TestAnAddedPictureIsAPlaceholderUntilItsVariantsAreMade(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		pictures := media.New(d, media.Options{Dir: t.TempDir()})
		a, err := pictures.Add(t.Context(), bytes.NewReader(photo(t, 1300, 650)))
		if err != nil {
			t.Fatal(err)
		}
		if file := open(t, pictures, a.ID, 640); file.Final || width(t, file) != 640 {
			t.Errorf("before the job: %+v, want a placeholder of 640 px that is not final", file)
		}
		dbtest.Start(t, d)
		dbtest.Idle(t, d)
		for asked, want := range map[int]int{320: 320, 640: 640, 1280: 1280, 100: 320, 5000: 1280, 321: 640} {
			file := open(t, pictures, a.ID, asked)
			if !file.Final || file.ContentType != "image/jpeg" || width(t, file) != want {
				t.Errorf("asked for %d px: %+v, want a final JPEG of %d px", asked, file, want)
			}
		}
		if a, _ = pictures.Asset(t.Context(), a.ID); a.State != media.Ready || a.Width != 1280 || a.Height != 640 {
			t.Errorf("asset: %+v, want it ready at 1280 × 640", a)
		}
	})
}

func TestTheSamePictureTwiceIsOneAsset(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		pictures := media.New(d, media.Options{Dir: t.TempDir()})
		content := photo(t, 40, 50)
		first, err := pictures.Add(t.Context(), bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		second, err := pictures.Add(t.Context(), bytes.NewReader(content))
		if err != nil || second.ID != first.ID {
			t.Errorf("second: %v, %v; want %v", second.ID, err, first.ID)
		}
	})
}

func TestASmallPictureIsNotBlownUp(t *testing.T) {
	d := dbtest.SQLite(t)
	pictures := media.New(d, media.Options{Dir: t.TempDir()})
	a, err := pictures.Add(t.Context(), bytes.NewReader(photo(t, 500, 400)))
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Start(t, d)
	dbtest.Idle(t, d)
	if got := width(t, open(t, pictures, a.ID, 1280)); got != 500 {
		t.Errorf("asked for 1280 px: got %d, want the 500 there are", got)
	}
}

func TestWhatIsNoPictureIsRefused(t *testing.T) {
	pictures := media.New(dbtest.SQLite(t), media.Options{Dir: t.TempDir()})
	good := photo(t, 40, 50)
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"text":      {[]byte("<svg onload=alert(1)>"), media.ErrFormat},
		"nothing":   {nil, media.ErrFormat},
		"beginning": {good[:12], media.ErrDamaged},
		"too large": {bytes.Repeat([]byte("x"), 20<<20+1), media.ErrTooLarge},
		"bomb":      {bomb(t), media.ErrHuge},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := pictures.Add(t.Context(), bytes.NewReader(c.content)); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestADamagedPictureStaysAPlaceholderAndSaysWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		pictures := media.New(d, media.Options{Dir: t.TempDir()})
		whole := photo(t, 400, 500)
		a, err := pictures.Add(t.Context(), bytes.NewReader(whole[:len(whole)/2]))
		if err != nil {
			t.Fatal(err)
		}
		dbtest.Start(t, d)
		dbtest.Idle(t, d)
		if a, _ = pictures.Asset(t.Context(), a.ID); a.State != media.Placeholder || a.Fault == "" {
			t.Errorf("asset: %+v, want a placeholder with its fault", a)
		}
	})
}

func TestPreparedVariantsAreShownAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		pictures := media.New(d, media.Options{Dir: t.TempDir()})
		variants := map[int][]byte{320: []byte("small"), 640: []byte("middle"), 1280: []byte("large")}
		var a media.Asset
		for range 2 { // again: a filling that was interrupted
			var err error
			if a, err = pictures.AddReady(t.Context(), variants, "image/webp", 1280, 1600); err != nil {
				t.Fatal(err)
			}
		}
		file := open(t, pictures, a.ID, 640)
		content, _ := io.ReadAll(file)
		if string(content) != "middle" || file.ContentType != "image/webp" || !file.Final || file.Size != 6 {
			t.Errorf("640 px: %q, %+v", content, file)
		}
		if got, want := a.Src(320), "/media/"+string(a.ID)+"/320.webp"; got != want {
			t.Errorf("Src: got %s, want %s", got, want)
		}
	})
}

func TestAPathIsNoID(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret.jpg"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	pictures := media.New(dbtest.SQLite(t), media.Options{Dir: dir})
	for _, id := range []media.ID{"", "..", "../../secret", media.ID(strings.Repeat("f", 32)), media.ID(strings.Repeat("F", 32))} {
		if _, err := pictures.Open(t.Context(), id, 320); !errors.Is(err, media.ErrUnknown) {
			t.Errorf("Open(%q): got %v, want ErrUnknown", id, err)
		}
	}
}

func TestFilesStayInTheirFolder(t *testing.T) {
	files := media.Files{Dir: filepath.Join(t.TempDir(), "media")}
	if err := files.Put(t.Context(), "aa/b.jpg", []byte("b")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := files.Open(t.Context(), "../media/aa/b.jpg"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("outside: got %v, want that there is nothing", err)
	}
	content, size, err := files.Open(t.Context(), "aa/b.jpg")
	if err != nil || size != 1 {
		t.Fatalf("inside: %d bytes, %v", size, err)
	}
	if err := content.Close(); err != nil {
		t.Error(err)
	}
}

func TestAssetsComeFromMemoryOnceRead(t *testing.T) {
	d := dbtest.SQLite(t)
	pictures := media.New(d, media.Options{Dir: t.TempDir()})
	a, err := pictures.Add(t.Context(), bytes.NewReader(photo(t, 40, 50)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, statements := db.CountStatements(t.Context())
	for range 3 {
		if _, err := pictures.Asset(ctx, a.ID); err != nil {
			t.Fatal(err)
		}
	}
	if got := statements.Load(); got != 1 {
		t.Errorf("%d statements for three readings, want 1", got)
	}
}

// photo is a JPEG with something to see.
func photo(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(x * 255 / w), uint8(y * 255 / h), uint8(x ^ y), 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bomb is a PNG of a few bytes whose head promises 50,000 × 50,000 pixels.
func bomb(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	head := out.Bytes()[12:29] // the first chunk's name and content
	binary.BigEndian.PutUint32(head[4:], 50_000)
	binary.BigEndian.PutUint32(head[8:], 50_000)
	binary.BigEndian.PutUint32(out.Bytes()[29:], crc32.ChecksumIEEE(head))
	return out.Bytes()
}

func open(t *testing.T, pictures *media.Service, id media.ID, width int) media.File {
	t.Helper()
	file, err := pictures.Open(t.Context(), id, width)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func width(t *testing.T, file media.File) int {
	t.Helper()
	config, _, err := image.DecodeConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	return config.Width
}
