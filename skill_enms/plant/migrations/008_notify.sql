-- Whoever listens to enms_catalogue learns that what the plant has was changed.

CREATE OR REPLACE FUNCTION enms.notify_catalogue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('enms_catalogue', TG_TABLE_NAME);
    RETURN NULL;
END $$;

SELECT pg_temp.notify_catalogue_of(relation) FROM unnest(ARRAY[
    'factories', 'machines', 'energy_sources', 'energy_source_features', 'seus',
    'enms.column_aliases', 'enms.type_columns', 'enms.amount_columns', 'enms.custom_kinds', 'enms.seu_spoken_names',
    'enms.data_marks'
]) AS watched(relation);
