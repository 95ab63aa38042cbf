"""Comparisons with other rows are told where the rows are a file's and nothing sorted them."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import Compared, cells_notebook

READ = """
import pandas as pd
df = pd.read_csv("x.csv", parse_dates=["day"])
plain = pd.read_csv("y.csv")
"""
UNSORTED = {
    "a lag": "df['a'].shift(1)",
    "a window": "df[['a']].rolling(7).mean()",
    "in groups": "plain.groupby('k')['a'].cumsum()",
    "a time that the notebook makes": (
        "plain['day'] = pd.to_datetime(plain.day)\n# later\nplain.a.diff()"
    ),
    "in a function": "def lag(frame):\n    return frame['a'].shift(1)\nlag(df)",
    "another name": "d = df.dropna()\nd.a.pct_change()",
    "in a loop": "for name in ['a', 'b']:\n    df[name].shift()",
    "a query": "d = pd.read_sql('select * from t', c, parse_dates=['d'])\nd.a.shift()",
    "a time in a column that has no name": "d = pd.read_csv('z.csv', parse_dates=[0])\nd.a.diff()",
    "a time under another name": "df.columns = ['when', 'a']\ndf.a.diff()",
    "a time as the index": "plain.index = pd.to_datetime(plain['day'])\nplain.a.diff()",
    "of two columns": "(df.a - df.b).diff()",
    "one below the other": "both = pd.concat([df, df.copy()])\nboth.a.diff()",
    "rows that are cut in a branch": "if len(df) > 9:\n    df = df[df.a > 0]\ndf.a.diff()",
    "only another is sorted": "plain = plain.sort_values('a')\ndf.a.shift(1)",
    "sorted too late": "lag = df.a.shift(1)\ndf = df.sort_values('day')",
}
OTHER = {
    "sorted": "df = df.sort_values('day')\ndf.a.shift(1)",
    "sorted in place": "df.sort_values('day', inplace=True)\ndf.a.shift(1)",
    "sorted by its index": "df = df.set_index('day').sort_index()\ndf.a.shift(1)",
    "sorted in a function": (
        "def ready(f):\n    return f.sort_values('day')\nd = ready(df)\nd.a.shift(1)"
    ),
    "resampled": "df.resample('D').sum().a.shift(1)",
    "turned round": "df = df.iloc[::-1]\ndf.a.diff()",
    "no time": "plain.a.cumsum()",
    "days that are counted from the first row": (
        "plain.index = pd.date_range('2020', periods=len(plain))\nplain.a.diff()"
    ),
    "days that are counted, as the index": (
        "d = plain.set_index(pd.date_range('2020', periods=9))\nd.a.diff()"
    ),
    "no column that is a time": "d = pd.read_csv('z.csv', parse_dates=True)\nd.a.cumsum()",
    "no column of the list": "d = pd.read_csv('z.csv', parse_dates=[])\nd.a.cumsum()",
    "counts": "df['a'].value_counts().cumsum()",
    "sums of groups": "df.groupby('day')['a'].sum().cumsum()",
    "along the columns": "df.diff(axis=1)",
    "a frame by hand": "d = pd.DataFrame({'a': [1, 2]})\nd.groupby('a').b.shift(1)",
    "an ordered query": "d = pd.read_sql('select * ORDER BY d', c)\nd.groupby('k').a.diff()",
    "a query that is not known": "d = pd.read_sql(query, c)\nd.groupby('k').a.diff()",
    "a function that nobody calls": "def lag(df):\n    return df['a'].shift(1)",
    "another library's": "model.components_.cumsum()",
}


def told(text: str) -> int:
    trace = cells_notebook([READ, text]).lineage.trace
    return len({event.site.spot for event in trace.of(Compared)})


@pytest.mark.parametrize("name", UNSORTED)
def test_a_comparison_of_unsorted_rows_is_told(name: str) -> None:
    assert told(UNSORTED[name]) == 1


@pytest.mark.parametrize("name", OTHER)
def test_anything_else_is_not(name: str) -> None:
    assert told(OTHER[name]) == 0
