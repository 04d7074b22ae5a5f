-- What stores sell, as far as a match or a webhook made SyncTec read it.
CREATE TABLE variants (
    store_id BIGINT NOT NULL,
    gid TEXT NOT NULL,
    product_gid TEXT NOT NULL,
    sku TEXT NOT NULL,
    sku_key TEXT NOT NULL,
    title TEXT NOT NULL,
    tracked BOOLEAN NOT NULL,
    read_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT variants_pkey PRIMARY KEY (store_id, gid),
    CONSTRAINT variants_store_id_fkey FOREIGN KEY(store_id) REFERENCES stores (id)
);
CREATE INDEX variants_by_key ON variants (store_id, sku_key);
CREATE INDEX variants_by_product ON variants (store_id, product_gid);

CREATE TABLE match_runs (
    connection_id BIGINT NOT NULL,
    number INTEGER NOT NULL,
    stage TEXT NOT NULL,
    actor TEXT,
    channel TEXT,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    lease_until TIMESTAMP WITH TIME ZONE NOT NULL,
    destination JSONB NOT NULL,
    source JSONB NOT NULL,
    told_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    reason JSONB,
    attached BOOLEAN NOT NULL,
    matched_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT match_runs_pkey PRIMARY KEY (connection_id),
    CONSTRAINT match_runs_connection_id_fkey FOREIGN KEY(connection_id) REFERENCES connections (id),
    CONSTRAINT match_runs_stage_check CHECK (stage IN ('reading', 'done', 'failed')),
    CONSTRAINT match_runs_number_check CHECK (number >= 1)
);
