-- What was sent before carried what a person typed, or nothing.
ALTER TABLE pushes ADD COLUMN carries_shipping BOOLEAN NOT NULL DEFAULT false;
UPDATE pushes SET carries_shipping = true WHERE shipping_fee IS NOT NULL;
ALTER TABLE pushes ALTER COLUMN carries_shipping DROP DEFAULT;
