-- The ledger of releases: what was shown; of a hidden cell only that it is hidden.
CREATE TABLE publicacion (
    id INTEGER NOT NULL,
    fecha TIMESTAMP NOT NULL,       -- UTC
    tabla VARCHAR NOT NULL,
    fuente VARCHAR NOT NULL,
    suma VARCHAR NOT NULL,          -- SHA-256 of the file that was counted
    unidad VARCHAR NOT NULL,
    medida VARCHAR NOT NULL,
    cada INTEGER NOT NULL,          -- a rate of 5 per 100 000: 100 000
    por VARCHAR[] NOT NULL,
    entre VARCHAR[] NOT NULL,
    multiples VARCHAR[] NOT NULL,
    donde STRUCT(variable VARCHAR, codigos VARCHAR[])[] NOT NULL,
    politica VARCHAR NOT NULL,
    umbral INTEGER NOT NULL,
    huella VARCHAR NOT NULL
);
CREATE TABLE celda (
    publicacion INTEGER NOT NULL,
    orden INTEGER NOT NULL,
    margen BOOLEAN NOT NULL,
    niveles VARCHAR[] NOT NULL,
    estado VARCHAR NOT NULL CHECK (estado IN ('shown', 'hidden', 'not_applicable')),
    n BIGINT,
    d BIGINT,                       -- the denominator
    estimacion DOUBLE,
    bajo DOUBLE,
    alto DOUBLE,
    CHECK (estado = 'shown' OR coalesce(n, estimacion, bajo, alto) IS NULL)
);
