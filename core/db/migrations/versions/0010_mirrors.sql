-- Which line of a source order stands for which line of the customer's order.
CREATE TABLE line_links (
    push_id BIGINT NOT NULL,
    source_line_gid TEXT NOT NULL,
    line_gid TEXT NOT NULL,
    place TEXT,
    CONSTRAINT line_links_pkey PRIMARY KEY (push_id, source_line_gid),
    CONSTRAINT line_links_push_id_fkey FOREIGN KEY (push_id) REFERENCES pushes (id)
);

-- What was carried from one store to the other.
CREATE TABLE mirrors (
    id BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY,
    push_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    original TEXT NOT NULL,
    place TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    units JSONB NOT NULL,
    copy TEXT,
    tracking JSONB NOT NULL,
    attempt INTEGER NOT NULL,
    lease_until TIMESTAMPTZ,
    key TEXT,
    reason JSONB,
    actor TEXT,
    details JSONB NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT mirrors_pkey PRIMARY KEY (id),
    CONSTRAINT mirrors_push_id_kind_original_place_number_key
        UNIQUE (push_id, kind, original, place, number),
    CONSTRAINT mirrors_push_id_fkey FOREIGN KEY (push_id) REFERENCES pushes (id),
    CONSTRAINT mirrors_kind_check CHECK (kind IN
        ('parcel', 'cancellation', 'refund', 'return', 'edit', 'address', 'source_cancelled',
         'source_refund', 'source_edited')),
    CONSTRAINT mirrors_state_check CHECK (state IN
        ('waiting', 'asked', 'agreed', 'sending', 'done', 'undone', 'left')),
    CONSTRAINT mirrors_number_check CHECK (number >= 1),
    CONSTRAINT mirrors_sending_has_lease_check CHECK (state <> 'sending' OR lease_until IS NOT NULL)
);
-- Two mirrors never stand behind one copy.
CREATE UNIQUE INDEX mirrors_copy ON mirrors (kind, copy) WHERE copy IS NOT NULL;
-- What is to be looked at again by itself.
CREATE INDEX mirrors_due ON mirrors (lease_until) WHERE state IN ('waiting', 'asked', 'sending');

-- What happened to an order, in the sequence in which it was heard of.
CREATE TABLE events (
    id BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY,
    order_id BIGINT NOT NULL,
    push_id BIGINT,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    actor TEXT NOT NULL,
    details JSONB NOT NULL,
    CONSTRAINT events_pkey PRIMARY KEY (id),
    CONSTRAINT events_order_id_subject_key UNIQUE (order_id, subject),
    CONSTRAINT events_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT events_push_id_fkey FOREIGN KEY (push_id) REFERENCES pushes (id)
);
-- For the push that is forgotten.
CREATE INDEX events_by_push ON events (push_id);

-- Which reply of which thread tells an event: named before it is posted.
CREATE TABLE tellings (
    thread TEXT NOT NULL,
    event_id BIGINT NOT NULL,
    reply TEXT NOT NULL,
    told_at TIMESTAMPTZ,
    CONSTRAINT tellings_pkey PRIMARY KEY (thread, event_id),
    CONSTRAINT tellings_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)
);
-- For the event that is forgotten.
CREATE INDEX tellings_by_event ON tellings (event_id);
