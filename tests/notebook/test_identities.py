"""Who ran a notebook is found in outputs; users that stand for no person are not."""

from __future__ import annotations

import time

import pytest

from jupyter_handoff.notebook.identities import identity_in

FOLDER = "a home folder in a path"


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("/home/analima/churn", FOLDER),
        ("'/Users/ana.lima/churn'", FOLDER),
        ("/Users/ana@corp.de/notebook", FOLDER),
        ("file:///home/analima/x.csv", FOLDER),
        ("/mnt/c/Users/analima/x.csv", FOLDER),
        ("path=/home/álvaro/x", FOLDER),
        (r"C:\Users\Ana Lima\x.csv", FOLDER),
        (r"'c:\\users\\analima\\x.csv'", FOLDER),
        ("C:/Users/analima/x.csv", FOLDER),
        ("/home/jovyan/x /home/analima/y", FOLDER),
        ("total 8\n-rw-r--r--@ 1 analima  staff  96 Jan 1 x.csv", "the owner of a file"),
        ("drwxr-xr-x 2 analima analima 96 Jan 1 x", "the owner of a file"),
        ("HOME=/root\nUSER=analima", "the user's name in the environment"),
        ("environ({'LOGNAME': 'analima'})", "the user's name in the environment"),
        ("(base) analima@mac-12:~/churn$ ls", "a prompt with the user's name"),
        ("/home/jovyan/work/x", ""),
        ("/home/ubuntu/x /home/ec2-user/x /home/runner/x /home/vscode/x /home/user/x", ""),
        ("/home/user_1/x /home/sagemaker-user/x /home/your_name/x /Users/<name>/x", ""),
        (r"C:\Users\Public\x C:\Users\runneradmin\x C:\Users\user\x", ""),
        ("https://a.com/home/page/1 https://a.com/Users/ana/1", ""),
        ("data/home/ana/x ./home/ana/x ~/home/ana/x", ""),
        ('<a href="/home/news/">', ""),
        ("/home/analima", ""),  # any word may stand behind it
        ("-rw-r--r-- 1 root root 96 Jan 1 x.csv", ""),
        ("USER=root\nUSERNAME=jovyan", ""),
        ("root@3f2a:/# ls", ""),
        ("users     12\nhome      13", ""),
    ],
)
def test_who_ran_it_is_told_by_the_way_alone(text: str, way: str) -> None:
    assert identity_in(text) == way


@pytest.mark.parametrize(
    "piece", ["/home/", "/Users/", "C:\\Users\\", "a@a", "-rw", "(a) ", "USER=", "a@b:~", "/home/a"]
)
def test_no_output_takes_long(piece: str) -> None:
    start = time.process_time()
    identity_in((piece * 200_000)[:200_000])
    identity_in((f"{piece}\n" * 200_000)[:200_000])
    assert time.process_time() - start < 3
