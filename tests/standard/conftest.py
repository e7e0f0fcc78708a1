from pathlib import Path

import pytest

from tipanalysis.standard.codebook import load_codebook


@pytest.fixture(scope="session")
def book():
    return load_codebook()


@pytest.fixture(scope="session")
def shared_data():
    folder = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real public files lie outside the project and are not here")
    return folder
