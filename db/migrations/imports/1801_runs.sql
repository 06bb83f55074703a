-- +goose Up
-- An import, as far as it has come: whoever takes it up goes on from position.
CREATE TABLE imports_runs (
    id          TEXT          NOT NULL PRIMARY KEY,
    state       TEXT          NOT NULL CHECK (state IN ('checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed')),
    file        TEXT          NOT NULL, -- its name
    fingerprint TEXT          NOT NULL, -- of what is in it, and how it is read
    kept        TEXT          NOT NULL, -- the copy in the data directory; empty: the caller has it
    currency    TEXT          NOT NULL,
    who         TEXT          NOT NULL,
    position    BIGINT        NOT NULL, -- products that have been read in this state
    done        BIGINT        NOT NULL, -- bytes that have been read
    size        BIGINT        NOT NULL, -- bytes that there are
    report      TEXT          NOT NULL, -- JSON
    undone      TEXT          NOT NULL, -- JSON: what undoing did
    fault       TEXT          NOT NULL, -- why it failed
    created_at  {{timestamp}} NOT NULL,
    updated_at  {{timestamp}} NOT NULL
);
CREATE INDEX imports_runs_fingerprint ON imports_runs (fingerprint, created_at);

-- What an import changed: written before it does, and what undoing goes by.
CREATE TABLE imports_changes (
    run_id  TEXT   NOT NULL REFERENCES imports_runs (id),
    place   BIGINT NOT NULL, -- the product's in the file
    slug    TEXT   NOT NULL,
    outcome TEXT   NOT NULL CHECK (outcome IN ('created', 'updated')),
    content TEXT   NOT NULL, -- JSON: what was before, and what is after
    PRIMARY KEY (run_id, place)
);
