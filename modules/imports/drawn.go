package imports

import (
	"context"
	"errors"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"holdfast/modules/imports/demo"
	"holdfast/modules/media"
)

// ReadyPictures is where the demo's pictures go.
type ReadyPictures interface {
	AddReady(ctx context.Context, variants map[int][]byte, contentType string, width, height int) (media.Asset, error)
}

// drawn finds the demo's own pictures under their scheme, and nothing else.
type drawn struct{ to ReadyPictures }

// CheckAddress says what is wrong with a picture's address.
func (drawn) CheckAddress(address string) error {
	if _, _, ok := demo.Picture(address, demo.PictureWidths()[0]); !ok || !strings.HasPrefix(address, demo.PictureScheme) {
		return errors.New("the demo has no such picture")
	}
	return nil
}

// Expect keeps the pictures; together, so that they share commits.
func (d drawn) Expect(ctx context.Context, addresses ...string) (map[string]media.Asset, error) {
	assets := make(map[string]media.Asset, len(addresses))
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(16)
	for _, address := range addresses {
		group.Go(func() error {
			a, err := d.add(ctx, address)
			mu.Lock()
			defer mu.Unlock()
			assets[address] = a
			return err
		})
	}
	return assets, group.Wait()
}

// Foresee is never asked for: the demo is filled in earnest.
func (d drawn) Foresee(context.Context, ...string) (map[string]media.Asset, error) {
	return nil, errors.New("the demo is not filled on trial")
}

func (d drawn) add(ctx context.Context, address string) (media.Asset, error) {
	variants := map[int][]byte{}
	var contentType string
	var widest int
	for _, width := range demo.PictureWidths() {
		content, kind, ok := demo.Picture(address, width)
		if !ok {
			return media.Asset{}, errors.New("the demo has no picture " + address)
		}
		variants[width], contentType, widest = content, kind, max(widest, width)
	}
	return d.to.AddReady(ctx, variants, contentType, widest, widest*5/4)
}
