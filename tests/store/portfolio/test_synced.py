"""Folders that a service copies elsewhere, known by their names, by marks, and by what Windows says."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from tests.conftest import Said

from tenken.store.portfolio.synced import SyncService, called_like, synced_by

Tenken = Callable[..., Said]
SYNCED = {
    r"C:\Users\mori\OneDrive\clients": SyncService.ONEDRIVE,
    r"C:\Users\mori\OneDrive - 港北データ保護相談室\顧問先": SyncService.ONEDRIVE,
    r"C:\Users\mori\Dropbox\clients": SyncService.DROPBOX,
    r"D:\Dropbox (Kohoku)\clients": SyncService.DROPBOX,
    r"C:\Users\mori\iCloudDrive\clients": SyncService.ICLOUD,
    r"G:\マイドライブ\顧問先": SyncService.GOOGLE,
    r"G:\My Drive\clients": SyncService.GOOGLE,
    "/Users/mori/Library/CloudStorage/OneDrive-Personal/clients": SyncService.ONEDRIVE,
    "/Users/mori/Library/CloudStorage/Dropbox/clients": SyncService.DROPBOX,
    "/Users/mori/Library/CloudStorage/GoogleDrive-mori@example.com/My Drive/clients": SyncService.GOOGLE,
    "/Users/mori/Library/Mobile Documents/com~apple~CloudDocs/clients": SyncService.ICLOUD,
    "/home/mori/dropbox": SyncService.DROPBOX,
    "/home/mori/Google Drive/clients": SyncService.GOOGLE,
}
NOT_SYNCED = (r"C:\Users\mori\Documents\clients", "/home/mori/clients", "/home/mori/onedrives", "/srv/my drives/x", "/")


def path_of(written: str) -> PurePosixPath | PureWindowsPath:
    return PureWindowsPath(written) if "\\" in written else PurePosixPath(written)


@pytest.mark.parametrize("written", SYNCED)
def test_a_service_is_known_by_the_name_of_its_folder(written: str) -> None:
    assert called_like(path_of(written)) is SYNCED[written]


@pytest.mark.parametrize("written", NOT_SYNCED)
def test_other_folders_are_nobodys(written: str) -> None:
    assert called_like(path_of(written)) is None


def test_a_mark_a_variable_or_a_link_tells_as_well(tmp_path: Path) -> None:
    firms = tmp_path / "box" / "clients"
    assert synced_by(firms, {}) is None
    (tmp_path / "box").mkdir()
    assert synced_by(firms, {"OneDriveCommercial": str(tmp_path / "box"), "OneDrive": ""}) is SyncService.ONEDRIVE
    assert synced_by(tmp_path / "other", {"OneDrive": str(tmp_path / "box")}) is None
    (tmp_path / "box" / ".dropbox.cache").mkdir()
    assert synced_by(firms, {}) is SyncService.DROPBOX
    (tmp_path / "link").symlink_to(tmp_path / "box")
    assert synced_by(tmp_path / "link" / "clients", {}) is SyncService.DROPBOX


@pytest.mark.parametrize(("lang", "told"), [("ja", "同期"), ("en", "syncs")])
def test_whoever_makes_the_folder_of_firms_is_told_once(tenken: Tenken, lang: str, told: str) -> None:
    first = tenken("clients", "new", "OneDrive/clients", "天満", lang=lang)
    assert first.code == 0, first.err
    assert "OneDrive" in first.err
    assert told in first.err
    assert told not in tenken("clients", "new", "OneDrive/clients", "堀江", lang=lang).err
    assert told not in tenken("clients", "new", "clients", "天満", lang=lang).err
