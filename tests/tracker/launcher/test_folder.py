import errno
import json
import stat

import pytest

from tracker.launcher.folder import LauncherError, LocalFolder, explained


@pytest.fixture
def folder(tmp_path):
    made = LocalFolder(tmp_path / "local")
    made.create()
    return made


def test_a_secret_is_made_once_and_read_by_its_owner_alone(folder):
    first = folder.secret("django")

    assert folder.secret("django") == first
    assert len(first) >= 50
    assert stat.S_IMODE((folder.path / "django.secret").stat().st_mode) == 0o600


def test_an_empty_secret_is_not_taken_for_one(folder):
    (folder.path / "django.secret").touch()

    with pytest.raises(LauncherError, match=r"django\.secret is empty"):
        folder.secret("django")


@pytest.mark.parametrize("content", ["", "{", "[]", '"text"', "\x00"])
def test_a_memory_that_a_crash_cut_off_counts_as_none(folder, content):
    (folder.path / "ports.json").write_text(content)

    assert folder.recall("ports") == {}


def test_a_memory_is_replaced_whole(folder):
    folder.remember("ports", {"postgres": 1})
    folder.remember("ports", {"postgres": 2})

    assert json.loads((folder.path / "ports.json").read_text()) == {"postgres": 2}
    assert not list(folder.path.glob("*.tmp"))


def test_a_lock_is_had_by_one(folder):
    with folder.locked("run", wait=False) as first, folder.locked("run", wait=False) as second:
        assert first
        assert not second
    with folder.locked("run", wait=False) as third:
        assert third


def test_a_shared_lock_is_had_by_many_and_keeps_others_out(folder):
    with folder.locked("use", shared=True) as one, folder.locked("use", shared=True, wait=False) as two:
        assert one
        assert two
        with folder.locked("use", wait=False) as alone:
            assert not alone


def test_a_full_disk_is_named(tmp_path):
    with pytest.raises(LauncherError, match="is full"), explained(tmp_path), open("/dev/full", "w") as full:  # noqa: PTH123
        full.write("x" * 100_000)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR])
def test_a_folder_that_cannot_be_written_is_named(tmp_path, number):
    with pytest.raises(LauncherError, match="cannot be written"), explained(tmp_path):
        raise OSError(number, "refused", str(tmp_path))


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "local").touch()

    with pytest.raises(LauncherError, match="local cannot be written"):
        LocalFolder(tmp_path / "local").create()
