"""Makes notebooks of ordinary data-science code, as large as wanted."""

from __future__ import annotations

import json
from pathlib import Path

_CELLS = (
    """
# Monthly figures, part {n}
sales_{n} = pd.read_csv(f"data/sales_{n}.csv", parse_dates=["day"])
sales_{n} = sales_{n}.dropna(subset=["price", "units"])
sales_{n}["revenue"] = sales_{n}["price"] * sales_{n}["units"]
sales_{n}["weekday"] = sales_{n}["day"].dt.day_name()
by_day_{n} = sales_{n}.groupby("weekday")["revenue"].agg(["mean", "sum", "count"])
by_day_{n}.sort_values("sum", ascending=False).head()
""",
    """
%matplotlib inline
fig, axes = plt.subplots(1, 2, figsize=(12, 4))
axes[0].plot(sales_{p}["day"], sales_{p}["revenue"].rolling(7).mean(), label="7 days")
axes[0].set_title("Revenue of part {p}")
axes[0].legend()
sns.boxplot(data=sales_{p}, x="weekday", y="revenue", ax=axes[1])
axes[1].tick_params(axis="x", rotation=45)
plt.tight_layout()
""",
    """
def features_{n}(frame, *, window=7):
    \"\"\"Rolling features for part {n}.\"\"\"
    result = frame[["price", "units"]].copy()
    for column in ("price", "units"):
        result[f"{{column}}_mean"] = frame[column].rolling(window).mean()
        result[f"{{column}}_max"] = frame[column].rolling(window).max()
    if result.isna().any().any():
        print("filling", result.isna().sum().sum(), "holes")
        result = result.fillna(result.median())
    return result.assign(month=frame["day"].dt.month)
""",
    """
X_{n} = features_{p}(sales_{q})
y_{n} = sales_{q}["revenue"]
X_train_{n}, X_test_{n}, y_train_{n}, y_test_{n} = train_test_split(X_{n}, y_{n}, test_size=0.2)
model_{n} = make_pipeline(StandardScaler(), RandomForestRegressor(n_estimators=200, n_jobs=-1))
model_{n}.fit(X_train_{n}, y_train_{n})
score_{n} = r2_score(y_test_{n}, model_{n}.predict(X_test_{n}))
scores = {{"part": {n}, "score": score_{n}}}  # kept for the table below
scores
""",
)
_IMPORTS = """
import os
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
"""


def sources(cells: int) -> list[str]:
    """The sources of a notebook with that many code cells."""
    made = [_IMPORTS.strip()]
    for number in range(cells - 1):
        part = number // len(_CELLS) * len(_CELLS)
        template = _CELLS[number % len(_CELLS)]
        made.append(
            template.strip().format(n=number, p=part, q=part)
            if number
            else template.strip().format(n=0, p=0, q=0)
        )
    return made


def document(cells: int) -> bytes:
    """Such a notebook as a file, with a Markdown cell to every four code cells."""
    listed: list[dict[str, object]] = []
    for number, source in enumerate(sources(cells)):
        if number % 4 == 0:
            listed.append(
                {
                    "cell_type": "markdown",
                    "id": f"m{number}",
                    "metadata": {},
                    "source": f"## Part {number}\n\nWhat the figures say.",
                }
            )
        listed.append(
            {
                "cell_type": "code",
                "id": f"c{number}",
                "metadata": {},
                "source": source,
                "execution_count": number + 1,
                "outputs": [],
            }
        )
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    return json.dumps(
        {"cells": listed, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    ).encode()


def folder(root: Path, count: int) -> None:
    """A folder of notebooks of several sizes by several teams, no two of them with a cell alike."""
    sizes = (8, 12, 16, 24, 32)
    for number in range(count):
        place = root / f"team_{number % 20:02}"
        place.mkdir(exist_ok=True)
        text = document(sizes[number % len(sizes)]).decode().replace("sales_", f"sales_{number}_")
        text = text.replace("weekday", f"weekday_{number}")
        text = text.replace("plt.tight_layout()", f"plt.tight_layout()  # {number}")
        text = text.replace("features_", f"features_{number}_").replace("part ", f"part {number} ")
        (place / f"{number:04}.ipynb").write_text(text, encoding="utf-8")
