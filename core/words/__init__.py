"""The catalogues: a `.po` file for each language, the template they are made from, and what reads
them. See docs/words.md."""

from core.words.reading import language_of, languages

__all__ = ["language_of", "languages"]
