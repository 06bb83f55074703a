package media

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"

	"holdfast/modules/media/internal/pixels"
)

// File is a variant's content, to be closed.
type File struct {
	io.ReadSeekCloser
	ContentType string
	Size        int64
	// Final says that these bytes are at this address for ever, and caches may
	// keep them; else they are a placeholder's.
	Final bool
}

// Open returns an asset's variant of that width, or the nearest: the next wider
// one, else the widest. Faults: ErrUnknown.
func (s *Service) Open(ctx context.Context, id ID, width int) (File, error) {
	a, err := s.Asset(ctx, id)
	if err != nil {
		return File{}, err
	}
	if a.State != Ready {
		return s.openPlaceholder(width), nil
	}
	name := variantName(id, nearest(a.Widths, width), a.Ext())
	content, size, err := s.blobs.Open(ctx, name)
	if err != nil {
		return File{}, fmt.Errorf("open %s: %w", name, err)
	}
	return File{ReadSeekCloser: content, ContentType: a.ContentType, Size: size, Final: true}, nil
}

func (s *Service) openPlaceholder(width int) File {
	content := s.placeholder(nearest(Widths(), width))
	return File{
		ReadSeekCloser: inMemory{bytes.NewReader(content)}, ContentType: pixels.ContentType, Size: int64(len(content)),
	}
}

// nearest returns the smallest of widths that is not below width, else the largest.
func nearest(widths []int, width int) int {
	best := 0
	for _, w := range widths {
		if (w >= width && (best < width || w < best)) || (best < width && w > best) {
			best = w
		}
	}
	return best
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// drawnPlaceholders draws each width when it is first asked for.
func drawnPlaceholders() func(width int) []byte {
	drawn := map[int]func() []byte{}
	for _, width := range Widths() {
		drawn[width] = sync.OnceValue(func() []byte {
			content, err := pixels.DrawPlaceholder(width)
			if err != nil {
				return nil // encoding into memory does not fail
			}
			return content
		})
	}
	return func(width int) []byte { return drawn[width]() }
}
