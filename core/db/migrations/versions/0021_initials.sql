-- A customer's initials, where the store's settings let them be kept.
ALTER TABLE orders ADD COLUMN initials TEXT;
