"""A client that begins as soon as its kernel answers, and says so when none will."""

from __future__ import annotations

import asyncio
from queue import Empty
from typing import Any

import pytest

from tipanalysis.reports.kernel import PromptClient


class Kernel(PromptClient):
    """A kernel that answers the question ``answered``, whose outputs arrive from the question ``heard`` on."""

    def __init__(self, answered: int, heard: int = 1, alive: bool = True) -> None:
        super().__init__()
        self.asked, self.answered, self.heard, self.alive = 0, answered, heard, alive

    def kernel_info(self) -> str:  # type: ignore[override]
        self.asked += 1
        return ""

    async def get_shell_msg(self, timeout: float) -> Any:
        if self.asked < self.answered:
            raise Empty

    async def get_iopub_msg(self, timeout: float) -> Any:
        if self.asked < self.heard:
            raise Empty

    async def is_alive(self) -> bool:
        return self.alive


@pytest.mark.parametrize(("answered", "heard", "asked"), [(1, 1, 1), (3, 1, 3), (1, 4, 4)])
def test_it_asks_until_the_kernel_answers_and_is_heard(answered: int, heard: int, asked: int) -> None:
    kernel = Kernel(answered, heard)
    asyncio.run(kernel.wait_for_ready())
    assert kernel.asked == asked


def test_of_a_kernel_that_has_ended_no_answer_is_waited_for() -> None:
    with pytest.raises(RuntimeError, match=r"^the kernel ended before it answered$"):
        asyncio.run(Kernel(2, alive=False).wait_for_ready(60))


def test_a_kernel_that_never_answers_is_given_up() -> None:
    with pytest.raises(RuntimeError, match=r"^the kernel did not answer in 0 seconds$"):
        asyncio.run(Kernel(10**9).wait_for_ready(0))
