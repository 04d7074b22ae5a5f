CREATE INDEX shelves_unexplained ON shelves (store_id) WHERE gaps <> '[]';

-- The newest listing of each store's whole stock.
CREATE TABLE stock_listings (
    store_id BIGINT PRIMARY KEY REFERENCES stores (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    started_at TIMESTAMPTZ NOT NULL,
    operation TEXT,
    counted INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    kept_at TIMESTAMPTZ,
    reason JSONB
);

-- What it found.
CREATE TABLE listed_levels (
    store_id BIGINT NOT NULL REFERENCES stores (id),
    item_gid TEXT NOT NULL,
    location_gid TEXT NOT NULL,
    available INTEGER NOT NULL,
    PRIMARY KEY (store_id, item_gid, location_gid)
);

-- The newest comparison of each connection.
CREATE TABLE comparisons (
    connection_id BIGINT PRIMARY KEY REFERENCES connections (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    stage TEXT NOT NULL CHECK (stage IN ('reading', 'shown', 'applying', 'done', 'failed')),
    actor TEXT,
    channel TEXT,
    started_at TIMESTAMPTZ NOT NULL,
    lease_until TIMESTAMPTZ NOT NULL,
    items INTEGER NOT NULL,
    differing INTEGER NOT NULL,
    applied_by TEXT,
    applied_at TIMESTAMPTZ,
    told_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    reason JSONB,
    attached BOOLEAN NOT NULL
);

-- What differed in it.
CREATE TABLE stock_differences (
    connection_id BIGINT NOT NULL REFERENCES comparisons (connection_id),
    variant_gid TEXT NOT NULL,
    location_gid TEXT NOT NULL,
    source_variant_gid TEXT NOT NULL,
    shows INTEGER,
    wanted INTEGER NOT NULL,
    PRIMARY KEY (connection_id, variant_gid, location_gid)
);
