"""``tenken clients web`` as it is called: what it says, where, and how it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from tests.conftest import Said, environment_of

Tenken = Callable[..., Said]


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_the_address_is_the_product_and_ctrl_c_ends_it_cleanly(tenken: Tenken, tmp_path: Path) -> None:
    assert tenken("clients", "new", "firms", "北浜クラブ").code == 0
    (tmp_path / "firms" / "broken").mkdir()
    (tmp_path / "firms" / "broken" / "client.toml").write_text("name = 5\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "tenken", "clients", "web", "firms", "--no-browser"],
        cwd=tmp_path,
        env=environment_of("ja"),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdout
        with build_opener(HTTPCookieProcessor()).open(process.stdout.readline().strip(), timeout=300) as page:
            told = page.read().decode()
        assert "北浜クラブ" in told
        assert "broken/client.toml" in told
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=300)
    finally:
        process.kill()
    assert (process.returncode, out) == (130, "")
    assert "会社ごとのファイルに保存してあります。続きは：tenken clients web firms" in err
    assert "Traceback" not in err


def test_a_folder_that_is_not_there_is_refused(tenken: Tenken) -> None:
    done = tenken("clients", "web", "nowhere", "--no-browser")
    assert (done.code, done.out) == (3, "")
    assert "nowhere" in done.err
