"""Check the content of the catalogue's files."""

from argparse import ArgumentParser
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from roles.actions.load.catalogue import Progress, open_files
from roles.actions.load.checks import Sources, in_order
from roles.documents.errors import Fault, Location
from roles.documents.files import FunctionFile, LevelsFile, TreeFile
from roles.formats import catalogue_yaml
from roles.formats.catalogue_yaml import ReadFile
from roles.formats.references import (
    Known,
    add_files,
    add_parents,
    add_replacement,
    faults_between,
    parent_circles,
    replacement_circles,
)
from roles.management.progress import progress_bar
from roles.quality.corpus import Corpus
from roles.quality.findings import Finding
from roles.quality.linting import ABOUT, counts, lint, unknown_rules


@dataclass(frozen=True)
class _Placed:
    """A finding with its file and line."""

    file: str
    line: int
    finding: Finding

    def __str__(self) -> str:
        found = self.finding
        line = f"{self.file}:{self.line}: {found.word}: {found.rule}: {found.role} {found.where}: {found.message}"
        return f"{line} (accepted: {found.accepted})" if found.accepted else line


class Command(BaseCommand):
    """``check_catalogue [PATH ...] [--rule NAME ...] [--summary]``"""

    help = (
        "Check the content of catalogue files (default: fixtures/) against the rules of fixtures/README.md and show "
        "every finding with its file and line. Ends with status 1 when there is an error that no document accepts. "
        "Files without a ladder and a tree of their own are judged beside those of fixtures/. No database is read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the paths, the rules, and the switch for the summary alone."""
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="YAML files or folders of them"
        )
        parser.add_argument(
            "--rule",
            action="append",
            default=[],
            metavar="NAME",
            help="only this rule; may be given repeatedly",
        )
        parser.add_argument(
            "--summary", action="store_true", help="show the counts by rule and no single finding"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the files, check them and report the findings."""
        paths, rules = options["paths"] or [settings.FIXTURES_DIR], options["rule"]
        _refuse_unknown(paths, rules)
        with progress_bar(self.stderr) as progress:
            checked, others = _read(paths, progress)
        if faults := _faults(checked, others):
            self._refuse(faults)
        files = checked.files
        findings = list(_findings(files, others.files, rules))
        if not options["summary"]:
            self._list(findings)
        self._count(files, [placed.finding for placed in findings], rules)

    def _refuse(self, faults: list[Fault]) -> None:
        for fault in faults:
            self.stderr.write(str(fault))
        count = f"{len(faults):,} {'fault' if len(faults) == 1 else 'faults'}"
        raise CommandError(f"{count} of form; the content was not judged. Mend the files and check again.")

    def _list(self, findings: list[_Placed]) -> None:
        styles: dict[str, Callable[[str], str]] = {
            "error": self.style.ERROR,
            "warning": self.style.WARNING,
            "accepted": str,
        }
        for _, group in groupby(findings, key=lambda placed: placed.file):
            for placed in group:
                self.stdout.write(styles[placed.finding.word](str(placed)))
            self.stdout.write("")

    def _count(self, files: list[ReadFile], findings: list[Finding], rules: Collection[str]) -> None:
        self.stdout.write(f"{'rule':34}{'errors':>8}{'warnings':>10}{'accepted':>10}")
        for row in counts(findings):
            if not rules or row.rule in rules:
                self.stdout.write(f"{row.rule:34}{row.errors:>8,}{row.warnings:>10,}{row.accepted:>10,}")
        words = [finding.word for finding in findings]
        errors, warnings, accepted = map(words.count, ("error", "warning", "accepted"))
        self.stdout.write(f"{'all':34}{errors:>8,}{warnings:>10,}{accepted:>10,}")
        roles = sum(len(file.form.roles) for file in files if isinstance(file.form, FunctionFile))
        self.stdout.write(f"{roles:,} {'role' if roles == 1 else 'roles'} judged.")
        if any(finding.fails for finding in findings):
            raise CommandError(
                f"{errors:,} {'error' if errors == 1 else 'errors'}. Mend the text, or accept the finding "
                "with a reason in the role's document (fixtures/README.md says how)."
            )


def _refuse_unknown(paths: list[Path], rules: list[str]) -> None:
    """Raise CommandError for a path or a rule that does not exist."""
    if missing := [str(path) for path in paths if not path.exists()]:
        raise CommandError(
            f"There is no {', '.join(missing)}. Name YAML files or folders, or none for fixtures/."
        )
    if unknown := [rule for rule in rules if rule not in ABOUT]:
        raise CommandError(f"There is no rule {', '.join(unknown)}. The rules are: {', '.join(ABOUT)}.")


def _read(paths: list[Path], progress: Progress) -> tuple[Sources, Sources]:
    """Read the files to check, and those of fixtures/ that complete them."""
    checked = open_files(paths, progress, with_lines=False)
    kinds = {type(file.form) for file in checked.files}
    if {LevelsFile, TreeFile} <= kinds:  # a catalogue of its own
        return checked, Sources([], [])
    named = {catalogue_yaml.file_name(file.form) for file in checked.files}
    fixtures = open_files([settings.FIXTURES_DIR], progress, with_lines=False)
    others = [file for file in fixtures.files if catalogue_yaml.file_name(file.form) not in named]
    return checked, replace(fixtures, files=others)


def _faults(checked: Sources, others: Sources) -> list[Fault]:
    """Faults of form, dangling references, circles, repeats and acceptances of unknown rules, in the files to check."""
    known, parents, replacements = Known(), parent_circles(), replacement_circles()
    known.unsure |= checked.unsure | others.unsure
    everything = [*others.files, *checked.files]
    add_files(known, everything)
    add_parents(parents, everything)
    for file in everything:
        for location, document in file.documents():
            add_replacement(replacements, document, partial(_fault_in, file, location))
    found = [*faults_between(everything, known), *parents.faults(), *replacements.faults()]
    own = {str(file.path) for file in checked.files}
    faults = [*checked.faults, *(fault for fault in found if fault.file in own)]
    for file in checked.files:
        for location, document in file.documents():
            faults += [file.fault((*location, *at), message) for at, message in unknown_rules(document)]
    return in_order(faults)


def _fault_in(file: ReadFile, location: Location, at: Location, message: str) -> Fault:
    return file.fault((*location, *at), message)


def _findings(files: list[ReadFile], others: list[ReadFile], rules: Collection[str]) -> Iterator[_Placed]:
    """Yield the findings in the files to check, file by file from top to bottom."""
    by_role: dict[str, list[Finding]] = {}
    corpus = Corpus.of((file.form for file in files), before=(file.form for file in others))
    for finding in lint(corpus, rules):
        by_role.setdefault(finding.role, []).append(finding)
    for file in files:
        if isinstance(file.form, FunctionFile):
            for i, document in enumerate(file.form.roles):
                for finding in by_role.get(document.code, ()):
                    line = catalogue_yaml.line_of(file.text, ("roles", i, *finding.location))
                    yield _Placed(str(file.path), line, finding)
