"""Starts the watch in every process of the room, kernels among them: Python loads a module of this name by itself."""

import os

if os.environ.get("LEAKS_LOG"):
    from leaks.watch.writes import begin

    begin(os.environ["LEAKS_LOG"], int(os.environ.get("LEAKS_KILL", "0")))
