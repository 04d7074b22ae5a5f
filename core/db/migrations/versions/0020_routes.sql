-- Which channel hears what of a store, and until when what is muted.
ALTER TABLE stores ADD COLUMN routes JSONB NOT NULL DEFAULT '{}';
