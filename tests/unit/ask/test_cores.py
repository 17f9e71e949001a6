"""The core in process keeps the device's own pipeline, and loads no more than that."""

from __future__ import annotations

import json
import socket
from functools import partial

import pytest
from ovos_bus_client.client import MessageBusClient

from skill_enms.ask import cores


class Entry:
    def __init__(self, name: str) -> None:
        self.name = name


@pytest.fixture
def installed(monkeypatch):
    names = ["ovos-padatious-pipeline-plugin", "ovos-stop-pipeline-plugin", "ovos-persona-pipeline-plugin"]
    monkeypatch.setattr(cores, "entry_points", lambda group: [Entry(name) for name in [*names, cores.MODEL_PLUGIN]])


@pytest.fixture
def configured(monkeypatch):
    def configure(**intents):
        monkeypatch.setattr(cores, "Configuration", lambda: {"intents": intents})

    return configure


@pytest.mark.parametrize(
    "pipeline",
    [
        ["ovos-stop-pipeline-plugin-high", "ovos-padatious-pipeline-plugin-high", "ovos-padatious-pipeline-plugin-low"],
        ["stop_high", "padatious_high", "padatious_low"],
    ],
    ids=["today's names", "older names"],
)
def test_plugins_that_the_pipeline_leaves_unused_stay_out(installed, configured, pipeline):
    configured(pipeline=pipeline, blacklisted_pipelines=["unwanted"])
    config = cores.pipeline_config()
    assert config["pipeline"] == pipeline
    assert config["blacklisted_pipelines"] == ["ovos-m2v-pipeline", "ovos-persona-pipeline-plugin", "unwanted"]


def test_a_model_plugin_takes_part_where_it_has_a_model(installed, configured, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    configured(pipeline=["ovos-m2v-pipeline-high"])
    assert cores.MODEL_PLUGIN in cores.pipeline_config()["blacklisted_pipelines"]
    (tmp_path / "models--somebody--something").mkdir()
    assert cores.MODEL_PLUGIN not in cores.pipeline_config()["blacklisted_pipelines"]
    (tmp_path / "models--somebody--something").rmdir()
    configured(**{"pipeline": ["ovos-m2v-pipeline-high"], cores.MODEL_PLUGIN: {"model": "/of/my/own"}})
    assert cores.MODEL_PLUGIN not in cores.pipeline_config()["blacklisted_pipelines"]


def test_no_bus_is_said_in_one_line(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setattr(cores, "MessageBusClient", partial(MessageBusClient, host="127.0.0.1", port=port))
    said = rf"^no OVOS message bus at 127.0.0.1:{port}; is ovos-messagebus running\?$"
    with pytest.raises(cores.NoCore, match=said), cores.running_core():
        pass


def test_something_else_on_the_port_is_said_too(monkeypatch):
    monkeypatch.setattr(cores, "CONNECT_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setattr(cores, "MessageBusClient", partial(MessageBusClient, host="127.0.0.1", port=port))
        with pytest.raises(cores.NoCore, match="is no OVOS message bus"), cores.running_core():
            pass


def test_an_answer_is_json_with_every_key():
    from skill_enms.ask.listening import Answer

    answer = Answer("hello", None, None, None, ("Hi.",), 0.12345, ended=True)
    assert json.loads(json.dumps(answer.as_json())) == {
        "utterance": "hello",
        "intent": None,
        "request": None,
        "result": None,
        "spoken": ["Hi."],
        "seconds": 0.123,
    }
