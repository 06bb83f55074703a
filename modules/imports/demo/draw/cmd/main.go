// Command cmd draws the demo shop's pictures into a folder: every one, or those
// whose names are given. Pictures that are no longer drawn are removed when all
// are made.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"holdfast/modules/imports/demo/draw"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: cmd FOLDER [NAME...]")
		os.Exit(2)
	}
	folder, names := os.Args[1], os.Args[2:]
	if len(names) == 0 {
		names = draw.Names()
		if err := removeOthers(folder, names); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if err := drawAll(folder, names); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func drawAll(folder string, names []string) error {
	work, failed := make(chan string), make(chan error, len(names))
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for name := range work {
				if err := drawOne(folder, name); err != nil {
					failed <- err
				}
			}
		})
	}
	for _, name := range names {
		work <- name
	}
	close(work)
	wg.Wait()
	close(failed)
	return <-failed
}

func drawOne(folder, name string) error {
	for _, width := range draw.Widths() {
		data, err := draw.Encode(name, width)
		if err != nil {
			return err
		}
		file := filepath.Join(folder, fmt.Sprintf("%s-%d.webp", name, width))
		if err := os.WriteFile(file, data, 0o644); err != nil {
			return fmt.Errorf("write picture %s: %w", name, err)
		}
	}
	return nil
}

func removeOthers(folder string, names []string) error {
	drawn := map[string]bool{}
	for _, name := range names {
		drawn[name] = true
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.webp"))
	if err != nil {
		return err
	}
	for _, file := range files {
		base := strings.TrimSuffix(filepath.Base(file), ".webp")
		if i := strings.LastIndexByte(base, '-'); i < 0 || !drawn[base[:i]] {
			if err := os.Remove(file); err != nil {
				return err
			}
		}
	}
	return nil
}
