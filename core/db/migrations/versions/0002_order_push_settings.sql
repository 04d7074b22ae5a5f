-- Settings as JSON (`core.db.codecs`): an empty object is everything as it comes.
ALTER TABLE stores ADD COLUMN email TEXT, ADD COLUMN phone TEXT;
ALTER TABLE stores ADD COLUMN settings JSONB NOT NULL DEFAULT '{}';
ALTER TABLE stores ALTER COLUMN settings DROP DEFAULT;

ALTER TABLE connections ADD COLUMN settings JSONB;
UPDATE connections SET settings = jsonb_build_object(
    'mode', mode, 'waiting_time', extract(epoch FROM waiting_time)
);
ALTER TABLE connections ALTER COLUMN settings SET NOT NULL;
ALTER TABLE connections DROP COLUMN mode, DROP COLUMN waiting_time;

ALTER TABLE pushes ADD COLUMN placement JSONB;

CREATE TABLE location_groups (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    name TEXT NOT NULL,
    CONSTRAINT location_groups_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX location_groups_name ON location_groups (lower(name));

CREATE TABLE group_members (
    group_id BIGINT NOT NULL,
    store_id BIGINT NOT NULL,
    location_gid TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT group_members_pkey PRIMARY KEY (store_id, location_gid),
    CONSTRAINT group_members_group_id_fkey FOREIGN KEY(group_id) REFERENCES location_groups (id),
    CONSTRAINT group_members_store_id_fkey FOREIGN KEY(store_id) REFERENCES stores (id)
);
CREATE INDEX group_members_group ON group_members (group_id);

CREATE TABLE audit (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    store_id BIGINT NOT NULL,
    source_id BIGINT,
    changes JSONB NOT NULL,
    CONSTRAINT audit_pkey PRIMARY KEY (id),
    CONSTRAINT audit_store_id_fkey FOREIGN KEY(store_id) REFERENCES stores (id),
    CONSTRAINT audit_source_id_fkey FOREIGN KEY(source_id) REFERENCES stores (id)
);
CREATE INDEX audit_newest ON audit (store_id, at DESC);

CREATE TABLE items (
    connection_id BIGINT NOT NULL,
    variant_gid TEXT NOT NULL,
    sku TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    source_variant_gid TEXT,
    source_sku TEXT,
    matched_by TEXT,
    suggestion TEXT,
    changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT items_pkey PRIMARY KEY (connection_id, variant_gid),
    CONSTRAINT items_state_check CHECK (state IN ('active', 'paused', 'missing', 'ambiguous')),
    CONSTRAINT items_matched_by_check CHECK (matched_by IN ('sku', 'alias')),
    CONSTRAINT items_synced_check CHECK ((state IN ('active', 'paused')) = (source_variant_gid IS NOT NULL)),
    CONSTRAINT items_whole_check CHECK (num_nulls(source_variant_gid, source_sku, matched_by) IN (0, 3)),
    CONSTRAINT items_connection_id_fkey FOREIGN KEY(connection_id) REFERENCES connections (id)
);
CREATE INDEX items_by_sku ON items (connection_id, lower(sku));
CREATE INDEX items_by_source_variant ON items (source_variant_gid);
CREATE INDEX items_by_state ON items (connection_id, state, sku, variant_gid);

CREATE TABLE aliases (
    connection_id BIGINT NOT NULL,
    sku TEXT NOT NULL,
    source_sku TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT aliases_pkey PRIMARY KEY (connection_id, sku),
    CONSTRAINT aliases_connection_id_fkey FOREIGN KEY(connection_id) REFERENCES connections (id)
);
