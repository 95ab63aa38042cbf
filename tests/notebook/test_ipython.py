"""IPython syntax becomes blanks, and everything else stays where it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from jupyter_handoff.notebook.ipython import PlainPython, plain_python
from jupyter_handoff.notebook.magics import PYTHON_CELL_MAGICS
from jupyter_handoff.notebook.parsing import parses
from jupyter_handoff.notebook.recovery import read_statements

LINE_END = re.compile(r"\r\n|\r|\n")

# A cell, and what is left of it; `·` stands for a blank that was something else.
BLANKED = {
    "line magic": ("%matplotlib inline\nx = 1", "··················\nx = 1"),
    "line magic alone": ("%who", "····"),
    "magic with an assignment in it": ("%env KEY=a", "··········"),
    "a per cent sign and no name": ("% foo", "·····"),
    "continued magic": ("%cd data \\\n  /raw\nx = 1", "··········\n······\nx = 1"),
    "magic continued at the end of the cell": ("%cd a \\", "·······"),
    "shell": ("!ls -la\nx = 1", "·······\nx = 1"),
    "captured shell": ("!!ls", "····"),
    "continued shell": ("!pip install \\\n    a \\\n    b\nx", "··············\n·······\n·····\nx"),
    "shell alone": ("!", "·"),
    "help in front": ("?df", "···"),
    "help behind": ("df.head?", "········"),
    "more help": ("df??", "····"),
    "help on an item": ("df[0].head?", "···········"),
    "help on a magic": ("%timeit?", "········"),
    "help on a cell magic": ("%%timeit?\nx = 1", "·········\nx = 1"),
    "help on a pattern": ("*int*?", "······"),
    "help on what is assigned": ("x = df?", "·······"),
    "help behind a statement": ("a; b?", "·····"),
    "help on a magic in front": ("?%cd", "····"),
    "autocall": (",f a b\n;f a b\n/f a b", "······\n······\n······"),
    "indented shell": ("for f in fs:\n    !cat {f}", "for f in fs:\n    0·······"),
    "indented magic": ("try:\n    %cd x\nexcept E:\n    y?", "try:\n    0····\nexcept E:\n    0·"),
    "shell that is bound": ("files = !ls *.csv", "files = []·······"),
    "shell that is bound, indented": ("if x:\n    y = !ls", "if x:\n    y = []·"),
    "shell that is bound on one line": ("if x: y = !ls", "if x: y = []·"),
    "bound behind a semicolon": ("f(x=1); y = !ls", "f(x=1); y = []·"),
    "magic that is bound": ("where = %pwd\nx = 1", "where = []··\nx = 1"),
    "magic that is bound, continued": ("r = %sql a \\\n  b\nx", "r = []······\n···\nx"),
    "bound to two names": ("a, b = !ls", "a, b = []·"),
    "bound to a list of names": ("(a, *b) = !ls", "(a, *b) = []·"),
    "bound to an attribute and an item": ('a.b, c["!"] = !ls', 'a.b, c["!"] = []·'),
    "bound with an annotation": ("x: list = !ls", "x: list = []·"),
    "nothing that is bound": ("x =!", "x =0"),
    "automagic": ("pip install pandas", "··················"),
    "automagic with options": ("ls -la", "······"),
    "automagic with a path": ("cd /data/raw", "············"),
    "automagic with blanks round it": ("\n  cd ..  \n", "\n··0······\n"),
    "doctest": (">>> x = 1\n>>> y = 2", "····x = 1\n····y = 2"),
    "doctest with a body": (
        ">>> for i in x:\n...     i\n...\n>>> y",
        "····for i in x:\n········i\n···\n····y",
    ),
    "doctest within brackets": (">>> f(a,\n...   b)", "····f(a,\n······b)"),
    "doctest behind a comment": ("# try\n\n>>> x", "# try\n\n····x"),
    "doctest that is indented": ("  >>> x\n  >>> y", "······x\n······y"),
    "magic in a doctest": (">>> %cd x\n>>> y", "····0····\n····y"),
    "numbered prompts": (
        "In [3]: for i in x:\n   ...:     i\n\nIn [4]: y",
        "········for i in x:\n············i\n\n········y",
    ),
    "CRLF": ("%cd x\r\ny = !ls\r\nz?\r\n", "·····\r\ny = []·\r\n··\r\n"),
    "lone CR": ("%cd x\ry = 1\r!ls", "·····\ry = 1\r···"),
    "CRLF, continued": ("%cd \\\r\n x\r\ny", "·····\r\n··\r\ny"),
    "cell magic over Python": ("%%time\nx = 1", "······\nx = 1"),
    "cell magic with options": ("%%timeit -n 10\nf(x)", "··············\nf(x)"),
    "cell magic under blank lines": ("\n\n%%time\nx = 1", "\n\n······\nx = 1"),
    "cell magic that is indented": ("  %%time\n  x = 1", "········\n  x = 1"),
    "two cell magics": ("%%time\n%%capture out\n!ls", "······\n·············\n···"),
    "automagic under a cell magic": ("%%capture\npip install x", "·········\n·············"),
    "doctest under a cell magic": ("%%time\n>>> x", "······\n····x"),
    "line magic that runs Python": ("%time x = f(1)", "0;·   x = f(1)"),
    "line magic with options that runs Python": (
        "%timeit -n 10 -r3 f(1)",
        "0;·    ·  · ·   · f(1)",
    ),
    "line magic that runs Python, indented": ("if x:\n    %time f()", "if x:\n    0;·   f()"),
    "line magic that runs Python, continued": ("%time f(1) + \\\n 2", "0;·   f(1) + \\\n 2"),
    "line magic that runs a loop": ("%time for i in x: i", "···················"),
    "line magic that runs no Python": ("%time a b", "·········"),
    "line magic that runs nothing": ("%time", "·····"),
    "question in a magic's comment": ("%timeit f() # so?", "0;·     f() # so?"),
    "magic in front of a column of emoji": ("%echo 🎉🎉\nx = '🎉'", "········\nx = '🎉'"),
}

# Python in which nothing is IPython's.
KEPT = {
    "nothing": "",
    "blanks": "  \n\t\n",
    "await": "await f()\nasync for x in y:\n    pass",
    "semicolon": "plt.plot();",
    "remainder": "x = a % b\nx %= 2\nx = (a\n  % b)\nx = a \\\n  % b",
    "remainder at line start in brackets": "x = (a\n% b)",
    "not equal": "x != 1\nx = y != 2\nx = y==2",
    "in a string": "x = '%cd'\ny = '!ls'\nz = 'what?'",
    "in a long string": 'x = """\n%cd\n!ls\na?\n>>> x\n"""',
    "in a long string with quotes": "x = '''\n'%cd' \\'''\n!ls\n'''",
    "in a continued string": "x = 'a\\\n%cd'",
    "in a docstring": 'def f():\n    """\n    >>> f()\n    %magic\n    """',
    "in an f-string": "x = f'{a!r} {b:%d} {c}%'\ny = f\"{d['!ls']}?\"",
    "in a raw string": "x = r'\\\\'\ny = 1",
    "in a comment": "# %cd\n#!ls\nx = 1  # why?\n# >>> x",
    "comment in brackets": "x = [1,  # one?\n     2]",
    "ellipsis": "...\nx = 1",
    "body of an ellipsis": "def f():\n    ...",
    "keyword": "f(a=1, b = 2)",
    "comparison and shift": "x = a >= b\nx >>= 2\nx = a <= b",
    "matrix product": "a @ b\na @= b",
    "form feed": "x = 1\n\f\ny = 2",
    "decorator": "@f\ndef g(): pass",
    "names like magics": "ls = 1\ntime(3)\ncd = ls - a",
    "a lone name like a magic": "time",
    "a number in a magic's name": "pip = 3",
}

# What Python refuses stays for Python to refuse.
BROKEN = {
    "open string": "x = 'abc\ny = 1",
    "open string that asks": 'x = "what?',
    "open long string": 'x = """abc\n%cd',
    "open bracket": "f(a,\n%cd\n",
    "Python 2": 'print "a"',
    "help with a comment": "df? # look",
    "help on a number": "5?",
    "help on nothing": "x = f(1)?",
    "help, three times": "df???",
    "question in the middle": "a ? b : c",
    "magic bound twice": "a ==!b",
    "smart quotes": "x = “a”",
    "non-breaking space": "x\xa0= 1",
    "non-breaking space in front of a magic": "\xa0%cd",
    "prompt in the middle": "x = 1\n>>> y = 2",
}


def shown(source: str, plain: PlainPython) -> str:
    """The plain text, with a mark for each character that became a blank."""
    assert len(plain.text) == len(source)
    return "".join(
        "·" if after == " " != before else after
        for before, after in zip(source, plain.text, strict=True)
    )


@pytest.mark.parametrize(("source", "left"), BLANKED.values(), ids=BLANKED)
def test_ipython_syntax_is_blanked_in_place(source: str, left: str) -> None:
    assert shown(source, plain_python(source)).replace("·", " ") == left.replace("·", " ")


@pytest.mark.parametrize(("source", "left"), BLANKED.values(), ids=BLANKED)
def test_what_is_left_is_python(source: str, left: str) -> None:
    plain = plain_python(source)
    assert read_statements(plain.text, indent=plain.indent).problems == ()


@pytest.mark.parametrize("source", KEPT.values(), ids=KEPT)
def test_python_is_kept(source: str) -> None:
    plain = plain_python(source)
    assert plain.text == source
    assert plain.magics == ()
    assert parses(plain.text)


@pytest.mark.parametrize("source", BROKEN.values(), ids=BROKEN)
def test_what_is_neither_is_left_to_python_to_refuse(source: str) -> None:
    plain = plain_python(source)
    assert plain.text == source
    assert not parses(plain.text)


@pytest.mark.parametrize(
    "head", ["%%R -i df", "%%bash", "%%html", "%%sql select ?", "%%!", "%%writefile a.py", "\n%%sh"]
)
def test_other_cell_magics_are_opaque(head: str) -> None:
    plain = plain_python(f"{head}\nx <- 1\n!ls")
    assert not plain.text.strip()
    assert plain.opaque == head.strip().split()[0].removeprefix("%%")
    assert [magic.kind for magic in plain.magics] == ["cell"]


def test_an_opaque_magic_under_a_python_one_makes_the_cell_opaque() -> None:
    plain = plain_python("%%time\n%%bash\nfor f in *; do echo $f; done")
    assert not plain.text.strip()
    assert plain.opaque == "bash"
    assert [magic.name for magic in plain.magics] == ["time", "bash"]


def test_a_contract_can_name_more_magics_over_python() -> None:
    source = "%%spark_local\nx = 1"
    assert plain_python(source).opaque == "spark_local"
    plain = plain_python(source, python_magics=frozenset({"spark_local"}))
    assert plain.opaque == ""
    assert plain.text.split() == ["x", "=", "1"]


@pytest.mark.parametrize("name", ["python", "python3"])
def test_another_process_has_names_of_its_own(name: str) -> None:
    assert plain_python(f"%%{name}\nx = 1").separate
    assert not plain_python("%%time\nx = 1").separate


@pytest.mark.parametrize(
    ("source", "kind", "name", "text", "target"),
    [
        ("%pip install a b", "line", "pip", "install a b", ""),
        ("%pip install a \\\n   b", "line", "pip", "install a  b", ""),
        ("!pip install a!", "shell", "", "pip install a!", ""),
        ("!!ls ?", "shell", "", "ls ?", ""),
        ("df.head??", "help", "", "df.head", ""),
        ("%timeit?", "help", "", "timeit", ""),
        ("x = !ls {y}", "shell", "", "ls {y}", "x"),
        ("a, b = %sql q", "line", "sql", "q", "a, b"),
        ("x = % pwd", "line", "pwd", "", "x"),
        ("%%R -i df\nx", "cell", "R", "-i df", ""),
        ("/f a", "autocall", "", "f a", ""),
        ("pip install a", "line", "pip", "install a", ""),
        (">>> %cd a", "line", "cd", "a", ""),
    ],
)
def test_a_magic_says_what_it_was(
    source: str, kind: str, name: str, text: str, target: str
) -> None:
    (magic,) = plain_python(source).magics
    assert (magic.kind, magic.name, magic.text, magic.target) == (kind, name, text, target)
    assert not magic.python


def test_a_magic_says_where_it_was() -> None:
    source = "x = 1\nif x:\n    y = !ls \\\n -l\n  \n%cd 🎉\n"
    found = [source[magic.start : magic.end] for magic in plain_python(source).magics]
    assert found == ["!ls \\\n -l", "%cd 🎉"]


def test_magics_that_run_their_text_say_so() -> None:
    (magic,) = plain_python("%timeit -n 10 f(x)").magics
    assert (magic.name, magic.text, magic.python) == ("timeit", "f(x)", True)


def test_only_a_line_alone_is_an_automagic() -> None:
    assert plain_python("pip install x").magics[0].automagic
    for source in ("pip install x\ny = 1", "y = 1\nls", "# set up\npip install x", "ls\n "):
        assert plain_python(source).magics == ()


def test_comments_are_kept_with_their_logical_lines() -> None:
    source = "# one\nx = f(  # two\n  '#')  # three\n%cd # no\n"
    found = plain_python(source).comments
    assert [comment.text for comment in found] == ["# one", "# two", "# three"]
    assert [source[comment.start] for comment in found] == ["#"] * 3
    begins = source.index("x =")
    assert [comment.begins for comment in found] == [0, begins, begins]


@pytest.mark.parametrize(
    ("source", "indent"),
    [
        ("x = 1", ""),
        ("    x = 1\n    y = 2", "    "),
        ("\n\t# a\n\tx", "\t"),
        ("# a\n    x", ""),
        ("%cd\n    x", ""),
        ("    %cd\n    x", "    "),
        ("%%time\n  x", "  "),
        (">>> x", "    "),
        ("In [1]: x", "        "),
        ("", ""),
    ],
)
def test_the_indent_is_that_of_the_first_line(source: str, indent: str) -> None:
    assert plain_python(source).indent == indent


# Pieces that have a meaning to IPython or to Python, to be put together at random.
PIECES = st.sampled_from(
    [
        *"%!?;,/=#'\"\\()[]{}:.@ \t\f\n\r",
        "\r\n",
        "\n    ",
        '"""',
        "'''",
        "%%",
        "??",
        ">>> ",
        "... ",
        "In [1]: ",
        "   ...: ",
        "\xa0",
        "x",
        "f(",
        "ls",
        "cd /a",
        "time",
        "pip install",
        "bash",
        "capture",
        "if x:",
        "x = ",
        "🎉",
        *("\n%cd", "\n!ls", "\n%%time\n", "%%time\n", "%time f()", "x?", "x = !ls", "a, b = %sql"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=40))


@given(TEXTS)
def test_every_character_keeps_its_place(source: str) -> None:
    text = plain_python(source).text
    assert len(text) == len(source)
    ends = [found.span() for found in LINE_END.finditer(source)]
    assert [found.span() for found in LINE_END.finditer(text)] == ends


@given(TEXTS)
def test_blanking_twice_changes_nothing(source: str) -> None:
    once = plain_python(source).text
    assert plain_python(once).text == once


@given(TEXTS)
def test_places_lie_in_the_cell_and_in_order(source: str) -> None:
    plain = plain_python(source)
    ends = [0]
    for magic in plain.magics:
        assert ends[-1] <= magic.start < magic.end <= len(source)
        ends.append(magic.end)
    for comment in plain.comments:
        assert comment.begins <= comment.start
        assert plain.text.startswith("#", comment.start)


# Statements, magics, and what is neither; each stands in a cell with others.
STATEMENTS = st.sampled_from(
    [
        "x = 1",
        "x = (1,\n  2)",
        "f(a, b=2);",
        's = """a\n%cd\n"""',
        "# why?",
        "",
        "x = a % b",
        "await f()",
        "x != y",
        "d = {'a': '!ls'}",
        "s = f'{x!r}'",
        "x = a \\\n  % b",
        "y: int = 3",
        "for i in x:\n    f(i)",
        "def f(a):\n    return a",
        "@f\nclass A:\n    pass",
        "if x:\n    !ls {x}",
        "try:\n    %cd x\nexcept E:\n    y?",
        "with a as b:\n    c = !ls",
        "%cd x",
        "%matplotlib inline",
        "%time f(x)",
        "%timeit -n 10 f(x)",
        "%cd \\\n  x",
        "%time a b",
        "!ls",
        "!!ls",
        "!pip install x \\\n  y",
        "!ls ?",
        "?f",
        "f??",
        "f.a?",
        "x = f?",
        "%cd?",
        "x = !ls",
        "a, b = %sql q",
        "x: list = !ls",
        "(a, b) = !ls",
        "if x: y = !ls",
        ",f a",
        "/f a",
        'print "a"',
        "x = = 1",
        "f(",
        "x = 'a",
        "x ? y",
        "5?",
        "return return",
        "a b",
    ]
)
HEADS = st.sampled_from(["", "", "%%time\n", "%%capture out\n", "%%time\n%%timeit\n"])


def ipython_runs(source: str) -> bool:
    """Whether IPython would hand Python something that it can parse."""
    head, _, body = source.partition("\n")
    if head.startswith("%%") and head.split()[0].removeprefix("%%") in PYTHON_CELL_MAGICS:
        return ipython_runs(body)
    try:
        return parses(TransformerManager().transform_cell(source))
    except SyntaxError:
        return False  # it could not even take the cell apart


@given(HEADS, st.lists(STATEMENTS, max_size=4), st.sampled_from(["", "    "]))
def test_a_cell_parses_exactly_where_ipython_runs_it(
    head: str, statements: list[str], indent: str
) -> None:
    lines = "\n".join(statements).split("\n")
    source = head + "\n".join(f"{indent}{line}" if line else line for line in lines)
    plain = plain_python(source)
    ours = not read_statements(plain.text, indent=plain.indent).problems
    assert ours == ipython_runs(source)


def test_real_sizes_are_read_in_one_pass() -> None:
    source = "\n".join(["x = 'a'  # b", "!ls", "y = f(1,\n  2)"] * 700)
    plain = plain_python(source)
    assert len(plain.magics) == 700
    assert len(plain.comments) == 700
    wide = f"x = {'a' * 700_000!r}\n%cd\ny = 1"
    assert plain_python(wide).text == wide.replace("%cd", "   ")
    assert plain_python(f"!{'a ' * 350_000}").text.isspace()
