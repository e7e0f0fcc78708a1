-- Extracts that were handed out: what they tell and what protects them; never a record.
CREATE TABLE extracto (
    fecha TIMESTAMP NOT NULL,       -- UTC
    informe VARCHAR NOT NULL,       -- the folder that it was left in
    programa VARCHAR NOT NULL,      -- version of the package
    fuente VARCHAR NOT NULL,
    suma VARCHAR NOT NULL,          -- SHA-256 of the file that the records come from
    unidad VARCHAR NOT NULL,
    registros BIGINT NOT NULL,
    anios INTEGER[] NOT NULL,       -- years of registration that the records hold
    se_podria_saber VARCHAR[] NOT NULL,
    delicadas VARCHAR[] NOT NULL,
    k INTEGER NOT NULL,
    l INTEGER NOT NULL,
    epsilon DOUBLE NOT NULL,        -- 0: records of people
    huella VARCHAR NOT NULL
);
