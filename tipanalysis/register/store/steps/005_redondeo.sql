-- Of a rounded number: the truth is less than this far from it. Empty where numbers are exact.
ALTER TABLE celda ADD COLUMN IF NOT EXISTS cerca BIGINT;
