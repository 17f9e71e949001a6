-- A meter's momentary rate is its consumption in another form, so it explains nothing. Where no row names the column,
-- its name tells.

CREATE TABLE enms.rate_columns (
    pattern text PRIMARY KEY,
    description text
);
COMMENT ON TABLE enms.rate_columns IS
    'Columns of meter tables that hold the momentary rate (LIKE patterns), where energy_sources.rate_column is null';
INSERT INTO enms.rate_columns VALUES
    ('power\_w', 'power'),
    ('power\_kw', 'power'),
    ('power\_mw', 'power'),
    ('active\_power%', 'power'),
    ('%\_power\_w', 'power'),
    ('%\_power\_kw', 'power'),
    ('%\_power\_mw', 'power'),
    ('flow\_rate%', 'flow'),
    ('flow\_m3%', 'flow'),
    ('flow\_kg%', 'flow'),
    ('flow\_l%', 'flow');
SELECT pg_temp.notify_catalogue_of('enms.rate_columns');
