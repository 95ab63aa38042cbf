"""Installs are found in every way that people write them, and taken apart."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import Install, cells_notebook, installed, installs


def found(*cells: str) -> list[Install]:
    return list(installs(cells_notebook(["import os, subprocess, sys", *cells])))


# A cell; its installer, how it is called, and what it installs.
INSTALLS = {
    "%pip install a": ("pip", "magic", "a"),
    "pip install a b": ("pip", "magic", "a b"),
    "%conda install -y a": ("conda", "magic", "a"),
    "%mamba install a": ("mamba", "magic", "a"),
    "%uv pip install a": ("pip", "magic", "a"),
    "!pip install a": ("pip", "shell", "a"),
    "!pip3 install a": ("pip", "shell", "a"),
    "!pip3.11 install a": ("pip", "shell", "a"),
    "! pip install a": ("pip", "shell", "a"),
    "!!pip install a": ("pip", "shell", "a"),
    "!sudo pip install a": ("pip", "shell", "a"),
    "!sudo apt-get -y install a": ("apt", "shell", "a"),
    "!apt install a": ("apt", "shell", "a"),
    "!python -m pip install a": ("pip", "shell", "a"),
    "!{sys.executable} -m pip install a": ("pip", "shell", "a"),
    "!uv pip install a": ("pip", "shell", "a"),
    "!uv pip install --system a": ("pip", "shell", "a"),
    "!npm i a": ("npm", "shell", "a"),
    "!yarn add a": ("yarn", "shell", "a"),
    "!brew install a": ("brew", "shell", "a"),
    "!cd x && pip install a && ls": ("pip", "shell", "a"),
    "!cd x; pip install a": ("pip", "shell", "a"),
    "!pip -q install a": ("pip", "shell", "a"),
    "!pip install a \\\n  b": ("pip", "shell", "a b"),
    "!pip install 'a[x]>=2' \"b<3\"": ("pip", "shell", "a[x]>=2 b<3"),
    "!pip install git+https://host/a.git": ("pip", "shell", "git+https://host/a.git"),
    "!pip install -i https://host a": ("pip", "shell", "a"),
    "!pip install --index-url=https://host a": ("pip", "shell", "a"),
    "!pip install a > /dev/null 2>&1": ("pip", "shell", "a"),
    "!pip install >/dev/null a": ("pip", "shell", "a"),
    "!pip install a # for b": ("pip", "shell", "a"),
    "!pip install -r requirements.txt": ("pip", "shell", ""),
    "!pip install -e .": ("pip", "shell", ""),
    "out = !pip install a": ("pip", "shell", "a"),
    "if x:\n    !pip install a": ("pip", "shell", "a"),
    "%%bash\npip install a": ("pip", "cell", "a"),
    "%%sh\nset -e\n  pip install a": ("pip", "cell", "a"),
    "%%capture\n!pip install a": ("pip", "shell", "a"),
    "os.system('pip install a')": ("pip", "call", "a"),
    "subprocess.run(['pip', 'install', 'a'])": ("pip", "call", "a"),
    "subprocess.check_call([sys.executable, '-m', 'pip', 'install', 'a'])": ("pip", "call", "a"),
    "subprocess.run('pip install a', shell=True)": ("pip", "call", "a"),
    "subprocess.Popen('pip install a', shell=True)": ("pip", "call", "a"),
    "os.system(f'{sys.executable} -m pip install a=={b}')": ("pip", "call", "a=={b}"),
    "os.popen('pip install a')": ("pip", "call", "a"),
    "get_ipython().system('pip install a')": ("pip", "call", "a"),
}


def test_an_install_is_found_where_nothing_imports_os() -> None:
    assert list(installs(cells_notebook(["os.system('pip install a')"])))
    assert not list(installs(cells_notebook(["os.system('ls')\nsystem = f('pip install a')"])))


def test_an_install_whose_result_is_used_is_not_plain() -> None:
    status, alone = found("status = os.system('pip install a')\nos.system('pip install a')")
    assert (status.plain, alone.plain) == (False, True)


@pytest.mark.parametrize("source", INSTALLS, ids=repr)
def test_an_install_is_found_and_taken_apart(source: str) -> None:
    (install,) = found(source)
    assert (install.installer, install.how, " ".join(install.packages)) == INSTALLS[source]


@pytest.mark.parametrize(
    "source",
    [
        *("!pip list", "!pip uninstall -y a", "!pip show install", "%pip freeze", "!pip --version"),
        *(
            "print('!pip install a')",
            "# !pip install a",
            "x = 'pip install a'",
            "!echo pip install",
        ),
        *("!conda env list", "!ls install", "!installer a", "%load_ext pip", "!pipx run install"),
        *("os.system('ls')", "os.system(command)", "subprocess.run(['ls', 'pip install a'])"),
        *(
            "other.run('pip install a')",
            "%%bash\nls",
            "%%html\npip install a",
            "%%bash\n# pip install a",
        ),
        "if 'google.colab' in sys.modules:\n    !pip install a",
        "if IN_COLAB:\n    %pip install a",
        "if is_kaggle():\n    os.system('pip install a')",
    ],
    ids=repr,
)
def test_what_installs_nothing_here_is_left_alone(source: str) -> None:
    assert found(source) == []


def test_an_install_beside_a_condition_is_not_guarded_by_it() -> None:
    assert len(found("if IN_COLAB:\n    x = 1\n!pip install a")) == 1


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("%pip install a b==1.2", True),
        ("!pip install -q --upgrade a", True),
        ("!pip install --target x a", False),
        ("!pip install --pre a", False),
        ("!pip install a > log", False),
        ("!pip install a && ls", False),
        ("!ls; pip install a", False),
        ("!pip install $a", False),
        ("!pip install {a}", False),
        ("!pip install `cat a`", False),
        ("!pip install a  # why", False),
        ("out = !pip install a", False),
        ("%%bash\npip install a", True),
        ("os.system('pip install a')", True),
    ],
)
def test_an_install_is_plain_where_it_does_nothing_else(source: str, plain: bool) -> None:
    (install,) = found(source)
    assert install.plain is plain


@pytest.mark.parametrize(
    ("source", "requirements"),
    [
        ("!pip install -r a.txt", True),
        ("!pip install --requirement a.txt b", True),
        ("!pip install --requirement=a.txt", True),
        ("!pip install -ra.txt", True),
        ("!pip install a", False),
    ],
)
def test_a_requirements_file_is_told_from_packages(source: str, requirements: bool) -> None:
    (install,) = found(source)
    assert install.requirements is requirements


@pytest.mark.parametrize(
    ("source", "place", "indented"),
    [
        ("x = '🎉'\n!pip install a  \ny", "!pip install a  ", False),
        ("if x:\n    !pip install a \\\n  b\ny", "!pip install a \\\n  b", True),
        ("pip install a", "pip install a", False),
        ("%%bash\r\nls\r\npip install a\r\nls", "pip install a", False),
        ("x = '🎉'; os.system( 'pip install a' )", "os.system( 'pip install a' )", True),
    ],
)
def test_an_install_tells_where_it_stands(source: str, place: str, indented: bool) -> None:
    (install,) = found(source)
    assert install.cell.source[install.start : install.end] == place
    assert install.indented is indented


def test_every_install_of_a_cell_is_found() -> None:
    every = found("!pip install a\n%pip install b", "%%bash\npip install c\npip install d")
    assert [install.packages for install in every] == [("a",), ("b",), ("c",), ("d",)]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("%pip install A_b>=1 c==2", {"a-b": ">=1", "c": "==2"}),
        ("!pip install 'a[x]<2'", {"a": "<2"}),
        ("!pip install git+https://host/a.git@v1", {"a": ""}),
        ("%conda install a=1.2 b", {"a": "", "b": ""}),
        ("!pip install {a} $b . -r c.txt", {}),
    ],
)
def test_what_is_installed_is_known_by_name(source: str, said: dict[str, str]) -> None:
    found = installed(cells_notebook([source]))
    assert {name: str(versions) for name, versions in found.items()} == said
