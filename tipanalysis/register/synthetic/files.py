"""The published synthetic files: ``python -m tipanalysis.register.synthetic.files datasets`` makes them again."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ...words.settings import using
from ..folder import write_folder
from .accused import write_accused
from .aggregated import write_aggregated
from .counted import write_counted
from .dirty import write_dirty_workbook
from .fieldwork_files import write_fieldwork
from .lists import make_lists, write_lists
from .make import SEED, make_synthetic, make_truths
from .services import write_services


def write_datasets(folder: str | Path, seed: int = SEED) -> list[Path]:
    """Write the clean register, the dirty workbook, its error log and the key of truths, the lists with their key,
    the aggregated tables, the practice tables, those of field work and the services; the paths written.

    The same seed gives the same content: Spanish titles, whatever the language set.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    clean, dirty = folder / "registro_limpio", folder / "registro_sucio.xlsx"
    errors, key = folder / "registro_sucio_errores.csv", folder / "claves.json"
    with using(lang="es"):
        register = make_synthetic(seed)
        write_folder(register, clean)
        log = write_dirty_workbook(register, dirty, seed)
    errors.write_text(log.to_csv(index=False, lineterminator="\n"), encoding="utf-8", newline="\n")
    key.write_text(json.dumps(make_truths(seed), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    tables = [*write_lists(folder, make_lists(seed)), *write_aggregated(folder, seed)]
    practice = [write_accused(folder, seed), *write_counted(folder, seed), *write_fieldwork(folder, seed)]
    return [clean, dirty, errors, key, *tables, *practice, write_services(folder, seed)]


if __name__ == "__main__":
    write_datasets(sys.argv[1] if len(sys.argv) > 1 else "datasets")
