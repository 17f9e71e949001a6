"""The command line itself: what it understands, and how it says what went wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date

import pytest

from skill_enms import cli
from skill_enms.cli.asking import _utterances
from skill_enms.cli.output import Failed, as_json, explained
from skill_enms.reasons import Reason, Refused


def test_sentences_are_arguments_or_else_lines():
    assert list(_utterances(["one", " two "], ["three\n"])) == ["one", "two"]
    assert list(_utterances([], ["three\n", "\n", "  four  \n"])) == ["three", "four"]


def test_every_command_has_help(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    listed = capsys.readouterr().out
    for command in ("ask", "migrate", "demo-plant", "rollup", "data"):
        assert command in listed
        with pytest.raises(SystemExit) as ended:
            cli.main([command, "--help"])
        assert ended.value.code == 0
        assert "--json" in capsys.readouterr().out


def test_an_unknown_command_is_no_success(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["frobnicate"])
    assert ended.value.code != 0
    assert "frobnicate" in capsys.readouterr().err


def test_an_unreachable_database_is_one_line_and_a_failure(monkeypatch, capsys):
    monkeypatch.setenv("ENMS_DATABASE_URL", "postgresql://someone:secret@127.0.0.1:1/none")
    assert cli.main(["migrate"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("enms migrate: database unavailable")
    assert printed.err.count("\n") == 1
    assert "secret" not in printed.err


def test_what_a_connection_pool_logs_is_no_further_line():
    url = "postgresql://someone:secret@127.0.0.1:1/none"
    days = ["--start", "2025-01-01", "--end", "2025-01-31"]
    ended = subprocess.run(
        [sys.executable, "-c", "import sys; from skill_enms import cli; sys.exit(cli.main())", "use", *days],
        env={**os.environ, "ENMS_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert ended.stderr.startswith("enms use: database unavailable")
    assert "secret" not in ended.stderr


def test_settings_that_cannot_be_read_are_one_line_and_a_failure(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("ovos_config.locations.get_xdg_config_save_path", lambda: str(tmp_path))
    settings = tmp_path / "skills" / "skill-enms.openvoiceos" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text("{not json")
    assert cli.main(["migrate"]) == 1
    assert str(settings) in capsys.readouterr().err


def test_the_database_of_the_skills_settings_is_used(monkeypatch, tmp_path):
    monkeypatch.setattr("ovos_config.locations.get_xdg_config_save_path", lambda: str(tmp_path))
    settings = tmp_path / "skills" / "skill-enms.openvoiceos" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"database_url": "postgresql://127.0.0.1:1/ours", "timezone": "Europe/Paris"}))
    from skill_enms.cli.plant import stored_settings

    assert stored_settings().database_url == "postgresql://127.0.0.1:1/ours"
    assert stored_settings().timezone == "Europe/Paris"


def test_a_refusal_is_explained_with_its_figures_and_its_cause():
    refusal = Refused("too_few_days", n_days=3, needed=10)
    assert explained(refusal) == "too few days: n days 3, needed 10"
    refusal.__cause__ = OSError("the disk\nis full")
    assert explained(refusal) == "too few days: n days 3, needed 10: the disk"
    assert explained(Failed("no such thing")) == "no such thing"


def test_json_knows_dataclasses_and_dates():
    assert json.loads(as_json({"reason": Reason("spikes", {"count": 2}), "day": date(2024, 2, 29)})) == {
        "reason": {"code": "spikes", "data": {"count": 2}},
        "day": "2024-02-29",
    }
