"""Settings: what makes no sense leaves the default and says so, and never keeps the skill from loading."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill_enms import settings as settings_module
from skill_enms.analytics import rules
from skill_enms.settings import Settings

DEFAULT = Settings()


def read(**stored: object) -> Settings:
    return Settings.read(stored, {})


def test_nothing_stored_gives_the_defaults() -> None:
    assert read() == DEFAULT
    assert read(database_url="", timezone="", fiscal_year_start=None) == DEFAULT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("fiscal_year_start", value) for value in ("abc", 0, 13, -1, 3.5, "1e99", True, [4], {})),
        *(("rule_set", value) for value in (7, "sepp", ["sep"], {}, True)),
        *(("timezone", value) for value in ("Mars/Base", "../etc/passwd", "Europe", "\x00", "x" * 5000, 7, ["UTC"])),
        *(("statement_timeout_seconds", value) for value in ("soon", 0, -5, "nan", "inf", 1e300, [], False)),
        *(("database_url", value) for value in (7, ["postgresql:///x"], True)),
        *(("write_database_url", value) for value in (7, {})),
        *(("change_sites", value) for value in (7, {"office": True}, [1, 2], True, ",", [""])),
        *(("change_sessions", value) for value in (7, [None])),
    ],
)
def test_a_value_that_makes_no_sense_is_told_and_leaves_the_default(
    name: str, value: object, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    found = read(**{name: value})
    assert found.ignored == (name,)
    assert getattr(found, name) == getattr(DEFAULT, name)
    assert name in caplog.text


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("fiscal_year_start", "4", 4),
        ("fiscal_year_start", 10.0, 10),
        ("rule_set", " Guideline14 ", "guideline14"),
        ("rule_set", 75, "075"),
        ("timezone", " Europe/Vienna ", "Europe/Vienna"),
        ("statement_timeout_seconds", "2.5", 2.5),
        ("change_sites", "office, control room,", ("office", "control room")),
        ("change_sites", ["office"], ("office",)),
    ],
)
def test_a_value_may_be_written_as_a_web_form_or_a_person_does(name: str, value: object, wanted: object) -> None:
    found = read(**{name: value})
    assert (getattr(found, name), found.ignored) == (wanted, ())


def test_the_environment_s_addresses_win() -> None:
    names = ("database_url", "write_database_url", "store_database_url")
    stored = {name: f"postgresql:///stored_{name}" for name in names}
    environment = {f"ENMS_{name.upper()}": f"postgresql:///told_{name}" for name in names}
    found = Settings.read(stored, environment)
    assert [getattr(found, name) for name in names] == [f"postgresql:///told_{name}" for name in names]


def test_no_value_is_logged_since_it_may_be_a_password(caplog: pytest.LogCaptureFixture) -> None:
    read(database_url=["postgresql://me:hush@host/x"], timezone="hush", rule_set="hush")
    assert "hush" not in caplog.text


@pytest.mark.parametrize(
    ("url", "exposed"),
    [
        ("postgresql://me:hush@host/x", True),
        ("postgresql://me:hush@/x?host=/run", True),
        ("host=db password=hush", True),
        ("postgresql:///x?password=hush", True),
        ("postgresql://me@host:5432/x", False),
        ("host=db user=me port=5432", False),
        ("postgresql://[::1]:5432/x", False),
    ],
)
def test_a_password_in_the_settings_is_warned_of(url: str, exposed: bool, caplog: pytest.LogCaptureFixture) -> None:
    found = read(database_url=url)
    assert found.exposed == (("database_url",) if exposed else ())
    assert ("password" in caplog.text) is exposed
    assert "hush" not in caplog.text
    assert Settings.read({}, {"ENMS_DATABASE_URL": url}).exposed == ()


def test_the_rule_sets_that_may_be_named_are_those_that_there_are() -> None:
    assert set(settings_module.RULE_SETS) == set(rules.RULE_SETS)


json_values: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*settings_module._READERS, "unknown"]), json_values))
def test_whatever_json_is_stored_gives_settings_that_work(stored: dict[str, object]) -> None:
    found = Settings.read(stored, {})
    assert found.fiscal_year_start in range(1, 13)
    assert 0 < found.statement_timeout_seconds < 1e6
    assert found.rule_set in rules.RULE_SETS


@pytest.mark.parametrize(
    ("stored", "site", "session", "may"),
    [
        ({}, "anywhere", "any", True),
        ({"change_sites": ["office"]}, "office", "any", True),
        ({"change_sites": ["office"]}, "hall", "any", False),
        ({"change_sites": ["office"]}, "unknown", "default", False),
        ({"change_sessions": ["default"]}, "unknown", "default", True),
        ({"change_sessions": ["default"]}, "office", "satellite", False),
        ({"change_sites": "office", "change_sessions": "default"}, "hall", "default", True),
        # A limit that can't be read is no permission.
        ({"change_sites": 7}, "office", "default", False),
        ({"change_sites": 7, "change_sessions": "default"}, "hall", "default", True),
    ],
)
def test_changes_can_be_limited_to_sites_and_sessions(
    stored: dict[str, object], site: str, session: str, may: bool
) -> None:
    assert Settings.read(stored, {}).may_change(site, session) is may
