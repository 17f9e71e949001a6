-- Readings and drivers. A plant that has energy sources of its own gets no meter table that nothing would write to: one
-- is made only for an energy source of that name whose readings are nowhere yet.

CREATE FUNCTION pg_temp.lacks_readings(energy_source text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    answer boolean;
BEGIN
    IF to_regclass('energy_sources') IS NULL THEN
        RETURN false;
    ELSIF EXISTS (SELECT FROM pg_temp.shared_readings()) THEN
        RETURN false;
    ELSIF NOT EXISTS (SELECT FROM energy_sources) THEN
        RETURN true;
    ELSIF to_regclass(quote_ident(energy_source || '_readings')) IS NOT NULL THEN
        RETURN false;
    END IF;
    SELECT EXISTS (
        SELECT FROM energy_sources AS source
        WHERE to_jsonb(source) ->> 'name' = energy_source AND to_jsonb(source) ->> 'readings_table' IS NULL
    ) INTO answer;
    RETURN answer;
END $$;

CREATE FUNCTION pg_temp.make_meter_table(energy_source text, relation text, columns text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass(relation) IS NOT NULL OR pg_temp.lacks_readings(energy_source) THEN
        PERFORM pg_temp.make_readings_table(relation, columns);
    END IF;
END $$;

SELECT pg_temp.make_meter_table('electricity', 'energy_readings', $$
    energy_kwh numeric(12, 4),
    power_kw double precision,
    voltage_v double precision,
    current_a double precision,
    power_factor double precision
$$);
SELECT pg_temp.make_meter_table('natural_gas', 'natural_gas_readings', $$
    flow_rate_m3h double precision,
    consumption_m3 numeric(12, 4),
    pressure_bar double precision,
    temperature_c double precision,
    calorific_value_mj_m3 double precision DEFAULT 38.5
$$);
SELECT pg_temp.make_meter_table('steam', 'steam_readings', $$
    flow_rate_kg_h double precision,
    consumption_kg numeric(12, 4),
    pressure_bar double precision,
    temperature_c double precision,
    enthalpy_kj_kg double precision,
    quality_percent double precision
$$);
SELECT pg_temp.make_meter_table('compressed_air', 'compressed_air_end_use_readings', $$
    flow_rate_m3h double precision,
    consumption_m3 numeric(12, 4),
    pressure_bar double precision,
    dewpoint_c double precision
$$);
SELECT pg_temp.make_readings_table('production_data', $$
    production_count numeric(12, 2),
    good_count numeric(12, 2),
    scrap_count numeric(12, 2)
$$);
SELECT pg_temp.make_readings_table('environmental_data', $$
    outdoor_temp_c double precision,
    indoor_temp_c double precision,
    humidity double precision,
    wind_speed double precision
$$);

DROP FUNCTION pg_temp.make_meter_table, pg_temp.lacks_readings;
