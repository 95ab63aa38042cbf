"""Files that name a Python are understood in their ways of naming it."""

from __future__ import annotations

import pytest

from jupyter_handoff.project.pythons import dockerfile, one_line, plain_range


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3.11", "==3.11.*"),
        ("3.11.4\n3.10.2\n", "==3.11.*"),
        ("python-3.10.12\n", "==3.10.*"),
        ("python-3.9", "==3.9.*"),
        ("cpython-3.12", "==3.12.*"),
        ("r-4.1-2022-01-01", ""),
        ("pypy3.9-7.3", ""),
        ("3", ""),
        ("", ""),
        ("system", ""),
    ],
)
def test_one_line(text: str, said: str) -> None:
    assert one_line(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("FROM python:3.11", "==3.11.*"),
        ("FROM python:3.11.4-slim-bookworm AS base\nRUN x", "==3.11.*"),
        ("FROM --platform=linux/amd64 docker.io/library/python:3.9", "==3.9.*"),
        ("from python:3.9@sha256:0000", "==3.9.*"),
        ("ARG V=3.10\nFROM python:${V}-slim", "==3.10.*"),
        ("FROM python:${V:-3.10}", "==3.10.*"),
        ("ARG V\nFROM python:$V", ""),
        ("FROM python:3.8 AS build\nFROM python:3.11", "==3.11.*"),
        ("FROM python:3.8 AS build\nFROM build", "==3.8.*"),
        ("FROM python:3.8 AS build\nFROM debian:12", ""),
        ("FROM jupyter/scipy-notebook:python-3.11", "==3.11.*"),
        ("FROM mcr/base:cuda12-py310", "==3.10.*"),
        ("FROM tensorflow/tensorflow:2.15.0-gpu-py3", ""),
        ("FROM python:latest", ""),
        ("FROM python", ""),
        ("FROM ubuntu:22.04\nRUN apt install python3.11", ""),
        ("# FROM python:3.9", ""),
        ("", ""),
    ],
)
def test_dockerfile(text: str, said: str) -> None:
    assert dockerfile(text) == said


def test_a_range_that_is_none_is_empty() -> None:
    assert plain_range(">=3.9,<4") == "<4,>=3.9"
    assert plain_range("3.9 or newer") == ""
