-- +goose Up
CREATE TABLE media_assets (
    id           TEXT          NOT NULL PRIMARY KEY,
    source       TEXT          NOT NULL DEFAULT '', -- the remote address it is expected from
    state        TEXT          NOT NULL,
    content_type TEXT          NOT NULL,
    width        INTEGER       NOT NULL,
    height       INTEGER       NOT NULL,
    widths       TEXT          NOT NULL,            -- 320,640,1280
    fault        TEXT          NOT NULL DEFAULT '', -- why it could not be fetched
    created_at   {{timestamp}} NOT NULL
);
CREATE INDEX media_assets_state ON media_assets (state, id) WHERE state <> 'ready';
