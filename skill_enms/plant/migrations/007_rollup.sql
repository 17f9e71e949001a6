-- Readings in 15-minute UTC buckets: n, sum, min and max of each column that the metadata names.

CREATE TABLE enms.rollup_series (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_schema text NOT NULL,
    table_name text NOT NULL,
    column_name text NOT NULL,
    filter_column text NOT NULL DEFAULT '',
    filter_value text NOT NULL DEFAULT '',
    machine_id text NOT NULL DEFAULT '',
    data_source text
);
-- Null is a data source of its own here: readings that don't say where they are from.
CREATE UNIQUE INDEX rollup_series_key ON enms.rollup_series (
    table_schema, table_name, column_name, filter_column, filter_value, machine_id, coalesce(data_source, ''), (data_source IS NULL)
);

CREATE TABLE enms.rollup (
    series_id integer NOT NULL REFERENCES enms.rollup_series (id) ON DELETE CASCADE,
    bucket timestamptz NOT NULL,
    n integer NOT NULL,
    sum double precision NOT NULL,
    min double precision NOT NULL,
    max double precision NOT NULL,
    PRIMARY KEY (series_id, bucket)
);
