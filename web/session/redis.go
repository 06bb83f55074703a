package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/gofiber/fiber/v2"
	storage "github.com/gofiber/storage/redis/v3"
	"github.com/redis/go-redis/v9"
)

// ErrRedisAway says that Redis has just failed and is left alone for a moment.
var ErrRedisAway = errors.New("redis is away")

// Redis keeps sessions in Redis, and waits for it hardly at all: 220 ms twice
// at the most, then a breaker answers in its place and tries again each second.
type Redis struct {
	client  *redis.Client
	storage *storage.Storage
	breaker circuitbreaker.CircuitBreaker[any]
}

var _ fiber.Storage = (*Redis)(nil)

// OpenRedis returns sessions in the Redis at url (redis://, rediss://, unix://).
// It need not be up.
func OpenRedis(url string) (*Redis, error) {
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
	client := redis.NewClient(o)
	return &Redis{
		client:  client,
		storage: storage.NewFromConnection(client),
		breaker: circuitbreaker.NewBuilder[any]().WithFailureThreshold(2).WithDelay(time.Second).Build(),
	}, nil
}

// Client is the connection, for what else is kept in Redis.
func (r *Redis) Client() *redis.Client { return r.client }

// Away reports whether Redis is being left alone.
func (r *Redis) Away() bool { return r.breaker.IsOpen() && r.breaker.RemainingDelay() > 0 }

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
func (r *Redis) Close() error { return r.client.Close() }

// guard runs do unless Redis has just failed.
func (r *Redis) guard(do func(context.Context) error) error {
	if !r.breaker.TryAcquirePermit() {
		return ErrRedisAway
	}
	ctx, cancel := context.WithTimeout(context.Background(), 250*time.Millisecond)
	defer cancel()
	if err := do(ctx); err != nil {
		r.breaker.RecordFailure()
		return fmt.Errorf("redis: %w", err)
	}
	r.breaker.RecordSuccess()
	return nil
}
