-- Since when nothing of the customer is kept with an order, and nothing of a store is kept.
ALTER TABLE orders ADD COLUMN erased_at TIMESTAMPTZ;
ALTER TABLE stores ADD COLUMN forgotten_at TIMESTAMPTZ;

-- When the store was last asked what changed: the cursor moves only with what did.
ALTER TABLE cursors ADD COLUMN polled_at TIMESTAMPTZ;

-- What the daily forgetting looks for.
CREATE INDEX orders_to_erase ON orders (updated_at) WHERE erased_at IS NULL;
CREATE INDEX orders_by_age ON orders (updated_at);
CREATE INDEX attempts_by_age ON attempts (finished_at);
