-- When a store last sent a delivery.
CREATE INDEX inbox_heard ON inbox (store_id, received_at);
