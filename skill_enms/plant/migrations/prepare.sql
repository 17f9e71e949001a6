-- What every migration may use: the record of migrations, and functions that live as long as the migrating session.
--
-- A plant's database may have been there first. So a migration makes what is missing, adds nullable columns to tables
-- that exist, leaves views alone, and where we may not alter something notes it (pg_temp.skip): the rest is done, and
-- a migration that skipped something is tried again by the next run.

DO $$
BEGIN
    IF to_regnamespace('enms') IS NULL THEN
        CREATE SCHEMA enms;
        -- The default search path begins with the schema named like the role: a role called enms would from now on make
        -- its tables among ours.
        IF to_regrole('enms') IS NOT NULL AND current_setting('search_path') LIKE '"$user"%' THEN
            BEGIN
                EXECUTE format('ALTER ROLE enms IN DATABASE %I SET search_path = %s', current_database(),
                    coalesce((SELECT string_agg(quote_ident(name), ', ') FROM unnest(current_schemas(false)) AS name
                              WHERE name <> 'enms'), 'public'));
            EXCEPTION WHEN insufficient_privilege THEN
                RAISE WARNING 'tables that the role enms makes without naming a schema will stand in the schema enms';
            END;
        END IF;
    END IF;
    IF to_regclass('enms.migrations') IS NULL THEN
        CREATE TABLE enms.migrations (
            name text PRIMARY KEY,
            applied_at timestamptz NOT NULL DEFAULT now(),
            skipped text[] NOT NULL DEFAULT '{}'
        );
        COMMENT ON COLUMN enms.migrations.skipped IS 'What this role may not alter; tried again by the next run';
    END IF;
END $$;

-- This session may have begun before that.
SELECT set_config('search_path', coalesce(
    (SELECT string_agg(quote_ident(name), ', ') FROM unnest(current_schemas(false)) AS name WHERE name <> 'enms'),
    'public'), false);

CREATE FUNCTION pg_temp.skip(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('enms.skipped', coalesce(nullif(current_setting('enms.skipped', true), '') || E'\n', '') || what, false);
END $$;

CREATE FUNCTION pg_temp.has_column(relation text, column_name text) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = to_regclass(relation) AND attname = column_name AND attnum > 0 AND NOT attisdropped
    )
$$;

CREATE FUNCTION pg_temp.is_table(relation text) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass(relation) AND relkind IN ('r', 'p'))
$$;

-- The type of a column as a declaration spells it; `otherwise` where there is no such column.
CREATE FUNCTION pg_temp.type_of(relation text, column_name text, otherwise text) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(
        (SELECT format_type(atttypid, atttypmod) FROM pg_attribute
         WHERE attrelid = to_regclass(relation) AND attname = column_name AND attnum > 0 AND NOT attisdropped),
        otherwise)
$$;

-- ' REFERENCES relation (id)' where a foreign key can point there, else nothing.
CREATE FUNCTION pg_temp.reference_to(relation text) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce((
        SELECT format(' REFERENCES %s (id)', to_regclass(relation))
        FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attname = 'id'
        WHERE indrelid = to_regclass(relation) AND indisunique AND indpred IS NULL AND indnkeyatts = 1
          AND indkey[0] = attnum AND has_table_privilege(indrelid, 'REFERENCES')
        LIMIT 1), '')
$$;

-- Add a nullable column to a table that lacks it, and lacks the other names that it goes by.
CREATE FUNCTION pg_temp.add_column(relation text, column_name text, type text, also_called text[] DEFAULT '{}')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_temp.is_table(relation)
       OR EXISTS (SELECT FROM unnest(also_called || column_name) AS known(name) WHERE pg_temp.has_column(relation, known.name))
    THEN
        RETURN;
    END IF;
    EXECUTE format('ALTER TABLE %s ADD COLUMN %I %s', to_regclass(relation), column_name, type);
EXCEPTION WHEN insufficient_privilege THEN
    PERFORM pg_temp.skip(format('column %s.%s', relation, column_name));
END $$;

-- Make a table that isn't there; `definition` is what stands between the parentheses. True where it was made.
CREATE FUNCTION pg_temp.make_table(relation text, definition text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass(relation) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (%s)', relation, definition);
    RETURN true;
EXCEPTION WHEN insufficient_privilege THEN
    PERFORM pg_temp.skip(format('table %s', relation));
    RETURN false;
END $$;

CREATE FUNCTION pg_temp.make_hypertable(relation text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    home text := (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'timescaledb');
BEGIN
    IF home IS NOT NULL THEN
        EXECUTE format('SELECT %s.create_hypertable($1, ''time'', create_default_indexes => false)', home)
        USING to_regclass(relation);
    END IF;
EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_function THEN
    PERFORM pg_temp.skip(format('hypertable %s', relation));
END $$;

-- A table of readings or of drivers; only its data source where it exists already.
CREATE FUNCTION pg_temp.make_readings_table(relation text, columns text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass(relation) IS NOT NULL THEN
        PERFORM pg_temp.add_column(relation, 'data_source', 'varchar(20)');
        RETURN;
    END IF;
    IF pg_temp.make_table(relation, format(
        'time timestamptz NOT NULL, machine_id %s NOT NULL%s, %s, data_source varchar(20), PRIMARY KEY (time, machine_id)',
        pg_temp.type_of('machines', 'id', 'uuid'), pg_temp.reference_to('machines'), columns))
    THEN
        EXECUTE format('CREATE INDEX ON %I (machine_id, time DESC)', relation);
        PERFORM pg_temp.make_hypertable(relation);
    END IF;
END $$;

-- A table's column that tells the energies of a shared readings table apart, for every table that has one.
CREATE FUNCTION pg_temp.shared_readings() RETURNS TABLE (relation text, filter_column text) LANGUAGE sql AS $$
    SELECT DISTINCT ON (class.oid) class.relname::text, kind.attname::text
    FROM pg_class AS class
    JOIN pg_attribute AS kind ON kind.attrelid = class.oid AND kind.attnum > 0 AND NOT kind.attisdropped
    JOIN unnest(ARRAY['energy_type', 'energy_source', 'energy_source_name', 'energy_source_id', 'energy_carrier'])
        WITH ORDINALITY AS known(name, place) ON known.name = kind.attname
    WHERE class.relkind IN ('r', 'p', 'v', 'm') AND pg_table_is_visible(class.oid)
      AND class.relnamespace <> 'pg_catalog'::regnamespace
      AND pg_temp.has_column(class.oid::regclass::text, 'time')
      AND pg_temp.has_column(class.oid::regclass::text, 'machine_id')
    ORDER BY class.oid, known.place
$$;

CREATE FUNCTION pg_temp.notify_catalogue_of(relation text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF pg_temp.is_table(relation) THEN
        EXECUTE format('DROP TRIGGER IF EXISTS enms_catalogue ON %s', to_regclass(relation));
        EXECUTE format(
            'CREATE TRIGGER enms_catalogue AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION enms.notify_catalogue()',
            to_regclass(relation));
    END IF;
EXCEPTION WHEN insufficient_privilege THEN
    PERFORM pg_temp.skip(format('trigger on %s', relation));
END $$;
