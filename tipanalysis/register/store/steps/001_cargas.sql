-- Loads: everything below is only ever added to; a load that another one takes the place of stays.
CREATE TABLE carga (
    id INTEGER NOT NULL,
    fuente VARCHAR NOT NULL,
    titulo VARCHAR NOT NULL,
    archivo VARCHAR NOT NULL,
    suma VARCHAR NOT NULL,          -- SHA-256 of the file's content
    sintetico BOOLEAN NOT NULL,
    filas_leidas BIGINT NOT NULL,
    pais VARCHAR NOT NULL,
    unidad VARCHAR NOT NULL,
    registros BIGINT NOT NULL,
    anios INTEGER[] NOT NULL,       -- years of registration that the records hold
    huella VARCHAR NOT NULL,        -- fingerprint of records, child tables, log and faults
    listas VARCHAR NOT NULL,        -- version of the code lists
    programa VARCHAR NOT NULL,      -- version of the package
    cargada TIMESTAMP NOT NULL      -- UTC
);
CREATE TABLE reemplazo (carga INTEGER NOT NULL, por INTEGER NOT NULL);
CREATE TABLE resultado_filas (carga INTEGER NOT NULL, orden INTEGER NOT NULL, resultado VARCHAR NOT NULL, n BIGINT NOT NULL);

-- What each column of a load was called, its type and its categories in order; "columna" is where its values stand.
CREATE TABLE columna (
    carga INTEGER NOT NULL,
    tabla VARCHAR NOT NULL,
    orden INTEGER NOT NULL,
    nombre VARCHAR NOT NULL,
    columna VARCHAR NOT NULL,
    tipo VARCHAR NOT NULL,
    categorias VARCHAR[]
);

-- One column per variable is added when a load first brings it.
CREATE TABLE registro (_carga INTEGER NOT NULL, _orden BIGINT NOT NULL);
CREATE TABLE bitacora (_carga INTEGER NOT NULL, _orden BIGINT NOT NULL);
CREATE TABLE falta (_carga INTEGER NOT NULL, _orden BIGINT NOT NULL);
CREATE TABLE lugar (_carga INTEGER NOT NULL, _orden BIGINT NOT NULL);
CREATE TABLE multiple (
    _carga INTEGER NOT NULL,
    _orden BIGINT NOT NULL,
    variable VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    codigo VARCHAR NOT NULL
);

CREATE TABLE lista_codigos (
    version VARCHAR NOT NULL,
    variable VARCHAR NOT NULL,
    orden INTEGER NOT NULL,
    codigo VARCHAR NOT NULL,
    es VARCHAR NOT NULL,
    en VARCHAR NOT NULL,
    superior VARCHAR                -- the code of the coarser list that holds this one
);
CREATE VIEW carga_vigente AS SELECT * FROM carga WHERE id NOT IN (SELECT carga FROM reemplazo);
