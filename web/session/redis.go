package session

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	storage "github.com/gofiber/storage/redis/v3"
	"github.com/redis/go-redis/v9"
)

// ErrRedisAway says that Redis has failed and is left alone until it answers.
var ErrRedisAway = errors.New("redis is away")

// patience is how long a call waits for Redis, all in all.
const patience = 250 * time.Millisecond

// askEvery is how often Redis is asked whether it is back.
const askEvery = 250 * time.Millisecond

// flapping is how soon after its return Redis is not trusted at once again.
const flapping = 5 * time.Second

// Redis keeps sessions in Redis, and waits for it hardly at all: a call that
// fails after 250 ms at most is the last one that any request makes. From then
// on requests are answered ErrRedisAway at once, while one goroutine asks Redis
// whether it is back.
type Redis struct {
	client  *redis.Client
	storage *storage.Storage
	log     *slog.Logger

	mu     sync.Mutex
	away   chan struct{} // nil, or closed when Redis is back
	back   time.Time     // when it was last
	closed chan struct{}
	asking sync.WaitGroup
}

var _ fiber.Storage = (*Redis)(nil)

// silence is a logger for the client, which says the same at each attempt: what
// matters is said once, by Redis.lost.
type silence struct{}

// Printf is the client's.
func (silence) Printf(context.Context, string, ...any) {}

var quiet = sync.OnceFunc(func() { redis.SetLogger(silence{}) })

// OpenRedis returns sessions in the Redis at url (redis://, rediss://, unix://).
// It need not be up. log may be nil.
func OpenRedis(url string, log *slog.Logger) (*Redis, error) {
	o, err := redis.ParseURL(url)
	if err != nil {
		return nil, errors.New("the Redis address cannot be read: it looks like redis://host:6379/0")
	}
	const brief = 100 * time.Millisecond
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = brief, brief, brief, brief
	o.MaxRetries = -1
	o.DialerRetries, o.DialerRetryTimeout = 1, time.Millisecond
	o.ContextTimeoutEnabled = true
	o.MaxActiveConns = 64
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	quiet()
	client := redis.NewClient(o)
	return &Redis{client: client, storage: storage.NewFromConnection(client), log: log, closed: make(chan struct{})}, nil
}

// Client is the connection, for what else is kept in Redis.
func (r *Redis) Client() *redis.Client { return r.client }

// Away reports whether Redis is being left alone.
func (r *Redis) Away() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.away != nil
}

// Back returns a channel that is closed when Redis is not away, or not any more.
func (r *Redis) Back() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.away != nil {
		return r.away
	}
	now := make(chan struct{})
	close(now)
	return now
}

// Get returns what is kept under key, nil if nothing. It fails when Redis is
// away, which is not the same.
func (r *Redis) Get(key string) (value []byte, err error) {
	err = r.guard(func(ctx context.Context) error {
		value, err = r.storage.GetWithContext(ctx, key)
		return err
	})
	return value, err
}

// Set keeps value under key for ttl.
func (r *Redis) Set(key string, value []byte, ttl time.Duration) error {
	return r.guard(func(ctx context.Context) error { return r.storage.SetWithContext(ctx, key, value, ttl) })
}

// Delete forgets key.
func (r *Redis) Delete(key string) error {
	return r.guard(func(ctx context.Context) error { return r.storage.DeleteWithContext(ctx, key) })
}

// Reset is refused: it would empty the whole database, whatever is in it.
func (r *Redis) Reset() error { return errors.New("sessions do not empty Redis") }

// Close ends the connection.
func (r *Redis) Close() error {
	close(r.closed)
	err := r.client.Close()
	r.asking.Wait()
	return err
}

// guard runs do unless Redis has failed and is not back.
func (r *Redis) guard(do func(context.Context) error) error {
	if r.Away() {
		return ErrRedisAway
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := do(ctx); err != nil {
		r.lost(err)
		return fmt.Errorf("redis: %w", err)
	}
	return nil
}

// lost has Redis left alone, and asked whether it is back.
func (r *Redis) lost(why error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.away != nil {
		return
	}
	r.away = make(chan struct{})
	r.log.Warn("Redis is away: who signs in is remembered by a cookie until it is back", slog.Any("error", why))
	again := time.Since(r.back) < flapping
	r.asking.Go(func() { r.ask(again) })
}

// ask asks Redis until it keeps something: at once, since one slow answer is no
// outage; later, where it comes and goes.
func (r *Redis) ask(again bool) {
	began := time.Now()
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	for again || r.probe() != nil {
		again = false
		select {
		case <-tick.C:
		case <-r.closed:
			return
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	close(r.away)
	r.away, r.back = nil, time.Now()
	r.log.Warn("Redis is back", slog.Duration("after", r.back.Sub(began)))
}

// probe writes: a Redis that only reads, being full or a copy, is of no use.
func (r *Redis) probe() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return r.storage.SetWithContext(ctx, "session-probe", []byte{1}, time.Minute)
}
