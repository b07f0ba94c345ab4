"""veraPDF, which archives themselves go by, for tests on a machine with Java and Maven.

Maven fetches what ``pom.xml`` names into its own store; where the files lie is kept in pytest's cache, so that Maven is
asked once. One Java process answers all questions of a test run.
"""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
PATIENCE = 300
"""Seconds that Maven may take to fetch 40 MB."""


class NotHere(Exception):
    """This machine cannot run veraPDF; the message says what is missing."""


class VeraPDF:
    """A running veraPDF, to be closed after use; raises NotHere."""

    def __init__(self, cache: Path) -> None:
        command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g", "-cp", _jars(cache)]
        self._file = cache / f"asked-{os.getpid()}.pdf"  # two workers may be at it
        self._log = cache / f"log-{os.getpid()}.txt"
        with self._log.open("wb") as log:
            self._java = subprocess.Popen(
                [*command, str(HERE / "Check.java")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
            )

    def broken(self, content: bytes, flavour: str) -> dict[str, str]:
        """The rules of ``ua1``, ``3a``, … that a PDF breaks, as clause-test, each with its sentence and first place."""
        assert self._java.stdin
        assert self._java.stdout
        self._file.write_bytes(content)
        self._java.stdin.write(f"{flavour}\t{self._file}\n")
        self._java.stdin.flush()
        line = self._java.stdout.readline()
        assert line, self._log.read_text(encoding="utf-8")
        answer = json.loads(line)
        broken: dict[str, str] = answer["broken"]
        assert answer["checks"] > 100, "it has not looked at the file"
        assert answer["valid"] == (not broken)
        return broken

    def close(self) -> None:
        """End the Java process."""
        self._java.communicate()
        self._file.unlink(missing_ok=True)
        self._log.unlink()


def _jars(cache: Path) -> str:
    """The class path."""
    for program in ("java", "javac", "mvn"):
        if not shutil.which(program):
            raise NotHere(f"veraPDF needs {program}")
    pom = HERE / "pom.xml"
    known = cache / f"{hashlib.sha256(pom.read_bytes()).hexdigest()[:16]}.txt"
    if not (
        known.is_file() and all(Path(jar).is_file() for jar in known.read_text(encoding="utf-8").split(os.pathsep))
    ):
        fetch = [
            "mvn",
            "--batch-mode",
            "--quiet",
            "--strict-checksums",
            "--file",
            str(pom),
            "dependency:build-classpath",
        ]
        try:
            subprocess.run([*fetch, f"-Dmdep.outputFile={known}"], check=True, capture_output=True, timeout=PATIENCE)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            said = (error.stdout or b"").decode(errors="replace").strip() or str(error)
            raise NotHere(f"Maven could not fetch veraPDF: {said.splitlines()[0]}") from None
    return known.read_text(encoding="utf-8")
