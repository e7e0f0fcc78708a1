"""The closing has no exercises: what is checked here is the post-test, and what counts is what comes after."""

from __future__ import annotations

from tipanalysis.course.exercise import Exercise

EXERCISES: tuple[Exercise, ...] = ()
