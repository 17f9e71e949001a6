-- What a plant has: its factories, machines, energy sources, features and SEUs.

SELECT pg_temp.make_table('factories', $$
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL UNIQUE,
    location text,
    timezone text
$$);
SELECT pg_temp.add_column('factories', 'timezone', 'text', ARRAY['time_zone', 'tz']);

SELECT pg_temp.make_table('machines', format($$
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL UNIQUE,
    factory_id %s%s,
    type text,
    description text,
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
$$,
    pg_temp.type_of('factories', 'id', 'uuid'), pg_temp.reference_to('factories')));

SELECT pg_temp.make_table('energy_sources', $$
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name varchar(100) NOT NULL UNIQUE,
    unit varchar(20),
    cost_per_unit numeric(12, 4),
    carbon_intensity numeric(12, 4),
    description text,
    created_at timestamptz NOT NULL DEFAULT now()
$$);
SELECT pg_temp.add_column('energy_sources', 'unit', 'varchar(20)', ARRAY['units', 'unit_of_measure']);
SELECT pg_temp.add_column('energy_sources', 'cost_per_unit', 'numeric(12, 4)', ARRAY['unit_cost', 'price_per_unit', 'cost']);
SELECT pg_temp.add_column('energy_sources', 'carbon_intensity', 'numeric(12, 4)', ARRAY['carbon_factor', 'emission_factor', 'co2_factor']);
SELECT pg_temp.add_column('energy_sources', 'readings_table', 'text');
SELECT pg_temp.add_column('energy_sources', 'consumption_column', 'text');
SELECT pg_temp.add_column('energy_sources', 'rate_column', 'text');
SELECT pg_temp.add_column('energy_sources', 'quality_column', 'text');
SELECT pg_temp.add_column('energy_sources', 'readings_filter_column', 'text');
SELECT pg_temp.add_column('energy_sources', 'readings_filter_value', 'text');
SELECT pg_temp.add_column('energy_sources', 'spoken_names', 'text[]');

SELECT pg_temp.make_table('energy_source_features', format($$
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    energy_source_id %s NOT NULL%s,
    feature_name varchar(100) NOT NULL,
    data_type varchar(50) DEFAULT 'numeric',
    source_table varchar(100),
    source_column varchar(100),
    aggregation_function varchar(20) DEFAULT 'AVG',
    description text,
    is_regression_feature boolean DEFAULT true,
    UNIQUE (energy_source_id, feature_name)
$$,
    pg_temp.type_of('energy_sources', 'id', 'uuid'), pg_temp.reference_to('energy_sources')));
SELECT pg_temp.add_column('energy_source_features', 'parameters', 'jsonb');
SELECT pg_temp.add_column('energy_source_features', 'spoken_names', 'text[]');

SELECT pg_temp.make_table('seus', format($$
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL,
    energy_source_id %s NOT NULL%s,
    machine_ids %s[] NOT NULL DEFAULT '{}',
    description text,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (name, energy_source_id)
$$,
    pg_temp.type_of('energy_sources', 'id', 'uuid'), pg_temp.reference_to('energy_sources'), pg_temp.type_of('machines', 'id', 'uuid')));
SELECT pg_temp.add_column('seus', 'machine_ids', pg_temp.type_of('machines', 'id', 'uuid') || '[]', ARRAY['machine_id']);
SELECT pg_temp.add_column('seus', 'regression_coefficients', 'jsonb');
SELECT pg_temp.add_column('seus', 'intercept', 'double precision');
SELECT pg_temp.add_column('seus', 'feature_columns', 'text[]');
SELECT pg_temp.add_column('seus', 'r_squared', 'double precision');
SELECT pg_temp.add_column('seus', 'rmse', 'double precision');
SELECT pg_temp.add_column('seus', 'mae', 'double precision');
SELECT pg_temp.add_column('seus', 'trained_at', 'timestamptz');
SELECT pg_temp.add_column('seus', 'trained_by', 'text');
SELECT pg_temp.add_column('seus', 'baseline_year', 'integer');
SELECT pg_temp.add_column('seus', 'baseline_start_date', 'date');
SELECT pg_temp.add_column('seus', 'baseline_end_date', 'date');
