-- Who may do what: a person or a user group, at a store or (without one) at every store.
CREATE TABLE grants (
    subject TEXT NOT NULL,
    store_id BIGINT REFERENCES stores (id),
    level TEXT NOT NULL CHECK (level IN ('viewer', 'operator', 'admin')),
    given_by TEXT NOT NULL,
    given_at TIMESTAMPTZ NOT NULL,
    UNIQUE NULLS NOT DISTINCT (subject, store_id)
);

-- The user groups that something was granted to, as Slack last told who is in them.
CREATE TABLE group_people (
    group_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX group_people_user ON group_people (user_id);

-- What was granted everywhere concerns no store alone.
ALTER TABLE audit ALTER COLUMN store_id DROP NOT NULL;

-- What people did, newest first.
CREATE INDEX events_by_people ON events (happened_at)
    WHERE actor <> 'synctec' AND actor NOT LIKE 'store:%';
