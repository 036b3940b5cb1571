"""What must hold of the texts of both files: their language, their placeholders and suffixes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from valuepitch.documents import Document, Path
from valuepitch.errors import WARNING, Problem
from valuepitch.inputs.between import Files
from valuepitch.locale import ENGLISH, SUFFIXES
from valuepitch.model.base import parts_of
from valuepitch.model.prospect import FIGURE_NAMES
from valuepitch.model.texts import Text
from valuepitch.text import PLACEHOLDER, did_you_mean
from valuepitch.text import placeholders as names_in

# A name with something after a colon that is no suffix, and a suffix typed behind the brace.
_NEARLY = re.compile(r"\{[a-z][a-z0-9_]*\s*:[^{}]*\}")
_BEHIND = re.compile(r"\{([a-z][a-z0-9_]*)\}['’][^\W\d_]+")
_TURKISH_LETTERS = re.compile(r"[ğĞşŞİ]|\w*ı\w*")
_MOSTLY = 0.3  # of the texts


def _texts(files: Files) -> Iterator[tuple[Document, Path, Text]]:
    for document, model in ((files.prospect_file, files.prospect), (files.product_file, files.product)):
        for path, text in parts_of(model, Text):
            yield document, path, text


def languages(files: Files) -> Iterator[Problem]:
    """Every text of the page is there in its language, names of inputs too."""
    language = files.prospect.language
    for document, path, text in _texts(files):
        if text.said(language) is None:
            hint = f"add {language}: to it; the page is in {language}"
            yield document.problem(path, f"has no text in {language}", hint)
    if language == ENGLISH:
        return  # where names of inputs without a label read as words
    parts = ((files.prospect_file, "facts", files.prospect.facts),)
    for document, part, inputs in (*parts, (files.product_file, "assumptions", files.product.assumptions)):
        for name, sourced in inputs.items():
            if sourced.label is None:
                hint = f"add label: what it is called on a page in {language}"
                yield document.problem((part, name), "has no label", hint, key=True)


def placeholders(files: Files) -> Iterator[Problem]:
    """Every name in braces is known."""
    known = [*files.prospect.facts, *files.product.assumptions, *FIGURE_NAMES]
    for document, path, text in _texts(files):
        for said in text.values():
            for name in names_in(said):
                if name not in known:
                    yield document.problem(path, f"names {{{name}}}", did_you_mean(name, known))


def suffixes(files: Files) -> Iterator[Problem]:
    """A placeholder asks for a suffix that the language has, and none is typed behind it."""
    language = files.prospect.language
    known = SUFFIXES[language].known if language in SUFFIXES else ()
    for document, path, text in _texts(files):
        said = text.said(language) or ""
        for match in PLACEHOLDER.finditer(said):
            if match[2] and not known:
                message = f"asks for the suffix {match[2]}, and {language} has none"
                yield document.problem(path, message, f"write {{{match[1]}}}")
            elif match[2] and match[2] not in known:
                hint = f"known: {', '.join(known)}"
                yield document.problem(path, f"asks for the suffix {match[2]}", hint)
        for nearly in _NEARLY.findall(said):
            if not PLACEHOLDER.fullmatch(nearly):
                name = nearly[1:].partition(":")[0].strip()
                example = f"{{{name}:{known[0]}}}" if known else f"{{{name}}}"
                yield document.problem(
                    path, f"holds {nearly}, no placeholder", f"write it as {example}, without blanks"
                )
        for match in _BEHIND.finditer(said) if known else ():
            message = f"types a suffix behind {{{match[1]}}}, which fits one figure alone"
            hint = f"write {{{match[1]}:(n)In}}, {{{match[1]}:(y)I}} or another; it follows the figure"
            yield document.problem(path, message, hint, severity=WARNING)


def mixed(files: Files) -> Iterator[Problem]:
    """Texts in Turkish on a page in English."""
    texts = [text[""] for _, _, text in _texts(files) if "" in text]
    turkish = sum(bool(_TURKISH_LETTERS.search(text)) for text in texts)
    if files.prospect.language == ENGLISH and turkish > 2 and turkish > _MOSTLY * len(texts):
        message = f"is en, and {turkish} of {len(texts)} texts look Turkish"
        yield files.prospect_file.problem(("language",), message, "write language: tr", severity=WARNING)
