-- Many pushes that fail of one cause, told in one message.
CREATE TABLE storms (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel TEXT NOT NULL,
    source_id BIGINT NOT NULL REFERENCES stores (id),
    code TEXT NOT NULL,
    began_at TIMESTAMPTZ NOT NULL,
    newest_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);
CREATE INDEX storms_on ON storms (channel, source_id, code) WHERE ended_at IS NULL;

CREATE TABLE storm_pushes (
    storm_id BIGINT NOT NULL REFERENCES storms (id),
    push_id BIGINT NOT NULL REFERENCES pushes (id),
    PRIMARY KEY (storm_id, push_id)
);
CREATE INDEX storm_pushes_push ON storm_pushes (push_id);
