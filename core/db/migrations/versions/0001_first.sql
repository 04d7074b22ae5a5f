-- SyncTec's own tables. What they promise stands in core/db/tables.py.

CREATE TABLE digest_posts (
    channel TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT digest_posts_pkey PRIMARY KEY (channel)
);

CREATE TABLE digests (
    channel TEXT NOT NULL,
    at TEXT NOT NULL,
    timezone TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    CONSTRAINT digests_pkey PRIMARY KEY (channel),
    CONSTRAINT digests_at_check CHECK (at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$')
);

CREATE TABLE messages (
    key TEXT NOT NULL,
    channel TEXT NOT NULL,
    ts TEXT,
    shown TEXT NOT NULL,
    CONSTRAINT messages_pkey PRIMARY KEY (key)
);

CREATE TABLE stores (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    handle TEXT NOT NULL,
    shop TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    currency TEXT NOT NULL,
    timezone TEXT NOT NULL,
    channel TEXT,
    keyed_hits INTEGER NOT NULL,
    uninstalled_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT stores_pkey PRIMARY KEY (id),
    CONSTRAINT stores_handle_key UNIQUE (handle),
    CONSTRAINT stores_shop_key UNIQUE (shop),
    CONSTRAINT stores_handle_check CHECK (handle = lower(handle)),
    CONSTRAINT stores_shop_check CHECK (shop = lower(shop)),
    CONSTRAINT stores_role_check CHECK (role IN ('destination', 'source', 'both')),
    CONSTRAINT stores_keyed_hits_check CHECK (keyed_hits >= 0)
);

CREATE TABLE ticks (
    what TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT ticks_pkey PRIMARY KEY (what, at)
);

CREATE TABLE connections (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    destination_id BIGINT NOT NULL,
    source_id BIGINT NOT NULL,
    mode TEXT NOT NULL,
    waiting_time INTERVAL NOT NULL,
    CONSTRAINT connections_pkey PRIMARY KEY (id),
    CONSTRAINT connections_destination_id_source_id_key UNIQUE (destination_id, source_id),
    CONSTRAINT connections_two_stores_check CHECK (destination_id <> source_id),
    CONSTRAINT connections_mode_check CHECK (mode IN ('manual', 'automatic')),
    CONSTRAINT connections_destination_id_fkey FOREIGN KEY(destination_id) REFERENCES stores (id),
    CONSTRAINT connections_source_id_fkey FOREIGN KEY(source_id) REFERENCES stores (id)
);

CREATE TABLE cursors (
    store_id BIGINT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT cursors_pkey PRIMARY KEY (store_id),
    CONSTRAINT cursors_store_id_fkey FOREIGN KEY(store_id) REFERENCES stores (id)
);

CREATE TABLE inbox (
    webhook_id TEXT NOT NULL,
    store_id BIGINT NOT NULL,
    topic TEXT NOT NULL,
    resource TEXT NOT NULL,
    event_id TEXT,
    triggered_at TIMESTAMP WITH TIME ZONE,
    received_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT inbox_pkey PRIMARY KEY (webhook_id),
    CONSTRAINT inbox_store_id_fkey FOREIGN KEY(store_id) REFERENCES stores (id)
);

CREATE TABLE orders (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    store_id BIGINT NOT NULL,
    gid TEXT NOT NULL,
    name TEXT NOT NULL,
    number TEXT NOT NULL,
    processed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    cancelled_at TIMESTAMP WITH TIME ZONE,
    test BOOLEAN NOT NULL,
    financial_status TEXT,
    fulfillment_status TEXT NOT NULL,
    total NUMERIC NOT NULL,
    total_currency TEXT NOT NULL,
    shipping NUMERIC NOT NULL,
    shipping_currency TEXT NOT NULL,
    city TEXT,
    country_code TEXT,
    lines JSONB NOT NULL,
    held_by JSONB NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id),
    CONSTRAINT orders_store_id_gid_key UNIQUE (store_id, gid),
    CONSTRAINT orders_store_id_fkey FOREIGN KEY(store_id) REFERENCES stores (id)
);
CREATE INDEX orders_by_name ON orders (store_id, lower(name));
CREATE INDEX orders_by_number ON orders (store_id, lower(number));
CREATE INDEX orders_open ON orders (store_id, processed_at) WHERE cancelled_at IS NULL AND fulfillment_status NOT IN ('FULFILLED', 'RESTOCKED') AND COALESCE(financial_status, '') NOT IN ('REFUNDED', 'VOIDED');

CREATE TABLE store_credentials (
    store_id BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    CONSTRAINT store_credentials_pkey PRIMARY KEY (store_id),
    CONSTRAINT store_credentials_store_id_fkey FOREIGN KEY(store_id) REFERENCES stores (id)
);

CREATE TABLE pushes (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    order_id BIGINT NOT NULL,
    source_id BIGINT NOT NULL,
    part INTEGER NOT NULL,
    identity TEXT NOT NULL,
    state TEXT NOT NULL,
    lines JSONB NOT NULL,
    reason JSONB,
    reference TEXT,
    source_gid TEXT,
    source_name TEXT,
    source_created_at TIMESTAMP WITH TIME ZONE,
    source_updated_at TIMESTAMP WITH TIME ZONE,
    source_cancelled_at TIMESTAMP WITH TIME ZONE,
    source_fulfillment_status TEXT,
    actor TEXT,
    shipping_fee NUMERIC,
    attempt INTEGER NOT NULL,
    lease_until TIMESTAMP WITH TIME ZONE,
    lookups INTEGER NOT NULL,
    unknown_since TIMESTAMP WITH TIME ZONE,
    asked BOOLEAN NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    changed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pushes_pkey PRIMARY KEY (id),
    CONSTRAINT pushes_order_id_source_id_part_key UNIQUE (order_id, source_id, part),
    CONSTRAINT pushes_source_id_identity_key UNIQUE (source_id, identity),
    CONSTRAINT pushes_state_check CHECK (state IN ('held', 'waiting', 'queued', 'sending', 'unknown', 'pushed', 'failed', 'skipped', 'cancelled')),
    CONSTRAINT pushes_part_check CHECK (part >= 1),
    CONSTRAINT pushes_attempt_check CHECK (attempt >= 0),
    CONSTRAINT pushes_lookups_check CHECK (lookups >= 0),
    CONSTRAINT pushes_sending_has_lease_check CHECK (state <> 'sending' OR lease_until IS NOT NULL),
    CONSTRAINT pushes_pushed_has_order_check CHECK (state <> 'pushed' OR source_gid IS NOT NULL),
    CONSTRAINT pushes_source_order_whole_check CHECK (num_nulls(source_gid, source_name, source_created_at, source_updated_at, source_fulfillment_status) IN (0, 5)),
    CONSTRAINT pushes_order_id_fkey FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT pushes_source_id_fkey FOREIGN KEY(source_id) REFERENCES stores (id)
);
CREATE INDEX pushes_by_state ON pushes (state);
CREATE INDEX pushes_failed ON pushes (order_id) WHERE state = 'failed';
CREATE INDEX pushes_open_at_source ON pushes (source_id, order_id) WHERE state = 'pushed' AND source_cancelled_at IS NULL AND source_fulfillment_status <> 'FULFILLED';
CREATE INDEX pushes_sending ON pushes (lease_until) WHERE state = 'sending';
CREATE UNIQUE INDEX pushes_source_order ON pushes (source_id, source_gid) WHERE source_gid IS NOT NULL;
CREATE INDEX pushes_waiting ON pushes (due_at) WHERE state = 'waiting';

CREATE TABLE attempts (
    push_id BIGINT NOT NULL,
    number INTEGER NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    lease_until TIMESTAMP WITH TIME ZONE NOT NULL,
    actor TEXT,
    finished_at TIMESTAMP WITH TIME ZONE,
    outcome TEXT,
    reason JSONB,
    reference TEXT,
    CONSTRAINT attempts_pkey PRIMARY KEY (push_id, number),
    CONSTRAINT attempts_outcome_check CHECK (outcome IN ('pushed', 'adopted', 'refused', 'temporary', 'unknown', 'not sent')),
    CONSTRAINT attempts_number_check CHECK (number >= 1),
    CONSTRAINT attempts_push_id_fkey FOREIGN KEY(push_id) REFERENCES pushes (id)
);

