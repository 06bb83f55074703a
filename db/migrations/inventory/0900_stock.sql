-- +goose Up
CREATE TABLE inventory_levels (
    sku       TEXT PRIMARY KEY,
    tracked   BOOLEAN NOT NULL, -- false: there is always enough
    on_hand   BIGINT  NOT NULL DEFAULT 0,
    reserved  BIGINT  NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    allocated BIGINT  NOT NULL DEFAULT 0 CHECK (allocated >= 0),
    CHECK (NOT tracked OR on_hand >= 0)
);

-- A hold is stock promised for an order: reserved until it expires, allocated
-- once it is certain.
CREATE TABLE inventory_holds (
    id         TEXT PRIMARY KEY, -- the order's
    state      TEXT          NOT NULL CHECK (state IN ('reserved', 'allocated', 'released', 'sent')),
    expires_at {{timestamp}}, -- only while reserved
    CHECK ((state = 'reserved') = (expires_at IS NOT NULL))
);
CREATE INDEX inventory_holds_expiry ON inventory_holds (expires_at) WHERE state = 'reserved';

CREATE TABLE inventory_hold_lines (
    hold_id  TEXT   NOT NULL REFERENCES inventory_holds (id),
    sku      TEXT   NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (hold_id, sku)
);

-- The ledger: what was added to each count, and why. Nothing is ever changed
-- in it, and its sums are the levels.
CREATE TABLE inventory_movements (
    id        {{serial}},
    sku       TEXT          NOT NULL,
    on_hand   BIGINT        NOT NULL,
    reserved  BIGINT        NOT NULL,
    allocated BIGINT        NOT NULL,
    reason    TEXT          NOT NULL,
    ref       TEXT          NOT NULL, -- an order's id, or who did it
    at        {{timestamp}} NOT NULL
);
CREATE INDEX inventory_movements_sku ON inventory_movements (sku, id);
