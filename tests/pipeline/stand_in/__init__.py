"""A skill that answers in every way a skill can, so that what listens to answers is tested without a plant."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from ovos_bus_client.message import Message
from ovos_bus_client.session import SessionManager
from ovos_utils import classproperty
from ovos_utils.process_utils import RuntimeRequirements
from ovos_workshop.decorators import intent_handler
from ovos_workshop.skills.converse import ConversationalSkill
from ovos_workshop.skills.fallback import FallbackSkill


class StandIn(ConversationalSkill, FallbackSkill):
    """What is to be trained says how the answer comes."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("resources_dir", str(Path(__file__).parent))
        self.waiting: set[str] = set()
        super().__init__(*args, **kwargs)

    @classproperty
    def runtime_requirements(self):
        return RuntimeRequirements(
            internet_before_load=False,
            network_before_load=False,
            requires_internet=False,
            requires_network=False,
            no_internet_fallback=True,
            no_network_fallback=True,
        )

    def initialize(self):
        self.register_fallback(self.handle_rest, 40)

    def can_answer(self, message):
        return "something of baselines" in str(message.data)

    def handle_rest(self, message):
        if not self.can_answer(message):
            return False
        self.result(message, {"intent": None, "ok": False, "code": "not_understood"})
        self.speak("What of them?")
        return True

    @intent_handler("list_seus.intent")
    def handle_list(self, message):
        self.speak("There are none.")
        self.speak("Really none.")

    @intent_handler("train_baseline.intent")
    def handle_train(self, message):
        what = message.data["what"]
        message_of = {"intent": "train_baseline", "seu": what}
        self.bus.emit(message.forward("enms.request", message_of))
        if "later" in what:
            threading.Thread(target=self.answer_later, args=(message,), daemon=True).start()
        elif "afterthought" in what:
            self.result(message, {"intent": "train_baseline", "ok": True})
            self.speak("Trained.")
            threading.Timer(0.5, self.bus.emit, [message.forward("speak", {"utterance": "By the way."})]).start()
        elif "question" in what:
            self.waiting.add(SessionManager.get(message).session_id)
            self.result(message, {"intent": "train_baseline", "ok": False, "code": "question", "about": "period"})
            self.speak("For which period?", expect_response=True)
        elif "blocking" in what:
            self.result(message, {"intent": "train_baseline", "ok": False, "code": "question", "about": "seu"})
            answer = self.get_response("which", num_retries=0)
            self.result(message, {"intent": "train_baseline", "ok": True, "answer": answer})
            self.speak(f"It is {answer}.")
        elif "never" not in what:
            self.result(message, {"intent": "train_baseline", "ok": True})
            self.speak(f"Trained {what}.", wait="patience" in what)

    def answer_later(self, message):
        self.bus.emit(message.forward("speak", {"utterance": "One moment."}))
        time.sleep(0.7)
        self.result(message, {"intent": "train_baseline", "ok": True})
        self.bus.emit(message.forward("speak", {"utterance": "Trained at last."}))

    def can_converse(self, message):
        return SessionManager.get(message).session_id in self.waiting

    def converse(self, message):
        session_id = SessionManager.get(message).session_id
        if session_id not in self.waiting:
            return False
        self.waiting.discard(session_id)
        answer = message.data["utterances"][0]
        self.bus.emit(message.forward("enms.request", {"intent": "train_baseline", "start": answer}))
        self.result(message, {"intent": "train_baseline", "ok": True})
        self.speak(f"Trained on {answer}.")
        return True

    def can_stop(self, message):
        return SessionManager.get(message).session_id in self.waiting

    def stop_session(self, session):
        if session.session_id not in self.waiting:
            return False
        self.waiting.discard(session.session_id)
        return True

    def result(self, message: Message, data):
        self.bus.emit(message.forward("enms.result", data))
