"""The OVOS core that is talked to: the one that runs on this device, or one in this process.

The core in this process is made of OVOS's own parts, the intent service with the pipeline that the device's
configuration names and the loader of plugin skills, on OVOS's in-process bus. Only what stands around a core is left
out: other skills, listening, and playing what is spoken.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path

from ovos_bus_client.client import MessageBusClient
from ovos_bus_client.message import Message
from ovos_config.config import Configuration
from ovos_utils.fakebus import FakeBus
from ovos_workshop.skills.ovos import OVOSSkill
from pyee import EventEmitter

from skill_enms.ask.listening import Bus
from skill_enms.ask.quiet import log_path

CONNECT_SECONDS = 3.0
SILENCE_SECONDS = 8.0
"""So long may a core that is being started say nothing at all."""
LOADING_SECONDS = 60.0
"""So long may a core load its skills."""
TRAINING_SECONDS = 300.0
PLAY_SECONDS = 0.05

MODEL_PLUGIN = "ovos-m2v-pipeline"
"""A pipeline plugin that matches nothing without a model from the internet, and takes seconds to find that out."""


class NoCore(Exception):
    """There is no OVOS core to talk to; the text says why, in one line."""


def language() -> str:
    """The device's language."""
    return str(Configuration().get("lang") or "en-US")


@contextmanager
def running_core() -> Iterator[Bus]:
    """The message bus of the OVOS core that runs on this device.

    Raises NoCore where the bus can't be reached or no core answers on it.
    """
    bus = MessageBusClient(emitter=EventEmitter())  # handlers one after the other, in the order of the messages
    address = f"{bus.config.host}:{bus.config.port}"
    try:
        socket.create_connection((bus.config.host, bus.config.port), timeout=CONNECT_SECONDS).close()
    except OSError as error:
        raise NoCore(f"no OVOS message bus at {address}; is ovos-messagebus running?") from error
    bus.run_in_thread()
    if not bus.connected_event.wait(CONNECT_SECONDS):
        raise NoCore(f"what listens at {address} is no OVOS message bus")
    try:
        _await_core(bus, address)
        yield bus
    finally:
        bus.close()


def _await_core(bus: MessageBusClient, address: str) -> None:
    """Wait until the core on a bus has loaded its skills."""
    started = time.monotonic()
    answers = False
    while True:
        reply = bus.wait_for_response(Message("mycroft.skills.is_ready"), timeout=1.0)
        answers |= reply is not None
        if reply is not None and reply.data.get("status"):
            return
        waited = time.monotonic() - started
        if not answers and waited > SILENCE_SECONDS:
            raise NoCore(f"no OVOS core answers on the message bus at {address}; is ovos-core running?")
        if waited > LOADING_SECONDS:
            raise NoCore(f"the OVOS core at {address} has been loading for more than {LOADING_SECONDS:.0f} seconds")
        time.sleep(0.5)


class LocalBus(FakeBus):  # type: ignore[misc]
    """OVOS's in-process bus, where a handler that is known to sleep gets a thread, as on a real bus."""

    def on(self, event: str, handler: Callable[[Message], None]) -> None:
        """Call `handler` with every message of a type."""
        owner = type(getattr(handler, "__self__", None)).__module__
        super().on(event, _in_thread(handler) if owner.startswith("ovos_m2v_pipeline") else handler)


def _in_thread(handler: Callable[[Message], None]) -> Callable[[Message], None]:
    def start(message: Message) -> None:
        threading.Thread(target=handler, args=(message,), daemon=True).start()

    return start


@contextmanager
def local_core() -> Iterator[Bus]:
    """A core in this process, without skills, on a bus of its own.

    Raises NoCore where the OVOS core isn't installed.
    """
    try:
        from ovos_core.intent_services import IntentService
    except ImportError as error:
        raise NoCore("ovos-core is not installed; pip install 'skill-enms[ask]' brings it") from error
    from ovos_workshop.skills.api import SkillApi

    bus = LocalBus()
    bus.on("speak", lambda message: _play(bus, message))
    SkillApi.connect_bus(bus)
    intents = IntentService(bus, config=pipeline_config())
    try:
        yield bus
    finally:
        intents.shutdown()


@contextmanager
def loaded(bus: Bus, skill_id: str, skill_class: type[OVOSSkill]) -> Iterator[OVOSSkill]:
    """A skill on a core in this process; `train` before anything is said to it.

    Raises NoCore where it doesn't load.
    """
    from ovos_workshop.skill_launcher import PluginSkillLoader

    loader = PluginSkillLoader(bus, skill_id)
    try:
        if not loader.load(skill_class):
            raise NoCore(f"{skill_id} does not load; {log_path()} says why")
        yield loader.instance
    finally:
        if loader.instance is not None:
            loader.instance.default_shutdown()


def train(bus: Bus) -> None:
    """Let a core learn the intents of the skills that were loaded, and wait until it has."""
    bus.wait_for_response(Message("mycroft.skills.train"), "mycroft.skills.trained", timeout=TRAINING_SECONDS)


def pipeline_config() -> dict[str, object]:
    """The device's configuration of intents, without the plugins that its own pipeline leaves unused.

    OVOS loads every installed plugin, in case a satellite asks for another pipeline. Nobody does here, and some take
    seconds.
    """
    config = dict(Configuration().get("intents") or {})
    matchers = config.get("pipeline") or ()
    unused = {entry.name for entry in entry_points(group="opm.pipeline") if not _serves(entry.name, matchers)}
    if not _has_model(config):
        unused.add(MODEL_PLUGIN)
    return {**config, "blacklisted_pipelines": sorted({*config.get("blacklisted_pipelines", ()), *unused})}


def _serves(plugin: str, matchers: Iterable[str]) -> bool:
    """Whether a pipeline names one of a plugin's matchers, in today's spelling (`ovos-x-pipeline-plugin-high`) or in
    the older one (`x_high`)."""
    return any(matcher.startswith(plugin) or matcher.split("_")[0] in plugin.split("-") for matcher in matchers)


def _has_model(config: dict[str, object]) -> bool:
    """Whether the model plugin was given a model, or one has been downloaded."""
    if config.get(MODEL_PLUGIN):
        return True
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    hub = os.environ.get("HF_HUB_CACHE") or Path(os.environ.get("HF_HOME") or Path(cache) / "huggingface") / "hub"
    return any(Path(hub).glob("models--*"))


def _play(bus: FakeBus, message: Message) -> None:
    """Tell the skill that its speech is being played, and soon that it was: what it says next may wait for that."""
    bus.emit(message.forward("recognizer_loop:audio_output_start"))
    end = threading.Timer(PLAY_SECONDS, bus.emit, (message.forward("recognizer_loop:audio_output_end"),))
    end.daemon = True
    end.start()
