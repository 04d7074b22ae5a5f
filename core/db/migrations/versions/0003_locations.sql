-- Each store's locations as it last answered, so that no window has to ask Shopify.
CREATE TABLE locations (
    store_id BIGINT NOT NULL,
    gid TEXT NOT NULL,
    name TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    CONSTRAINT locations_pkey PRIMARY KEY (store_id, gid),
    CONSTRAINT locations_store_id_fkey FOREIGN KEY(store_id) REFERENCES stores (id)
);
