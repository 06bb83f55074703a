package servers_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"

	"holdfast/db/dbtest/servers"
)

func TestEachTestHasADatabaseOfItsOwn(t *testing.T) {
	first, second := connect(t, servers.Postgres(t)), connect(t, servers.Postgres(t))

	run(t, first, `CREATE TABLE mugs (id int)`)

	if _, err := second.Exec(t.Context(), `SELECT * FROM mugs`); err == nil {
		t.Fatal("a table made in one database is seen in the other")
	}
}

func TestATemplateIsFilledOnceAndClonedForEachTest(t *testing.T) {
	fills := 0
	fill := func(url string) error {
		fills++
		conn, err := pgx.Connect(t.Context(), url)
		if err != nil {
			return err
		}
		// The connection is left open, as a pool's is.
		_, err = conn.Exec(t.Context(), `CREATE TABLE mugs (id int); INSERT INTO mugs VALUES (1)`)
		return err
	}

	first := connect(t, servers.PostgresFrom(t, "mugs", fill))
	run(t, first, `DELETE FROM mugs`)
	second := connect(t, servers.PostgresFrom(t, "mugs", fill))

	var rows int
	if err := second.QueryRow(t.Context(), `SELECT count(*) FROM mugs`).Scan(&rows); err != nil {
		t.Fatal(err)
	}
	if rows != 1 || fills != 1 {
		t.Fatalf("got %d rows after %d fills, want 1 after 1", rows, fills)
	}
}

func TestADatabaseIsGoneAfterItsTest(t *testing.T) {
	var url string
	t.Run("a test", func(t *testing.T) {
		url = servers.Postgres(t)
		connect(t, url)
	})

	if _, err := pgx.Connect(t.Context(), url); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Fatalf("connect: got %v, want that the database does not exist", err)
	}
}

func TestAServerDoesNotRunAsRoot(t *testing.T) {
	conn := connect(t, servers.Postgres(t))

	var dir string
	if err := conn.QueryRow(t.Context(), `SHOW data_directory`).Scan(&dir); err != nil {
		t.Fatal(err)
	}

	if uid := owner(t, dir); uid == 0 {
		t.Fatalf("%s belongs to root", dir)
	}
}

func TestAPausedServerHangsAndAResumedOneAnswers(t *testing.T) {
	r := servers.StartRedis(t)
	client := open(t, r.URL())

	if err := r.Pause(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the paused server hangs", func() bool { return hangs(t, client) })
	if err := r.Resume(); err != nil {
		t.Fatal(err)
	}

	eventually(t, "the resumed server answers", func() bool { return client.Ping(t.Context()).Err() == nil })
}

func TestAStoppedServerCanBeStartedAgainAtItsAddress(t *testing.T) {
	r := servers.StartRedis(t)
	client := open(t, r.URL())

	r.Stop()
	if err := client.Ping(t.Context()).Err(); err == nil {
		t.Fatal("a stopped Redis answers")
	}
	if err := r.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}

	if err := client.Ping(t.Context()).Err(); err != nil {
		t.Fatalf("after the restart: %v", err)
	}
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func run(t *testing.T, conn *pgx.Conn, sql string) {
	t.Helper()
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, url string) *redis.Client {
	t.Helper()
	options, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	options.MaxRetries = -1
	options.ContextTimeoutEnabled = true
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func hangs(t *testing.T, client *redis.Client) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	err := client.Ping(ctx).Err()
	return errors.Is(err, context.DeadlineExceeded) || os.IsTimeout(err)
}

// eventually asks until the answer is yes, for as long as a slow machine may need.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	deadline := time.After(20 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !is() {
		select {
		case <-deadline:
			t.Fatalf("not within 20 s: %s", what)
		case <-tick.C:
		}
	}
}
