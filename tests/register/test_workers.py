"""Other processes work on parts as this one would: in order, in its language; and it does without them if it must."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tipanalysis.register.parts import Part
from tipanalysis.register.source_map import SourceMap, load_source_map
from tipanalysis.register.workers import Workers
from tipanalysis.words.errors import InputError
from tipanalysis.words.settings import current_settings, using

PARTS = [Part(str(number), number) for number in range(1, 8)]


@pytest.fixture(scope="module")
def team() -> Iterator[Workers]:
    with using(lang="en", country="GTM"), Workers(2) as workers:
        yield workers


def told(shared: str, part: Part) -> tuple[str, str, str, int]:
    now = current_settings()
    return shared + part.text, now.lang, now.country, os.getpid()


def test_answers_come_in_the_order_of_the_parts_from_two_others(team: Workers) -> None:
    answers = list(team.map(told, "a", PARTS))
    assert [answer[:3] for answer in answers] == [(f"a{number}", "en", "GTM") for number in range(1, 8)]
    assert len({answer[3] for answer in answers}) == 2
    assert os.getpid() not in {answer[3] for answer in answers}


def units_of(source: SourceMap, part: Part) -> str:
    return f"{source.unit} {len(source.columns)} {dict(source.titles)}"


def test_a_source_map_travels(team: Workers) -> None:
    source = load_source_map("eri")
    assert set(team.map(units_of, source, PARTS)) == {units_of(source, PARTS[0])}


def refusing(shared: str, part: Part) -> int:
    if part.first == 3:
        raise InputError("register_source_needed", file=shared)
    return part.first


@pytest.mark.parametrize("number", [0, 1])
def test_an_error_comes_where_its_part_would(number: int) -> None:
    with Workers(number) as workers:
        answers = workers.map(refusing, "hoja.csv", PARTS)
        assert [next(answers), next(answers)] == [1, 2]
        with pytest.raises(InputError) as caught:
            next(answers)
    assert (caught.value.key, caught.value.values) == ("register_source_needed", {"file": "hoja.csv"})


def dying(home: int, part: Part) -> int:
    if part.first == 3 and os.getpid() != home:
        os._exit(1)
    return part.first


def test_what_a_worker_leaves_undone_is_done_here() -> None:
    with Workers(2) as workers:
        assert list(workers.map(dying, os.getpid(), PARTS)) == [1, 2, 3, 4, 5, 6, 7]


def slow(shared: int, part: Part) -> int:
    import time

    time.sleep(shared)
    return part.first


def test_whoever_waits_can_be_stopped() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with Workers(1) as workers:
        workers.pause = stop
        with pytest.raises(KeyboardInterrupt):
            next(workers.map(slow, 30, PARTS))
        (helper,) = workers._team
    assert helper._process.exitcode is not None


def test_without_any_everything_is_done_here() -> None:
    looks: list[int] = []
    with Workers(0, lambda: looks.append(1)) as workers:
        assert {pid for *_, pid in workers.map(told, "", PARTS)} == {os.getpid()}
    assert len(looks) == len(PARTS)
