"""Remakes every generated file: ``python -m tests.generated``."""

from __future__ import annotations

from . import FILES, ROOT

for path, make in FILES.items():
    target = ROOT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    text = make()
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")
        print(f"remade {path}")
