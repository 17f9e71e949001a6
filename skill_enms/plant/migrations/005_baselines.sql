-- Every training is a row, never overwritten; one a SEU is active.

CREATE TABLE enms.baselines (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    seu_id text NOT NULL,
    seu text NOT NULL,
    energy_source text NOT NULL,
    unit text NOT NULL,
    version integer NOT NULL,
    active boolean NOT NULL,
    start_date date NOT NULL,
    end_date date NOT NULL,
    time_zone text NOT NULL,
    drivers text[] NOT NULL,
    definitions jsonb NOT NULL,
    fit jsonb NOT NULL,
    n_days integer NOT NULL,
    days_dropped jsonb NOT NULL,
    data_sources jsonb NOT NULL,
    include_backfill boolean NOT NULL,
    warnings jsonb NOT NULL,
    rule_set text NOT NULL,
    accepted boolean,
    trained_at timestamptz NOT NULL DEFAULT now(),
    session text NOT NULL,
    site text NOT NULL,
    reason text NOT NULL,
    library_versions jsonb NOT NULL,
    fingerprint text NOT NULL,
    series jsonb NOT NULL,
    UNIQUE (seu_id, version),
    CHECK (start_date < end_date)
);
CREATE UNIQUE INDEX baselines_active ON enms.baselines (seu_id) WHERE active;
COMMENT ON COLUMN enms.baselines.end_date IS 'Exclusive: the day after the last one';
COMMENT ON COLUMN enms.baselines.definitions IS 'What each driver was made of at the time: aggregate, kind, column, parameters';
COMMENT ON COLUMN enms.baselines.fit IS 'All numbers of the model, the covariance included';
COMMENT ON COLUMN enms.baselines.series IS 'The daily values that were fitted, so that the fit can be repeated elsewhere';
COMMENT ON COLUMN enms.baselines.fingerprint IS 'SHA-256 of the series';

CREATE TABLE enms.adjustments (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    seu_id text NOT NULL,
    start_date date NOT NULL,
    end_date date NOT NULL,
    amount_per_day double precision NOT NULL,
    reason text NOT NULL,
    author text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    withdrawn_at timestamptz,
    CHECK (start_date < end_date)
);
COMMENT ON TABLE enms.adjustments IS 'Non-routine adjustments: added to what the baseline expects, in its unit, end exclusive';
