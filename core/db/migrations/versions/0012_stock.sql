-- The inventory item by which Shopify counts a variant; read with the next match.
ALTER TABLE variants ADD COLUMN item_gid TEXT;
CREATE INDEX variants_by_item ON variants (store_id, item_gid);

-- What changed at a source and is not carried to its destinations yet.
CREATE TABLE stock_changes (
    source_id BIGINT NOT NULL REFERENCES stores (id),
    variant_gid TEXT NOT NULL,
    why TEXT NOT NULL,
    number INTEGER NOT NULL,
    began_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (source_id, variant_gid)
);

-- The account of one destination variant at one location.
CREATE TABLE shelves (
    store_id BIGINT NOT NULL REFERENCES stores (id),
    variant_gid TEXT NOT NULL,
    location_gid TEXT NOT NULL,
    shown INTEGER,
    gaps JSONB NOT NULL,
    writing INTEGER,
    doubtful BOOLEAN NOT NULL DEFAULT false,
    lost BOOLEAN NOT NULL DEFAULT false,
    stocked BOOLEAN NOT NULL DEFAULT true,
    edition BIGINT NOT NULL DEFAULT 0,
    since TIMESTAMPTZ NOT NULL,
    moved_at TIMESTAMPTZ NOT NULL,
    why TEXT,
    PRIMARY KEY (store_id, variant_gid, location_gid)
);

-- What a source's locations of one group were last seen to have of a variant.
CREATE TABLE pools (
    source_id BIGINT NOT NULL REFERENCES stores (id),
    variant_gid TEXT NOT NULL,
    group_id BIGINT NOT NULL REFERENCES location_groups (id) ON DELETE CASCADE,
    available INTEGER NOT NULL,
    missing INTEGER NOT NULL DEFAULT 0,
    counted_at TIMESTAMPTZ NOT NULL,
    moved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (source_id, variant_gid, group_id)
);

-- Numbers that were sent and not answered yet.
CREATE TABLE stock_batches (
    key TEXT PRIMARY KEY,
    source_id BIGINT NOT NULL REFERENCES stores (id),
    store_id BIGINT NOT NULL REFERENCES stores (id),
    rows JSONB NOT NULL,
    made_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX stock_batches_source ON stock_batches (source_id);

-- Numbers of ours, by which their webhooks are known.
CREATE TABLE stock_echoes (
    store_id BIGINT NOT NULL REFERENCES stores (id),
    variant_gid TEXT NOT NULL,
    location_gid TEXT NOT NULL,
    number INTEGER NOT NULL,
    key TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (store_id, variant_gid, location_gid, key)
);
CREATE INDEX stock_echoes_age ON stock_echoes (at);

-- What each order keeps from shelves.
CREATE TABLE stock_claims (
    order_id BIGINT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    line_gid TEXT NOT NULL,
    location_gid TEXT NOT NULL,
    variant_gid TEXT NOT NULL,
    units INTEGER NOT NULL,
    PRIMARY KEY (order_id, line_gid, location_gid)
);

-- Units that a source gave for orders that are not pushed to it.
CREATE TABLE stock_takings (
    order_id BIGINT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    source_id BIGINT NOT NULL REFERENCES stores (id),
    variant_gid TEXT NOT NULL,
    place TEXT NOT NULL,
    location_gid TEXT NOT NULL,
    units INTEGER NOT NULL,
    sending INTEGER,
    key TEXT,
    PRIMARY KEY (order_id, source_id, variant_gid, place)
);
