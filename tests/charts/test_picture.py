"""The picture around a drawing: its HTML, its bytes, and nothing left changed behind it."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from tipanalysis.charts.bars import draw_bars
from tipanalysis.charts.picture import Picture, figure_css
from tipanalysis.pages.notes import note_lines
from tipanalysis.pages.table import show_table

CELLS = {("MUJER",): 30, ("HOMBRE",): 3, ("NP",): 8}


@pytest.fixture
def release(release_of: Callable[..., Any]) -> Any:
    return release_of(("sexo",), CELLS, [("HOMBRE",)])


@pytest.fixture
def picture(release: Any) -> Picture:
    return draw_bars(release, title="Personas <y> «sexo»")


def test_the_figure_has_title_image_notes_and_table_in_this_order(picture: Picture, release: Any) -> None:
    source = base64.b64encode(picture.svg).decode()
    notes = " ".join(f"<p>{line}</p>" for line in note_lines(release))
    assert picture.html == (
        '<figure class="tip-figure" lang="es"><figcaption class="tip-figure-title">Personas &lt;y&gt; «sexo»'
        f'</figcaption><img alt="{picture.alt.replace("<y>", "&lt;y&gt;")}" '
        f'src="data:image/svg+xml;base64,{source}"><div class="tip-figure-notes">{notes}</div>'
        f"<details><summary>Datos del gráfico</summary>{show_table(release).html}</details></figure>"
    )


def test_a_notebook_shows_the_figure_with_its_styles(picture: Picture) -> None:
    shown = picture._repr_html_()
    assert shown.endswith(picture.html) and figure_css() in shown and "@media print" in figure_css()


def test_every_tag_is_closed(picture: Picture) -> None:
    open_tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            if tag not in ("img", "br"):
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Reader().feed(picture.html)
    assert open_tags == []


def test_the_same_data_give_the_same_bytes_whatever_the_reader_has_set(release: Any, picture: Picture) -> None:
    import matplotlib

    again = draw_bars(release, title=picture.title)
    with matplotlib.rc_context({"font.size": 30, "svg.fonttype": "none", "axes.grid": True, "svg.hashsalt": "x"}):
        elsewhere = draw_bars(release, title=picture.title)
        assert elsewhere.png == picture.png
    assert picture == again == elsewhere


def test_drawing_changes_no_setting_and_opens_no_window(release: Any) -> None:
    import matplotlib

    before = dict(matplotlib.rcParams)
    draw_bars(release).png  # noqa: B018
    assert dict(matplotlib.rcParams) == before


def test_letters_are_paths_and_nothing_tells_when_where_or_with_what(picture: Picture) -> None:
    svg = picture.svg.decode()
    assert "<text" not in svg and "font-family" not in svg
    assert re.search(r"<dc:|<cc:|<rdf|Creator|[Mm]atplotlib|/home|/work|20\d\d-\d\d-\d\d", svg) is None
    assert set(re.findall(r"https?://[^\"\s]+", svg)) <= {
        "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd",
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/2000/svg",
    }


def test_the_png_stands_alone_with_title_and_notes(picture: Picture) -> None:
    from io import BytesIO

    from matplotlib.image import imread

    height, width = imread(BytesIO(picture.png)).shape[:2]
    own_width, own_height = picture.figure.get_size_inches() * 144
    assert width == round(own_width) and height > own_height + 144
    assert b"Software" not in picture.png and b"tEXt" not in picture.png


def test_synthetic_data_say_so_in_the_drawing_and_real_data_do_not(
    release: Any, release_of: Callable[..., Any], texts_in: Any
) -> None:
    real = release_of(("sexo",), CELLS, synthetic=False)
    assert "DATOS SINTÉTICOS" in texts_in(draw_bars(release).figure)
    assert "SYNTHETIC DATA" in texts_in(draw_bars(release, lang="en").figure)
    assert "DATOS SINTÉTICOS" not in texts_in(draw_bars(real).figure)


def test_no_letter_is_smaller_than_eleven_points(picture: Picture) -> None:
    from matplotlib.text import Text

    assert min(text.get_fontsize() for text in picture.figure.findobj(Text)) >= 11


def test_importing_charts_loads_no_drawing_library_and_drawing_needs_no_pyplot() -> None:
    code = (
        "import sys, tipanalysis.charts.pyramid, tipanalysis.charts.series, tipanalysis.charts.missingness\n"
        "assert 'matplotlib' not in sys.modules\n"
        "import tipanalysis as tip, pandas as pd\n"
        "tip.draw_bars(tip.protect(tip.count_by(pd.DataFrame({'sexo': ['MUJER'] * 9}), 'sexo')))\n"
        "assert 'matplotlib.pyplot' not in sys.modules and 'seaborn' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
