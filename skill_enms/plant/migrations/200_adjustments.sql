-- What happened to an SEU that its drivers don't tell: days that are left out, or an amount that is allowed for.

ALTER TABLE enms.adjustments
    ALTER COLUMN amount_per_day DROP NOT NULL,
    ADD COLUMN IF NOT EXISTS withdrawn_by text;
CREATE INDEX IF NOT EXISTS adjustments_standing ON enms.adjustments (seu_id) WHERE withdrawn_at IS NULL;
COMMENT ON COLUMN enms.adjustments.amount_per_day IS
    'Added to what the baseline expects of each day, in its unit; null: the days are left out';
COMMENT ON COLUMN enms.adjustments.end_date IS 'Exclusive: the day after the last one';
