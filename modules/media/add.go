package media

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"holdfast/db"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/media/internal/pixels"
	"holdfast/modules/media/internal/store"
)

// maxBytes bounds a picture as it comes.
const maxBytes = 20 << 20

// The faults that a picture can have.
var (
	ErrTooLarge = fault.New(fault.Invalid, "The picture is larger than 20 MB.")
	ErrFormat   = pixels.ErrFormat
	ErrDamaged  = pixels.ErrDamaged
	ErrHuge     = pixels.ErrHuge
)

// Add keeps a JPEG, PNG, WebP or GIF. Its variants are made by a job; the same
// picture twice is one asset. Faults: ErrTooLarge, ErrFormat, ErrDamaged, ErrHuge.
func (s *Service) Add(ctx context.Context, content io.Reader) (Asset, error) {
	original, err := io.ReadAll(io.LimitReader(content, maxBytes+1))
	if err != nil {
		return Asset{}, fmt.Errorf("read the picture: %w", err)
	}
	if len(original) > maxBytes {
		return Asset{}, ErrTooLarge
	}
	info, err := pixels.Inspect(original)
	if err != nil {
		return Asset{}, err
	}
	id := contentID(original)
	if a, err := s.known(ctx, id); err != nil || a.ID != "" {
		return a, err
	}
	if err := s.blobs.Put(ctx, originalName(id), original); err != nil {
		return Asset{}, err
	}
	row := store.Asset{ID: string(id), State: string(Placeholder), ContentType: pixels.ContentType, CreatedAt: s.now()}
	_, row.Width, row.Height = info.Sizes(Widths())
	return s.insert(ctx, row, variantsJob{id})
}

// AddReady keeps a picture whose variants, by width, have been made before.
// width and height are the widest one's.
func (s *Service) AddReady(ctx context.Context, variants map[int][]byte, contentType string, width, height int) (Asset, error) {
	id := variantsID(variants)
	if a, err := s.known(ctx, id); err != nil || a.ID != "" {
		return a, err
	}
	if err := s.putVariants(ctx, id, pixels.Ext(contentType), variants); err != nil {
		return Asset{}, err
	}
	row := store.Asset{
		ID: string(id), State: string(Ready), ContentType: contentType,
		Width: width, Height: height, CreatedAt: s.now(),
	}
	row.SetWidths(slices.Sorted(maps.Keys(variants)))
	return s.insert(ctx, row, nil)
}

func (s *Service) known(ctx context.Context, id ID) (Asset, error) {
	found, err := s.Assets(ctx, id)
	return found[id], err
}

// insert adds row, unless another was quicker, and asks for job if there is one.
func (s *Service) insert(ctx context.Context, row store.Asset, job db.Job) (Asset, error) {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		added, err := store.Insert(tx, &row)
		if err != nil || !added || job == nil {
			return err
		}
		return tx.Enqueue(job, db.Slowly)
	})
	if err != nil {
		return Asset{}, fmt.Errorf("add asset %s: %w", row.ID, err)
	}
	return assetOf(row), nil
}

func (s *Service) putVariants(ctx context.Context, id ID, ext string, variants map[int][]byte) error {
	for width, content := range variants {
		if err := s.blobs.Put(ctx, variantName(id, width, ext), content); err != nil {
			return err
		}
	}
	return nil
}

func originalName(id ID) string { return folder(id) + "original" }

func variantName(id ID, width int, ext string) string {
	return folder(id) + strconv.Itoa(width) + "." + ext
}

// variantsJob asks for the variants of an asset whose original is kept.
type variantsJob struct{ ID ID }

// JobName is the job's name in the outbox.
func (variantsJob) JobName() string { return "media.variants" }

func (s *Service) makeVariants(ctx context.Context, job variantsJob) error {
	content, _, err := s.blobs.Open(ctx, originalName(job.ID))
	if err != nil {
		return fmt.Errorf("open the original of %s: %w", job.ID, err)
	}
	var original bytes.Buffer
	_, err = original.ReadFrom(content)
	if closing := content.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("read the original of %s: %w", job.ID, err)
	}
	return s.finish(ctx, job.ID, original.Bytes())
}

// finish makes an asset's variants and shows them from now on; a picture that
// cannot be used stays a placeholder, and says why.
func (s *Service) finish(ctx context.Context, id ID, original []byte) error {
	variants, err := s.decode(ctx, original)
	if fault.KindOf(err) == fault.Invalid {
		return s.giveUp(ctx, id, err)
	}
	if err != nil {
		return fmt.Errorf("make the variants of %s: %w", id, err)
	}
	if err := s.putVariants(ctx, id, pixels.Ext(pixels.ContentType), variants.ByWidth); err != nil {
		return err
	}
	row := store.Asset{
		ID: string(id), State: string(Ready), ContentType: pixels.ContentType,
		Width: variants.Width, Height: variants.Height,
	}
	row.SetWidths(slices.Sorted(maps.Keys(variants.ByWidth)))
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := store.MarkReady(tx, row); err != nil {
			return fmt.Errorf("mark %s ready: %w", id, err)
		}
		tx.Announce(tag(row.ID))
		return tx.Publish(AssetReady{id})
	})
}

func (s *Service) decode(ctx context.Context, original []byte) (pixels.Variants, error) {
	select {
	case s.decoding <- struct{}{}:
		defer func() { <-s.decoding }()
		return pixels.Make(original, Widths())
	case <-ctx.Done():
		return pixels.Variants{}, ctx.Err()
	}
}

func (s *Service) giveUp(ctx context.Context, id ID, why error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		tx.Announce(tag(string(id)))
		return store.MarkFault(tx, string(id), why.Error())
	})
}
