"""What a script may import from ``beskplan``, no more and no less."""

from __future__ import annotations

import importlib

import pytest

import beskplan


def test_every_public_name_can_be_imported() -> None:
    for name in beskplan.__all__:
        assert getattr(beskplan, name) is not None


def test_completion_shows_the_public_names() -> None:
    assert dir(beskplan) == sorted(beskplan.__all__)


def test_names_live_where_the_package_says() -> None:
    for name, home in beskplan._HOME_OF.items():
        found = getattr(importlib.import_module(f"beskplan.{home}"), name)
        assert getattr(beskplan, name) is found
    assert {*beskplan._HOME_OF, "__version__"} == set(beskplan.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'beskplan' has no attribute 'evaluat'"):
        beskplan.evaluat  # noqa: B018 (the look-up is the test)
