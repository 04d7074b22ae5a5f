ALTER TABLE pushes ADD COLUMN waiting_since TIMESTAMPTZ;
-- What came in while a connection was manual was left to a person.
ALTER TABLE pushes ADD COLUMN left_to_person BOOLEAN NOT NULL DEFAULT false;
UPDATE pushes SET left_to_person = true
FROM orders, connections
WHERE orders.id = pushes.order_id
    AND connections.destination_id = orders.store_id
    AND connections.source_id = pushes.source_id
    AND pushes.state IN ('held', 'waiting', 'skipped', 'failed')
    AND coalesce(connections.settings->>'mode', 'manual') = 'manual';
ALTER TABLE pushes ALTER COLUMN left_to_person DROP DEFAULT;
