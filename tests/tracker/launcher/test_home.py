import os
import stat

import pytest

from tracker.launcher.accounts import CANDIDATES, Account, for_servers, may_pass
from tracker.launcher.folder import LauncherError, LocalFolder
from tracker.launcher.home import forget_outside, package_binaries, server_home

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def stranger():
    """An account that owns nothing here."""
    return Account("stranger", 54_321, 54_321)


@pytest.fixture
def folder(tmp_path):
    made = LocalFolder(tmp_path / "local")
    made.create()
    yield made
    forget_outside(made)


def test_only_root_switches_to_another_account():
    account = for_servers()

    assert (account is not None) == AS_ROOT
    if account:
        assert account.name in CANDIDATES
        assert account.uid != 0


def test_whoever_may_not_pass_one_folder_of_the_path_does_not_arrive(tmp_path, stranger):
    tmp_path.chmod(0o755)
    inner = tmp_path / "closed" / "open"
    inner.mkdir(parents=True)
    inner.chmod(0o777)
    inner.parent.chmod(0o700)

    assert not may_pass(stranger, inner)


def test_without_another_account_everything_stays_in_the_folder(folder):
    assert server_home(folder, None) == folder.path / "servers"
    assert stat.S_IMODE((folder.path / "servers").stat().st_mode) == 0o700


@pytest.mark.skipif(not AS_ROOT, reason="only root gives folders to another account")
def test_an_account_that_cannot_reach_the_checkout_gets_a_folder_of_its_own(folder, stranger, capfd):
    folder.path.chmod(0o700)
    before = folder.path.stat().st_mode

    home = server_home(folder, stranger)

    status = home.stat()
    assert (stat.S_IMODE(status.st_mode), status.st_uid) == (0o700, stranger.uid)
    assert str(home) in capfd.readouterr().err
    assert server_home(folder, stranger) == home
    assert folder.path.stat().st_mode == before


@pytest.mark.skipif(not AS_ROOT, reason="only root gives folders to another account")
def test_a_remembered_folder_that_is_no_longer_ours_is_not_used(folder, stranger):
    folder.path.chmod(0o700)
    first = server_home(folder, stranger)
    os.chown(first, 0, 0)

    second = server_home(folder, stranger)

    assert second != first
    first.rmdir()


def test_a_package_that_is_not_installed_is_named(tmp_path):
    with pytest.raises(LauncherError, match="no-such-server is not installed"):
        package_binaries("no_such_server", "no-such-server", tmp_path, None)
