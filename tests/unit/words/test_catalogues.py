"""The catalogues that are shipped, and what keeps a broken one from being spoken."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.errors import Rejected
from core.domain.words import ENGLISH, speak
from core.words import language_of, languages
from core.words.reading import placeholders
from scripts import words
from scripts.stage import ROOT

HEAD = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
PLURALS = HEAD + '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
COMPLETE = ("bot/", "core/domain/", "core/shopify/", "core/db/", "core/jobs/")
"""Where German lacks no sentence: messages, windows, reasons and histories."""


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    speak(ENGLISH)


def catalogue(folder: Path, text: str, code: str = "de") -> Path:
    (folder / f"{code}.po").write_text(text, encoding="utf-8")
    return folder


def test_the_template_is_what_the_code_says() -> None:
    assert words.TEMPLATE.read_bytes() == words.written(words.template()), "run `make words`"


@pytest.mark.parametrize("code", languages())
def test_every_catalogue_can_be_spoken(code: str) -> None:
    assert language_of(code).code == code


@pytest.mark.parametrize("file", sorted(words.FOLDER.glob("*.po")), ids=lambda file: file.stem)
def test_a_catalogue_has_the_sentences_of_the_template(file: Path) -> None:
    there = {each.id for each in words.read(file) if each.id}
    assert there == {each.id for each in words.template() if each.id}, "run `make words`"


def test_german_lacks_nothing_that_is_shown_most() -> None:
    lacking = [
        message.id
        for message in words.read(words.FOLDER / "de.po")
        if message.id
        and not all(words.forms(message))
        and any(name.startswith(COMPLETE) for name, _ in message.locations)
    ]
    assert lacking == []


@pytest.mark.parametrize("file", sorted(words.FOLDER.glob("*.po")), ids=lambda file: file.stem)
def test_signs_and_markup_are_those_of_the_key(file: Path) -> None:
    wrong = []
    for message in words.read(file):
        keys = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        for key, said in zip(keys, words.forms(message), strict=False):
            # An answer that ends in … is shown with an hourglass.
            marks = [(text.endswith("…"), text.count("*"), text.count("`")) for text in (key, said)]
            if key and said and (marks[0] != marks[1] or _sign(key) != _sign(said)):
                wrong.append(said)
    assert wrong == []


def _sign(sentence: str) -> str:
    first = sentence[0]
    return first if unicodedata.category(first) == "So" else ""


def test_what_is_said_fills_every_placeholder_and_no_other() -> None:
    wrong = [
        f"{name}:{call.lineno}"
        for name in words.sources()
        for call in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and not _fits(call)
    ]
    assert wrong == []


def _fits(call: ast.Call) -> bool:
    function = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if isinstance(call.func, ast.Name):
        function = call.func.id
    if function not in {"say", "say_many"}:
        return True
    given = {each.arg for each in call.keywords}
    keys = [each.value for each in call.args if isinstance(each, ast.Constant)]
    wanted = {name for key in keys if isinstance(key, str) for name in placeholders(key)}
    # What is said later may be marked elsewhere; then nothing can be told here.
    constant = all(isinstance(each, ast.Constant) for each in call.args[:1])
    return not constant or wanted - {"count"} == given - {"count"}


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(Rejected) as refused:
        language_of("tlh")
    assert "“tlh”" in refused.value.reason.sentence
    assert "SYNCTEC_LANGUAGE can be de, en." in refused.value.reason.sentence


def test_a_translation_without_its_placeholder_is_refused_by_name(tmp_path: Path) -> None:
    folder = catalogue(tmp_path, PLURALS + 'msgid "Push to {title}"\nmsgstr "An {titel}"\n')
    with pytest.raises(Rejected) as refused:
        language_of("de", folder)
    told = refused.value.reason.sentence
    assert "“An {titel}” is to have {title}, and has {titel}" in told


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('msgid "Push to {title}"\nmsgstr "An {title"\n', "a brace that is left open"),
        ('msgid "Push"\nmsgstr "Mehr {x}"\n', "is to have no placeholder"),
        (
            'msgid "{count} item"\nmsgid_plural "{count} items"\nmsgstr[0] "ein"\n'
            'msgstr[1] "{count} {many}"\n',
            "{count} {many}",
        ),
        ("Push is Übertragung\n", "cannot be used"),
    ],
)
def test_other_broken_catalogues_are_refused(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(Rejected, match=r"catalogue core/words/de\.po") as refused:
        language_of("de", catalogue(tmp_path, PLURALS + text))
    assert named in refused.value.reason.sentence


def test_a_sentence_that_is_missing_or_to_be_looked_over_is_said_in_english(tmp_path: Path) -> None:
    text = '#, fuzzy\nmsgid "Push"\nmsgstr "Schubs"\n\nmsgid "Retry"\nmsgstr ""\n'
    language = language_of("de", catalogue(tmp_path, PLURALS + text))
    assert language.sentences == {}


def test_plural_forms_are_those_of_the_catalogue(tmp_path: Path) -> None:
    head = HEAD.replace("de", "pl") + (
        '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || '
        'n%100>14) ? 1 : 2);\\n"\n\n'
    )
    text = (
        'msgid "{count} item"\nmsgid_plural "{count} items"\nmsgstr[0] "jeden"\n'
        'msgstr[1] "{count} artykuły"\nmsgstr[2] "{count} artykułów"\n'
    )
    language = language_of("pl", catalogue(tmp_path, head + text, "pl"))
    assert [language.plural(count) for count in (1, 3, 5, 22)] == [0, 1, 2, 1]
    assert language.plurals["{count} item"][2] == "{count} artykułów"
