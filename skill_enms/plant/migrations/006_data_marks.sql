-- Readings that are backfill though their own row does not say so. A mark is withdrawn, never deleted.

CREATE TABLE enms.data_marks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_schema text NOT NULL,
    table_name text NOT NULL,
    machine_id text,
    start_time timestamptz NOT NULL,
    end_time timestamptz NOT NULL,
    data_source text NOT NULL DEFAULT 'backfill',
    reason text NOT NULL,
    author text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    withdrawn_at timestamptz,
    withdrawn_by text,
    CHECK (start_time < end_time)
);
CREATE INDEX ON enms.data_marks (table_schema, table_name) WHERE withdrawn_at IS NULL;
COMMENT ON COLUMN enms.data_marks.machine_id IS 'Null: all machines of the table';
COMMENT ON COLUMN enms.data_marks.end_time IS 'Exclusive';
