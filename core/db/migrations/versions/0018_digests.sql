-- On which days a channel gets its digest (1 is Monday), and of which stores; without stores, of those
-- that post into the channel.
ALTER TABLE digests ADD COLUMN weekdays JSONB NOT NULL DEFAULT '[1, 2, 3, 4, 5, 6, 7]';
ALTER TABLE digests ADD COLUMN store_ids JSONB;

-- Orders that digests leave out until a time.
CREATE TABLE order_snoozes (
    order_id BIGINT PRIMARY KEY REFERENCES orders (id),
    until TIMESTAMPTZ NOT NULL,
    actor TEXT NOT NULL
);

-- Parcels that were carried, by when.
CREATE INDEX mirrors_parcels ON mirrors (changed_at) WHERE kind = 'parcel' AND state = 'done';
