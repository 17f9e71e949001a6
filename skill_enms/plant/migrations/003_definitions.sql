-- What is known about names and kinds, as rows that a plant's keeper may add to or change.

CREATE TABLE enms.column_aliases (
    table_name text NOT NULL,
    column_name text NOT NULL,
    also_called text NOT NULL,
    place smallint NOT NULL DEFAULT 1,
    PRIMARY KEY (table_name, column_name, also_called)
);
COMMENT ON TABLE enms.column_aliases IS
    'Other names that a column of theirs goes by, in the order of `place`; read where `column_name` itself is not there';
INSERT INTO enms.column_aliases (table_name, column_name, also_called, place) VALUES
    ('factories', 'timezone', 'time_zone', 1),
    ('factories', 'timezone', 'tz', 2),
    ('energy_sources', 'unit', 'units', 1),
    ('energy_sources', 'unit', 'unit_of_measure', 2),
    ('energy_sources', 'cost_per_unit', 'unit_cost', 1),
    ('energy_sources', 'cost_per_unit', 'price_per_unit', 2),
    ('energy_sources', 'cost_per_unit', 'cost', 3),
    ('energy_sources', 'carbon_intensity', 'carbon_factor', 1),
    ('energy_sources', 'carbon_intensity', 'emission_factor', 2),
    ('energy_sources', 'carbon_intensity', 'co2_factor', 3),
    ('seus', 'machine_ids', 'machine_id', 1);

CREATE TABLE enms.type_columns (
    column_name text PRIMARY KEY,
    place smallint NOT NULL
);
COMMENT ON TABLE enms.type_columns IS
    'Columns that tell the energies of a shared readings table apart, by energy source''s name or id';
INSERT INTO enms.type_columns VALUES
    ('energy_type', 1), ('energy_source', 2), ('energy_source_name', 3), ('energy_source_id', 4), ('energy_carrier', 5);

CREATE TABLE enms.amount_columns (
    pattern text PRIMARY KEY,
    description text
);
COMMENT ON TABLE enms.amount_columns IS
    'Columns of driver and meter tables that hold an amount for the interval (LIKE patterns): summed, not averaged';
INSERT INTO enms.amount_columns VALUES
    ('consumption\_%', 'metered amount'),
    ('energy\_kwh', 'metered amount'),
    ('production\_count%', 'pieces made'),
    ('total\_production', 'pieces made'),
    ('good\_count', 'pieces made'),
    ('scrap\_count', 'pieces made'),
    ('units\_produced', 'pieces made'),
    ('parts\_produced', 'pieces made'),
    ('rainfall\_mm', 'precipitation');

CREATE TABLE enms.custom_kinds (
    name text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('degree_days', 'hours_above', 'calendar')),
    parameters jsonb NOT NULL DEFAULT '{}',
    source_columns text[] NOT NULL DEFAULT '{}',
    source_role text CHECK (source_role IN ('consumption', 'rate', 'quality')),
    offered boolean NOT NULL DEFAULT true,
    spoken_names text[],
    description text
);
COMMENT ON TABLE enms.custom_kinds IS
    'What a feature of aggregate CUSTOM is made of when its own row does not say; `offered` ones every energy source has';
COMMENT ON COLUMN enms.custom_kinds.parameters IS
    'degree_days: direction heating | cooling, base in °C; hours_above: threshold; calendar: days, ISO weekdays 1 to 7';
COMMENT ON COLUMN enms.custom_kinds.source_columns IS 'The first of these that a driver table has is read';
COMMENT ON COLUMN enms.custom_kinds.source_role IS 'Or this column of the energy source''s own meter';
INSERT INTO enms.custom_kinds (name, kind, parameters, source_columns, source_role, spoken_names, description) VALUES
    ('heating_degree_days', 'degree_days', '{"direction": "heating", "base": 18}',
     '{outdoor_temp_c,outdoor_temperature_c,outdoor_temperature,outside_temp_c,outside_temperature,ambient_temp_c,ambient_temperature,temperature_c}',
     NULL, '{heating degrees,HDD}', 'Degrees below the base temperature, integrated over the day'),
    ('cooling_degree_days', 'degree_days', '{"direction": "cooling", "base": 18}',
     '{outdoor_temp_c,outdoor_temperature_c,outdoor_temperature,outside_temp_c,outside_temperature,ambient_temp_c,ambient_temperature,temperature_c}',
     NULL, '{cooling degrees,CDD}', 'Degrees above the base temperature, integrated over the day'),
    ('operating_hours', 'hours_above', '{"threshold": 0}', '{}', 'rate', '{running hours,hours of operation}',
     'Hours of the day in which the meter''s rate is above the threshold'),
    ('weekend', 'calendar', '{"days": [6, 7]}', '{}', NULL, '{weekends,weekend days}', '1 on Saturdays and Sundays'),
    ('weekday', 'calendar', '{"days": [1, 2, 3, 4, 5]}', '{}', NULL, '{weekdays,working days,workdays}',
     '1 from Monday to Friday');

CREATE TABLE enms.seu_spoken_names (
    seu_id text NOT NULL,
    spoken_name text NOT NULL,
    PRIMARY KEY (seu_id, spoken_name)
);
