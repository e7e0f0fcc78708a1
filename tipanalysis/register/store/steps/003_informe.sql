-- In which report a release came out, and with which version of the program.
ALTER TABLE publicacion ADD COLUMN IF NOT EXISTS informe VARCHAR DEFAULT '';
ALTER TABLE publicacion ADD COLUMN IF NOT EXISTS programa VARCHAR DEFAULT '';
