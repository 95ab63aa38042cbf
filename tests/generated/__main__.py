"""Remakes every generated file: ``python -m tests.generated``."""

from __future__ import annotations

from . import FILES, ROOT, why_not

for path, make in FILES.items():
    if why := why_not(path):
        print(f"left {path} as it is: {why}")
        continue
    target = ROOT / path
    text = make()
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")
        print(f"remade {path}")
