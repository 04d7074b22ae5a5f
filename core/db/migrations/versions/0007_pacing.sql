-- Written with every call, and worth nothing after a crash: a server that crashed leaves them empty.
CREATE UNLOGGED TABLE shopify_budgets (
    shop TEXT PRIMARY KEY,
    maximum DOUBLE PRECISION,
    rate DOUBLE PRECISION NOT NULL,
    level DOUBLE PRECISION NOT NULL,
    as_of TIMESTAMPTZ NOT NULL,
    paused_until TIMESTAMPTZ,
    calls BIGINT NOT NULL,
    spent DOUBLE PRECISION NOT NULL,
    in_flight JSONB NOT NULL,
    line JSONB NOT NULL
);

CREATE UNLOGGED TABLE slack_lanes (
    lane TEXT PRIMARY KEY,
    free_at TIMESTAMPTZ NOT NULL,
    told_at TIMESTAMPTZ NOT NULL,
    paused_until TIMESTAMPTZ
);
