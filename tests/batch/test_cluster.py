"""A batch on a Dask cluster: a real scheduler and two workers on the loopback, one of them killed in the middle."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Said, environment_of
from tests.processes import children, ended

pytestmark = [pytest.mark.slow, pytest.mark.pdf, pytest.mark.child]

Tenken = Callable[..., Said]
Start = Callable[..., "subprocess.Popen[bytes]"]
DASK = """
import runpy, sys
del sys.argv[0]
runpy.run_module(f"distributed.cli.dask_{sys.argv[0]}", run_name="__main__")
"""
WAIT = 600
"""Tries, a tenth of a second apart, until a scheduler answers."""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts ``dask scheduler`` or ``dask worker``, which end with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def run(*words: str, **more: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", DASK, *words, "--no-dashboard"]
        silent = subprocess.DEVNULL
        environment = {**environment_of("en"), **more}
        running.append(subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=silent, stderr=silent))
        return running[-1]

    yield run
    for process in running:
        for child in children(process.pid):
            os.kill(child, signal.SIGKILL)
        process.kill()
        process.wait()


@pytest.fixture
def address(start: Start) -> str:
    """A scheduler on the loopback."""
    return scheduler(start, "tcp")


def scheduler(start: Start, protocol: str, **more: str) -> str:
    """A scheduler on the loopback that answers; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--protocol", protocol, **more)
    for _ in range(WAIT):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return f"{protocol}://127.0.0.1:{port}"
        time.sleep(0.1)
    raise AssertionError("no scheduler")


def workers(start: Start, address: str, number: int, **more: str) -> list["subprocess.Popen[bytes]"]:
    """So many workers that have announced themselves."""
    from distributed import Client

    made = [start("worker", address, "--nthreads", "1", **more) for _ in range(number)]
    client: Any = Client(address, set_as_default=False)  # type: ignore[no-untyped-call]
    try:
        client.wait_for_workers(number, timeout=60)
    finally:
        client.close()
    return made


def reports(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("out/*.pdf")}


def test_a_killed_worker_loses_nothing_and_the_bytes_are_those_of_one_machine(
    tenken: Tenken, tmp_path: Path, start: Start, address: str, head: str
) -> None:
    assert tenken("demo", "firms", "--clients", "24").code == 0
    own = tmp_path / "firms/own"  # its edition is one that only this machine has, and goes along
    own.mkdir()
    (own / "2026.toml").write_text(head + '[answers]\npeople-01 = { status = "yes" }\n', encoding="utf-8")
    (own / "client.toml").write_text('format = 1\nname = "own"\n', encoding="utf-8")
    shutil.copytree(tmp_path / "firms", tmp_path / "there")
    assert tenken("clients", "report", "firms", "--drafts", "--jobs", "2").code == 0
    _, second = workers(start, address, 2)
    command = [sys.executable, "-m", "tenken", "clients", "report", "there", "--drafts", "--scheduler", address]
    pipe = subprocess.PIPE
    run = subprocess.Popen(command, cwd=tmp_path, env=environment_of("ja"), stdout=pipe, stderr=pipe, text=True)
    assert run.stdout
    run.stdout.readline()  # the first report is there
    killed = [second.pid, *children(second.pid)]
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    second.wait()
    assert ended(*killed)
    _, said = run.communicate(timeout=300)
    assert (run.returncode, "まだ作っていません" in said) == (0, False), said
    assert reports(tmp_path / "there") == reports(tmp_path / "firms")
    assert len(reports(tmp_path / "there")) > 10
    assert "own/out/2026.pdf" in reports(tmp_path / "there")
    again = tenken("clients", "report", "there", "--drafts", "--json")
    assert json.loads(again.out)["made"] == 0


def test_a_scheduler_without_workers_is_told(tenken: Tenken, address: str) -> None:
    assert tenken("demo", "firms", "--clients", "3").code == 0
    said = tenken("clients", "report", "firms", "--scheduler", address, lang="en")
    assert (said.code, "no workers" in said.err) == (4, True)


def test_a_worker_that_would_make_other_bytes_is_told(
    tenken: Tenken, tmp_path: Path, start: Start, address: str
) -> None:
    assert tenken("demo", "firms", "--clients", "6").code == 0
    fonts = tmp_path / "fonts.conf"  # a machine without a Japanese font
    fonts.write_text('<?xml version="1.0"?><fontconfig><dir>/nowhere</dir></fontconfig>', encoding="utf-8")
    workers(start, address, 1, FONTCONFIG_FILE=str(fonts))
    said = tenken("clients", "report", "firms", "--scheduler", address, lang="en")
    assert (said.code, "differs" in said.err) == (4, True), said.err
    assert not list((tmp_path / "firms").rglob("out"))


def test_a_scheduler_of_another_version_is_told(
    tenken: Tenken, start: Start, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tenken("demo", "firms", "--clients", "3").code == 0
    workers(start, address, 1)
    monkeypatch.setattr("tenken.batch.executors.version", lambda _: "2030.1.0")
    said = tenken("clients", "report", "firms", "--scheduler", address, lang="en")
    assert (said.code, "2030.1.0" in said.err) == (4, True)


def test_with_certificates_what_is_sent_is_encrypted(tenken: Tenken, tmp_path: Path, start: Start) -> None:
    signing = pytest.importorskip("tests.signing")
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    ours = signing.authority()
    key = ec.generate_private_key(ec.SECP256R1())
    day = datetime.now(UTC) - timedelta(days=1)
    keyed = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "ca.pem").write_bytes(ours.pem)
    certificate = ours.certify(key, first=day, last=day + timedelta(days=9))
    (tmp_path / "key.pem").write_bytes(certificate.public_bytes(Encoding.PEM) + keyed)
    settings = {"DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True"}
    settings["DASK_DISTRIBUTED__COMM__TLS__CA_FILE"] = str(tmp_path / "ca.pem")
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        for what in ("CERT", "KEY"):
            settings[f"DASK_DISTRIBUTED__COMM__TLS__{who}__{what}"] = str(tmp_path / "key.pem")
    address = scheduler(start, "tls", **settings)
    start("worker", address, "--nthreads", "1", **settings)
    assert tenken("demo", "firms", "--clients", "6").code == 0
    command = [sys.executable, "-m", "tenken", "clients", "report", "firms", "--scheduler", address, "--json"]
    for _ in range(WAIT):  # until the worker has announced itself
        environment = {**environment_of("en"), **settings}
        said = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        if "no workers" not in said.stderr:
            break
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout)["made"] > 0
    open_to_all = subprocess.run(command, cwd=tmp_path, env=environment_of("en"), capture_output=True, check=False)
    assert open_to_all.returncode == 4
