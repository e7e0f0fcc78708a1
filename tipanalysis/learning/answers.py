"""Answers as they come in: sheets with a row for each person and test, typed by a trainer or written by the widget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..register.file_kind import detect_kind
from ..register.sheets import load_sheets
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import NOT_AVAILABLE
from ..standard.matching import normalise
from ..words.errors import LearningError
from .bank import FORMS, Item, form_items
from .columns import QUESTIONS, Heads, read_heads
from .surveys import Filled, read_filled

TESTS = {"PRE": ("pre", "pretest", "antes", "before"), "POST": ("post", "postest", "posttest", "despues", "after")}
"""The two moments, with the words that people write for them."""
_YES = ("si", "x", "yes", "1", "true", "verdadero")


@dataclass(frozen=True, repr=False)
class Taken:
    """One person's test: a self-made code, which test, and the letter chosen in each place (empty: none).

    ``place`` says where it was read, for those who typed it.
    """

    code: str
    test: str
    form: str
    letters: tuple[str, ...]
    sex: str
    institution: str
    place: Place

    @property
    def right(self) -> tuple[bool, ...]:
        """Whether each answer is the right one; an answer not given is not."""
        return tuple(item.key == letter for item, letter in zip(form_items(self.form), self.letters, strict=True))

    @property
    def score(self) -> int:
        """How many answers are right."""
        return sum(self.right)


@dataclass(frozen=True)
class Place:
    """A row of a file, as a spreadsheet numbers it."""

    file: str
    row: int


@dataclass(frozen=True, repr=False)
class Answers:
    """All that was handed in: tests, filled-in surveys, and how many rows stood twice with the same answers."""

    taken: tuple[Taken, ...]
    filled: tuple[Filled, ...]
    files: tuple[str, ...]
    checksum: str
    synthetic: bool
    repeated: int = 0

    def of(self, test: str) -> tuple[Taken, ...]:
        """Who took one of the tests."""
        return tuple(one for one in self.taken if one.test == test)


def read_answers(paths: Sequence[Path]) -> Answers:
    """Read files, and all tables of folders.

    Parameters
    ----------
    paths : files (CSV or XLSX) and folders. The columns are described in ``docs/guias/evaluar_el_taller.md``.

    Returns
    -------
    Answers
        Codes are compared without case, spaces, accents and hyphens. A row that stands twice with the same answers
        counts once.

    Raises
    ------
    LearningError
        For a folder without tables, a sheet without the columns, an answer that no question has, and two rows of one
        person and test that differ. The message names file, row and column, never what stands there.
    """
    files = tuple(_files(paths))
    rows: list[Taken | Filled] = []
    synthetic = False
    for path in files:
        for sheet in load_sheets(path, detect_kind(path)):
            if any(cell.strip() for row in sheet.rows for cell in row):
                heads = read_heads(path.name, sheet.rows[0])
                read = list(_read(path.name, heads, sheet.rows[1:]))
                rows += [one for one, _ in read]
                synthetic |= any(marked for _, marked in read)
    taken, repeated = _once([row for row in rows if isinstance(row, Taken)])
    return Answers(
        taken=tuple(taken),
        filled=tuple(row for row in rows if isinstance(row, Filled)),
        files=tuple(path.name for path in files),
        checksum=sha256(b"".join(path.read_bytes() for path in files)).hexdigest(),
        synthetic=synthetic,
        repeated=repeated,
    )


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        tables = sorted(
            one for one in path.iterdir() if one.suffix.lower() in (".csv", ".xlsx") and one.name[:1] not in "~._"
        )
        if not tables:
            raise LearningError("learning_folder_empty", folder=path.name)
        yield from tables


def _read(file: str, heads: Heads, rows: Sequence[Sequence[str]]) -> Iterator[tuple[Taken | Filled, bool]]:
    """Each row that is not empty, and whether it says that its data are synthetic."""
    for number, cells in enumerate(rows, start=2):
        row = heads.named(cells)
        if any(row.values()):
            place = Place(file, number)
            marked = normalise(row.get("sintetico", "")) in _YES
            yield (read_filled(row, place.file, place.row) if heads.survey else _taken(row, place)), marked


def _taken(row: Mapping[str, str], place: Place) -> Taken:
    code = plain_code(row.get("codigo", ""))
    if not code:
        raise LearningError("learning_code_missing", file=place.file, row=place.row)
    form = normalise(row["forma"]).upper()
    if form not in FORMS:
        raise _wrong("forma", FORMS, place)
    return Taken(
        code=code,
        test=_test(row["prueba"], place),
        form=form,
        letters=tuple(
            _letter(row[column], item, column, place) for column, item in zip(QUESTIONS, form_items(form), strict=True)
        ),
        sex=load_codebook()["sexo"].find(row.get("sexo", "")) or NOT_AVAILABLE,
        institution=_institution(row.get("institucion", "")),
        place=place,
    )


def plain_code(text: str) -> str:
    """A self-made code as it is compared: capital letters and digits only.

    Examples
    --------
    >>> plain_code(" ma-07 sán"), plain_code("MA07SAN")
    ('MA07SAN', 'MA07SAN')
    """
    return "".join(sign for sign in normalise(text) if sign.isalnum()).upper()


def _test(text: str, place: Place) -> str:
    said = "".join(sign for sign in normalise(text) if sign.isalnum())
    for test, words in TESTS.items():
        if said in words:
            return test
    raise _wrong("prueba", [words[0] for words in TESTS.values()], place)


def _letter(text: str, item: Item, column: str, place: Place) -> str:
    letter = normalise(text)
    known = [choice.letter for choice in item.choices]
    if letter and letter not in known:
        raise _wrong(column, known, place)
    return letter


def _wrong(column: str, known: Sequence[str], place: Place) -> LearningError:
    """What was read is not said: it may be what somebody wrote in the wrong column."""
    return LearningError(
        "learning_value_unknown", file=place.file, row=place.row, column=column, known=", ".join(known)
    )


def _institution(text: str) -> str:
    """An institution as it was written, spaces aside; without letters or digits it says nothing."""
    return " ".join(text.split()) if normalise(text) else NOT_AVAILABLE


def _once(rows: Sequence[Taken]) -> tuple[list[Taken], int]:
    """Each person's test once; how many rows said the same again."""
    found: dict[tuple[str, str], Taken] = {}
    repeated = 0
    for row in rows:
        first = found.setdefault((row.code, row.test), row)
        if first is row:
            continue
        if (first.form, first.letters) != (row.form, row.letters):
            here, there = row.place, first.place
            raise LearningError("learning_double", file=here.file, row=here.row, other=there.file, first=there.row)
        repeated += 1
    return list(found.values()), repeated
