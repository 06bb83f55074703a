-- +goose Up
-- What slows guessing down; keys are digests. A key that has been quiet for an
-- hour begins anew.
CREATE TABLE credentials_attempts (
    key        TEXT PRIMARY KEY,
    attempts   INTEGER       NOT NULL,
    wait_until {{timestamp}} NOT NULL,
    last_at    {{timestamp}} NOT NULL
);
CREATE INDEX credentials_attempts_last_at ON credentials_attempts (last_at);

-- Where an account was signed in to: from there it need not wait for what
-- others do to it.
CREATE TABLE credentials_known (
    key   TEXT PRIMARY KEY,
    until {{timestamp}} NOT NULL
);
CREATE INDEX credentials_known_until ON credentials_known (until);
