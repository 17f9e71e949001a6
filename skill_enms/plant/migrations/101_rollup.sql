-- What a bucket tells beyond n, sum, min and max, and how far each column is rolled up.

ALTER TABLE enms.rollup
    ADD COLUMN IF NOT EXISTS step double precision NOT NULL DEFAULT 'NaN',
    ADD COLUMN IF NOT EXISTS not_numbers integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN enms.rollup.step IS 'Seconds from the first reading in the bucket to the next one; NaN where unknown';
COMMENT ON COLUMN enms.rollup.not_numbers IS 'NaN and infinite values, and texts that are no number: not in n, sum, min, max';

CREATE TABLE IF NOT EXISTS enms.rollup_coverage (
    table_schema text NOT NULL,
    table_name text NOT NULL,
    column_name text NOT NULL,
    filter_column text NOT NULL DEFAULT '',
    filter_value text NOT NULL DEFAULT '',
    machine_id text NOT NULL DEFAULT '',
    covered_from timestamptz NOT NULL,
    covered_to timestamptz NOT NULL,
    refreshed_at timestamptz NOT NULL DEFAULT now(),
    compared_at timestamptz,
    PRIMARY KEY (table_schema, table_name, column_name, filter_column, filter_value, machine_id),
    CHECK (covered_from <= covered_to)
);
COMMENT ON TABLE enms.rollup_coverage IS
    'From when to when (end exclusive) a column''s readings of a machine or site are all in enms.rollup';

CREATE TABLE IF NOT EXISTS enms.rollup_parts (
    table_schema text NOT NULL,
    table_name text NOT NULL,
    part text NOT NULL,
    changes bigint NOT NULL,
    PRIMARY KEY (table_schema, table_name, part)
);
COMMENT ON TABLE enms.rollup_parts IS
    'Rows written to each chunk of a hypertable, by the server''s own count, when it was last compared with the rollup';

-- A series is never deleted without its buckets; asking for each of millions of buckets whether its series is there
-- takes most of the time of writing them.
ALTER TABLE enms.rollup DROP CONSTRAINT IF EXISTS rollup_series_id_fkey;
