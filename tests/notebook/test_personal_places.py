"""Which paths lead to a place where one person or one office keeps files."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import PersonalPlace, personal_place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("~/Desktop/a.csv", "desktop"),
        ("/Users/ana/Desktop", "desktop"),
        ("C:\\Users\\Ana B\\Desktop\\work\\a.csv", "desktop"),
        ("C:/Users/ana/Desktop/work/", "desktop"),
        ("../../Desktop/a.csv", "desktop"),
        ("/home/ana/Schreibtisch/a.csv", "desktop"),
        ("~/Downloads/a.csv", "downloads"),
        ("/mnt/c/Users/ana/Downloads/a.csv", "downloads"),
        ("C:\\Users\\ana\\OneDrive - Acme AG\\a.csv", "synchronised"),
        ("C:/Users/ana/OneDrive/Desktop/a.csv", "synchronised"),
        ("~/Dropbox/a.csv", "synchronised"),
        ("\\\\server\\share\\a.csv", "share"),
        ("//server.acme.org/share/a.csv", "share"),
        ("smb://server/share/a.csv", "share"),
        ("/mnt/nas/a.csv", "share"),
        ("/Volumes/Team Drive/a.csv", "share"),
    ],
)
def test_personal_places(path: str, place: PersonalPlace) -> None:
    assert personal_place(path) == place


@pytest.mark.parametrize(
    "path",
    [
        *("Desktop/a.csv", "data/Downloads/a.csv", "downloads/a.csv", "~/data/a.csv"),
        *(
            "/data/Desktop/a.csv",
            "C:\\data\\Desktop.csv",
            "~/DesktopData/a.csv",
            "~/my_Downloads/a",
        ),
        *("https://host.org/Downloads/a.csv", "s3://Desktop/a.csv", "//", "///a/b", "//host"),
        *("\\\\?\\C:\\data\\a.csv", "\\\\.\\COM1", "\\\\", "/mnt/data/a.csv", "/mnt/share/a.csv"),
        *("/Volumes/catalog/schema/a.csv", "/content/drive/MyDrive/a.csv", "", "~"),
        "~/" + "a/" * 600 + "Desktop/a.csv",
    ],
)
def test_other_places(path: str) -> None:
    assert personal_place(path) is None


def test_the_projects_own_folder_may_lie_there() -> None:
    path = "C:\\Users\\ana\\Desktop\\churn\\data\\a.csv"
    assert personal_place(path, "C:/Users/ana/Desktop/churn") is None
    assert personal_place(path, "C:/Users/ana/Desktop/chu") == "desktop"
