"""Pages of the trainer's kit: a template, the house's style, nothing from outside."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from ..reports.export import page_style
from ..words.settings import using
from ..words.texts import say
from .pages import lesson_style, standing_alone


def sheet(template: str, title: str, lang: str, **words: object) -> str:
    """The page that ``template/hojas/<template>.html.j2`` makes of ``words``; what is no HTML is escaped.

    Raises
    ------
    LessonError
        If the page would ask another host for something.
    """
    with using(lang=lang):
        page = _templates().get_template(f"{template}.html.j2")
        style = f"{page_style()}\n{lesson_style()}\n{asset('hojas.css')}"
        return standing_alone(page.render(title=title, lang=lang, style=style, **words), title)


def html_of(markdown: str) -> str:
    """Markdown as HTML, for a template that lets it through as it is."""
    from nbconvert.filters import markdown2html

    return str(markdown2html(markdown))


def asset(name: str) -> str:
    """A file of style or script of the kit's pages."""
    return files(__package__).joinpath("template/hojas", name).read_text("utf-8")


@cache
def _templates() -> Any:
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = files(__package__).joinpath("template/hojas")
    texts = {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.name.endswith(".j2")}
    made = Environment(loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made.globals["say"] = say
    return made
