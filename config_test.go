package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestSettingsThatCannotBeAreRefusedWithTheirName(t *testing.T) {
	t.Parallel()
	for _, with := range []settings{
		{"BASE_URL": "shop.example"}, {"BASE_URL": "ftp://shop.example"}, {"BASE_URL": "https://shop.example/path"}, {"BASE_URL": "https://"},
		{"DEMO": "perhaps"}, {"TRUSTED_PROXIES": "10.0.0.0/99"}, {"SECRET_KEY": "short", "DATA_DIR": "x"}, {"DATABASE_URL_FILE": "/nowhere/at/all"},
		{"DATABASE_URL": "mysql://user:hunter2@host/db"}, {"SMTP_URL": "http://mail"}, {"REDIS_URL": "http://cache"},
	} {
		var name string
		for key := range with {
			if key != "DATA_DIR" {
				name = "HOLDFAST_" + key
			}
		}
		with["DATA_DIR"], with["ADDR"] = t.TempDir(), "127.0.0.1:0"
		err := run(t.Context(), []string{"serve", "--ops-addr="}, with.get, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v: %v, want an error that names %s", with, err, name)
		}
	}
}

func TestADemoIsNotShownToThePublicUnlessAskedFor(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		base, demo string
		want       bool
	}{
		{"", "auto", true}, {"http://localhost:8080", "auto", true}, {"http://127.0.0.1", "auto", true}, {"http://[::1]:80", "auto", true},
		{"https://shop.example", "auto", false}, {"https://localhost.shop.example", "auto", false}, {"http://10.0.0.1", "auto", false},
		{"https://shop.example", "on", true}, {"", "off", false},
	} {
		c, _, err := readConfig(nil, settings{"BASE_URL": tt.base, "DEMO": tt.demo}.get, io.Discard)
		if err != nil || c.isDemo() != tt.want {
			t.Errorf("%q, %s: %v, %v, want %v", tt.base, tt.demo, c.isDemo(), err, tt.want)
		}
	}
}

func TestAFlagWinsOverItsVariableAndASecretMayBeInAFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte("sixteen characters at least\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	with := settings{"ADDR": ":1", "SECRET_KEY_FILE": file}
	c, words, err := readConfig([]string{"import", "--addr", ":2", "file.csv", "--dry-run"}, with.get, io.Discard)
	if err != nil || c.addr != ":2" || c.secretKey != "sixteen characters at least" || strings.Join(words, " ") != "import file.csv --dry-run" {
		t.Errorf("%+v, %q, %v", c, words, err)
	}
}

func TestProcessesThatStartAtOnceShareOneKey(t *testing.T) {
	t.Parallel()
	for range 50 {
		file := filepath.Join(t.TempDir(), "data", "secret.key")
		keys := make([]string, 8)
		var all sync.WaitGroup
		for i := range keys {
			all.Go(func() { keys[i], _ = keepKey(file) })
		}
		all.Wait()
		for _, key := range keys {
			if key != keys[0] || len(key) < shortestKey {
				t.Fatalf("keys %q", keys)
			}
		}
	}
}
