-- Rows for the energy sources and their features. A plant that has energy sources keeps exactly those it has.

CREATE FUNCTION pg_temp.add_energy_source(
    id uuid, name text, unit text, cost numeric, carbon numeric, meter text, rate text, quality text, spoken text[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    column_names text := 'name';
    placeholders text := quote_literal(name);
    item record;
BEGIN
    FOR item IN
        SELECT * FROM (VALUES
            ('id', CASE WHEN pg_temp.type_of('energy_sources', 'id', '') IN ('uuid', 'text') THEN id::text END),
            ('unit', unit), ('cost_per_unit', cost::text), ('carbon_intensity', carbon::text),
            ('readings_table', meter), ('rate_column', rate), ('quality_column', quality), ('spoken_names', spoken::text)
        ) AS cells(column_name, content)
        WHERE content IS NOT NULL AND pg_temp.has_column('energy_sources', column_name)
    LOOP
        column_names := column_names || format(', %I', item.column_name);
        placeholders := placeholders || format(', %L', item.content);
    END LOOP;
    EXECUTE format('INSERT INTO energy_sources (%s) VALUES (%s)', column_names, placeholders);
EXCEPTION WHEN not_null_violation OR insufficient_privilege OR check_violation OR foreign_key_violation THEN
    PERFORM pg_temp.skip(format('energy source %s', name));
END $$;

DO $$
BEGIN
    IF NOT pg_temp.is_table('energy_sources') THEN
        RETURN;
    ELSIF NOT EXISTS (SELECT FROM energy_sources) THEN
        PERFORM pg_temp.add_energy_source(id::uuid, name, unit, cost, carbon,
            CASE WHEN to_regclass(meter) IS NOT NULL AND NOT EXISTS (SELECT FROM pg_temp.shared_readings()) THEN meter END,
            CASE WHEN pg_temp.has_column(meter, rate) THEN rate END,
            CASE WHEN pg_temp.has_column(meter, quality) THEN quality END, spoken)
        FROM (VALUES
            ('aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa', 'electricity', 'kWh', 0.12, 0.45, 'energy_readings',
             'power_kw', 'power_factor', '{electric,electrical,electric power}'::text[]),
            ('bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb', 'natural_gas', 'm³', 0.50, 2.02, 'natural_gas_readings',
             'flow_rate_m3h', 'pressure_bar', '{gas}'),
            ('cccccccc-cccc-cccc-cccc-cccccccccccc', 'steam', 'kg', 0.08, 0.15, 'steam_readings',
             'flow_rate_kg_h', 'enthalpy_kj_kg', NULL),
            ('dddddddd-dddd-dddd-dddd-dddddddddddd', 'compressed_air', 'Nm³', 0.03, 0.12,
             'compressed_air_end_use_readings', 'flow_rate_m3h', 'pressure_bar', '{air,pressurised air}')
        ) AS seed(id, name, unit, cost, carbon, meter, rate, quality, spoken);
    END IF;
END $$;

-- Where the readings of a source are: a table of its own by convention, or its part of a shared one.
DO $$
DECLARE
    source record;
    shared record;
    matching text;
BEGIN
    IF NOT (pg_temp.is_table('energy_sources') AND pg_temp.has_column('energy_sources', 'name')) THEN
        RETURN;
    ELSIF NOT pg_temp.has_column('energy_sources', 'readings_table')
          OR NOT has_table_privilege(to_regclass('energy_sources'), 'UPDATE') THEN
        PERFORM pg_temp.skip('values of energy_sources.readings_table');
        RETURN;
    END IF;
    FOR source IN
        SELECT name, id::text AS id,
               (SELECT candidate FROM unnest(CASE name
                    WHEN 'electricity' THEN ARRAY['electricity_readings', 'energy_readings']
                    WHEN 'compressed_air' THEN ARRAY['compressed_air_readings', 'compressed_air_end_use_readings']
                    ELSE ARRAY[name || '_readings'] END) WITH ORDINALITY AS tables(candidate, place)
                WHERE to_regclass(quote_ident(candidate)) IS NOT NULL ORDER BY place LIMIT 1) AS own_table
        FROM energy_sources WHERE readings_table IS NULL
    LOOP
        IF source.own_table IS NOT NULL
           AND source.own_table NOT IN (SELECT relation FROM pg_temp.shared_readings()) THEN
            UPDATE energy_sources SET readings_table = source.own_table WHERE name = source.name;
            CONTINUE;
        END IF;
        FOR shared IN SELECT relation, filter_column FROM pg_temp.shared_readings() LOOP
            EXECUTE format(
                'SELECT kind FROM (SELECT DISTINCT %1$I::text AS kind FROM %2$s) AS kinds
                 WHERE kind = $2 OR translate(lower(kind), '' -'', ''__'') = translate(lower($1), '' -'', ''__'')
                 ORDER BY kind = $1 DESC LIMIT 1',
                shared.filter_column, to_regclass(quote_ident(shared.relation))) INTO matching USING source.name, source.id;
            IF matching IS NOT NULL THEN
                UPDATE energy_sources
                SET readings_table = shared.relation,
                    readings_filter_column = shared.filter_column,
                    readings_filter_value = matching
                WHERE name = source.name;
                EXIT;
            END IF;
        END LOOP;
    END LOOP;
END $$;

-- Readings say where they are from, in whatever table they are.
DO $$
BEGIN
    IF to_regclass('energy_sources') IS NOT NULL THEN
        PERFORM pg_temp.add_column(quote_ident(relation), 'data_source', 'varchar(20)')
        FROM (SELECT DISTINCT to_jsonb(source) ->> 'readings_table' AS relation FROM energy_sources AS source) AS meters
        WHERE to_regclass(quote_ident(relation)) IS NOT NULL AND pg_temp.has_column(quote_ident(relation), 'time');
    END IF;
END $$;

-- Features of the sources above, only where nobody has described any yet and where what they read is there.
DO $$
BEGIN
    IF to_regclass('energy_source_features') IS NULL THEN
        PERFORM pg_temp.skip('feature rows');
        RETURN;
    ELSIF NOT pg_temp.is_table('energy_source_features') THEN
        RETURN;
    ELSIF EXISTS (SELECT FROM energy_source_features) THEN
        RETURN;
    END IF;
    INSERT INTO energy_source_features (
        energy_source_id, feature_name, data_type, source_table, source_column, aggregation_function,
        is_regression_feature, parameters, spoken_names, description)
    SELECT source.id, feature, 'numeric', source_table, source_column, aggregate, regression, parameters::jsonb,
           spoken::text[], about
    FROM (VALUES
        (NULL, 'outdoor_temp_c', 'environmental_data', 'outdoor_temp_c', 'AVG', true, NULL,
         '{outdoor temperature,outside temperature,outdoor temp,outside temp}', 'Mean outdoor temperature, °C'),
        (NULL, 'heating_degree_days', 'environmental_data', 'outdoor_temp_c', 'CUSTOM', true,
         '{"kind": "degree_days", "direction": "heating", "base": 18}', '{heating degrees,HDD}',
         'Heating degree days, base 18 °C'),
        (NULL, 'cooling_degree_days', 'environmental_data', 'outdoor_temp_c', 'CUSTOM', true,
         '{"kind": "degree_days", "direction": "cooling", "base": 18}', '{cooling degrees,CDD}',
         'Cooling degree days, base 18 °C'),
        (NULL, 'production_count', 'production_data', 'production_count', 'SUM', true, NULL,
         '{production,units produced,pieces produced,parts produced}', 'Pieces made'),
        (NULL, 'weekend', NULL, NULL, 'CUSTOM', true, '{"kind": "calendar", "days": [6, 7]}',
         '{weekends,weekend days}', '1 on Saturdays and Sundays'),
        ('electricity', 'operating_hours', 'energy_readings', 'power_kw', 'CUSTOM', true,
         '{"kind": "hours_above", "threshold": 1}', '{running hours,hours of operation}', 'Hours above 1 kW'),
        ('natural_gas', 'operating_hours', 'natural_gas_readings', 'flow_rate_m3h', 'CUSTOM', true,
         '{"kind": "hours_above", "threshold": 0.1}', '{running hours,hours of operation}', 'Hours above 0.1 m³/h'),
        ('steam', 'operating_hours', 'steam_readings', 'flow_rate_kg_h', 'CUSTOM', true,
         '{"kind": "hours_above", "threshold": 1}', '{running hours,hours of operation}', 'Hours above 1 kg/h'),
        ('compressed_air', 'operating_hours', 'compressed_air_end_use_readings', 'flow_rate_m3h', 'CUSTOM', true,
         '{"kind": "hours_above", "threshold": 1}', '{running hours,hours of operation}', 'Hours above 1 m³/h'),
        ('electricity', 'consumption_kwh', 'energy_readings', 'energy_kwh', 'SUM', false, NULL, NULL,
         'Electricity used, kWh'),
        ('electricity', 'avg_power_kw', 'energy_readings', 'power_kw', 'AVG', true, NULL,
         '{average power,mean power,power}', 'Mean power, kW'),
        ('electricity', 'max_power_kw', 'energy_readings', 'power_kw', 'MAX', true, NULL,
         '{maximum power,peak power,peak demand}', 'Highest power, kW'),
        ('electricity', 'avg_power_factor', 'energy_readings', 'power_factor', 'AVG', true, NULL,
         '{power factor,average power factor}', 'Mean power factor'),
        ('natural_gas', 'consumption_m3', 'natural_gas_readings', 'consumption_m3', 'SUM', false, NULL, NULL,
         'Gas used, m³'),
        ('natural_gas', 'avg_flow_rate_m3h', 'natural_gas_readings', 'flow_rate_m3h', 'AVG', true, NULL,
         '{flow rate,average flow rate,gas flow}', 'Mean flow, m³/h'),
        ('natural_gas', 'avg_pressure_bar', 'natural_gas_readings', 'pressure_bar', 'AVG', true, NULL,
         '{pressure,gas pressure,average pressure}', 'Mean gas pressure, bar'),
        ('natural_gas', 'wind_speed', 'environmental_data', 'wind_speed', 'AVG', true, NULL,
         '{wind}', 'Mean wind speed'),
        ('steam', 'consumption_kg', 'steam_readings', 'consumption_kg', 'SUM', false, NULL, NULL, 'Steam used, kg'),
        ('steam', 'avg_flow_rate_kg_h', 'steam_readings', 'flow_rate_kg_h', 'AVG', true, NULL,
         '{flow rate,average flow rate,steam flow}', 'Mean flow, kg/h'),
        ('steam', 'avg_pressure_bar', 'steam_readings', 'pressure_bar', 'AVG', true, NULL,
         '{pressure,steam pressure,average pressure}', 'Mean steam pressure, bar'),
        ('steam', 'avg_enthalpy_kj_kg', 'steam_readings', 'enthalpy_kj_kg', 'AVG', true, NULL,
         '{enthalpy,average enthalpy}', 'Mean enthalpy, kJ/kg'),
        ('compressed_air', 'consumption_m3', 'compressed_air_end_use_readings', 'consumption_m3', 'SUM', false, NULL,
         NULL, 'Compressed air used, Nm³'),
        ('compressed_air', 'avg_flow_rate_m3h', 'compressed_air_end_use_readings', 'flow_rate_m3h', 'AVG', true, NULL,
         '{flow rate,average flow rate,air flow}', 'Mean flow, m³/h'),
        ('compressed_air', 'electricity_kwh', 'energy_readings', 'energy_kwh', 'SUM', true, NULL,
         '{electricity,electricity use,electrical energy}', 'Electricity used by the same machines, kWh'),
        ('compressed_air', 'pressure_bar', 'compressed_air_end_use_readings', 'pressure_bar', 'AVG', true, NULL,
         '{pressure,air pressure,line pressure}', 'Mean line pressure, bar'),
        ('compressed_air', 'ambient_temp_c', 'environmental_data', 'indoor_temp_c', 'AVG', true, NULL,
         '{ambient temperature,ambient temp,indoor temperature,room temperature}', 'Mean ambient temperature, °C')
    ) AS seed(energy_source, feature, source_table, source_column, aggregate, regression, parameters, spoken, about)
    JOIN energy_sources AS source ON source.name = coalesce(seed.energy_source, source.name)
    WHERE source.name IN ('electricity', 'natural_gas', 'steam', 'compressed_air')
      AND (source_table IS NULL OR pg_temp.has_column(source_table, source_column));
EXCEPTION WHEN undefined_column OR not_null_violation OR insufficient_privilege OR check_violation THEN
    PERFORM pg_temp.skip('feature rows');
END $$;

DROP FUNCTION pg_temp.add_energy_source;
