CREATE TABLE store_health (
    store_id BIGINT NOT NULL,
    faults INTEGER NOT NULL,
    first_fault_at TIMESTAMPTZ,
    reason JSONB,
    held_since TIMESTAMPTZ,
    probes INTEGER NOT NULL,
    next_probe_at TIMESTAMPTZ,
    refusals JSONB NOT NULL,
    number INTEGER NOT NULL,
    began_at TIMESTAMPTZ,
    over_at TIMESTAMPTZ,
    went_on INTEGER NOT NULL,
    CONSTRAINT store_health_pkey PRIMARY KEY (store_id),
    CONSTRAINT store_health_store_id_fkey FOREIGN KEY (store_id) REFERENCES stores (id)
);

CREATE TABLE faults (
    code TEXT NOT NULL,
    job TEXT NOT NULL,
    number INTEGER NOT NULL,
    times INTEGER NOT NULL,
    first_at TIMESTAMPTZ NOT NULL,
    newest_at TIMESTAMPTZ NOT NULL,
    reference TEXT NOT NULL,
    reason JSONB NOT NULL,
    about TEXT NOT NULL,
    store_id BIGINT,
    CONSTRAINT faults_pkey PRIMARY KEY (code, job),
    CONSTRAINT faults_store_id_fkey FOREIGN KEY (store_id) REFERENCES stores (id)
);

CREATE TABLE findings (
    id BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY,
    store_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT NOT NULL,
    found_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    batch BIGINT,
    told_at TIMESTAMPTZ,
    CONSTRAINT findings_pkey PRIMARY KEY (id),
    CONSTRAINT findings_store_id_kind_subject_key UNIQUE (store_id, kind, subject),
    CONSTRAINT findings_store_id_fkey FOREIGN KEY (store_id) REFERENCES stores (id)
);
CREATE INDEX findings_untold ON findings (store_id) WHERE told_at IS NULL;

-- Whether a delivery told us of an order.
CREATE INDEX inbox_resource ON inbox (store_id, resource);

-- For which address a store's webhooks were subscribed.
ALTER TABLE stores ADD COLUMN prepared_for TEXT;
