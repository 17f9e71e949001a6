"""Strange things to say, endless and repeatable: of noise, of the skill's own words, of what people really say.

Nobody says most of this, but a recogniser that hears a machine hall, a chat client and a test all may.
"""

from __future__ import annotations

import json
import random
import string
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from judge import load

from skill_enms.catalogue import Catalogue

LOCALE = Path(__file__).parents[2] / "locale" / "en-us"

SQL = (
    "'; DROP TABLE machines; --",
    "train baseline for Boiler-1'; DELETE FROM energy_readings; --",
    '" OR 1=1 --',
    "1; SELECT pg_sleep(60)",
    "$$ DO $$",
    "UNION SELECT password FROM pg_shadow",
    "delete all readings of Compressor-1",
    "%s %(seu)s {0} {} {seu} %n %1$s",
    "\\x00 \\' E'\\047'",
    "COPY machines TO PROGRAM 'reboot'",
)
MARKUP = (
    "<speak><break time='3600s'/>stop</speak>",
    "<script>alert(1)</script>",
    "{{ seu }} {% for x in y %} ${jndi:ldap://x} `reboot` $(reboot)",
    "[a](b) **c** # d",
    "../../../../etc/passwd",
    "http://user:pass@host:99999/?q=1&r=%00",
    "\x1b[2J\x1b]0;x\x07",
    "\r\nSet-Cookie: a=b\r\n",
)
NUMBERS = (
    "1e999",
    "-1e-999",
    "nan",
    "inf",
    "-infinity",
    "0x1f",
    "٣٫١٤",
    "½",
    "二〇二四",
    "³",
    "9" * 400,
    "0." + "0" * 400 + "1",
    "1,000,000,000,000",
    "1.2.3.4",
    "--5",
    "+ - +",
    "minus minus minus one",
    "point point five",
    "twenty " * 40,
    "hundred thousand million billion " * 10,
    "last 99999999999 years",
    "the first 1000000 days of 2024",
    "february 31 2024",
    "february 29 2023",
    "from 2025 to 2024",
    "year 0",
    "year 99999",
    "year 10000 to year 1",
    "31.12.9999",
    "9999-12-31",
    "0001-01-01",
    "since december 31 9999",
    "q5 2024",
    "week 54 of 2024",
    "13/13/2013",
    "25:61",
    "2024-02-30T25:00:00Z",
    "temperature of 1e400 degrees and production of minus infinity",
)
ODDITIES = (
    "",
    " ",
    "\t\n",
    "\x00",
    "\ud800",
    "\udfff train baseline \ud83d",
    "\u202eenilesab niart\u202c",
    "\u200b\u200c\u200d\ufeff",
    "e\u0301\u0302\u0303" * 50,
    "👩\u200d👩\u200d👧\u200d👦 🏭 ⚡ 📈",
    "ﷺ ﷽ 𒐫 𓀀",
    "İıŞşßẞﬁﬂǅ",
    "Ｔｒａｉｎ ｂａｓｅｌｉｎｅ ｆｏｒ Ｂｏｉｌｅｒ－１",
    "ΤРАIN ВАSЕLINЕ",
    "训练基线 für Öfen с температурой को",
    "-" * 300,
    "." * 300,
    "'" * 300,
    "?!" * 200,
)
ALPHABETS = (
    *((32, 127), (160, 0x250), (0x370, 0x600), (0x2000, 0x2100)),
    *((0x4E00, 0x4F00), (0x1F300, 0x1F700), (0, 0x110000)),
)
LENGTHS = (200, 2_000, 20_000)

Maker = Callable[[], str]


class Strange:
    """Utterances from one seed: the same seed says the same things."""

    def __init__(self, catalogue: Catalogue, seed: int) -> None:
        self._random = random.Random(seed)
        self._catalogue = catalogue
        self._makers: Sequence[Maker] = (
            self._listed,
            self._noise,
            self._soup,
            self._soup,
            self._mutated,
            self._mutated,
            self._mutated,
            self._dialog,
            self._template,
            self._crossed,
        )

    def __iter__(self) -> Iterator[str]:
        """Utterances, without end."""
        yield from SQL
        yield from MARKUP
        yield from NUMBERS
        yield from ODDITIES
        yield from self.long()
        while True:
            yield self._random.choice(self._makers)()

    def long(self) -> Iterator[str]:
        """Very long ones."""
        names = [seu.name for seu in self._catalogue.seus] or ["machine"]
        features = [feature.name for feature in self._catalogue.features] or ["feature"]
        for length in LENGTHS:
            for piece in ("a", "and ", "2024 ", "twenty ", "baseline ", "one ", "temperature and ", "from to ", "- "):
                yield (piece * length)[: 5 * length]
            yield "train baseline for " + " and ".join(self._random.choices(names, k=length // 10))
            yield "train baseline using " + ", ".join(self._random.choices(features, k=length // 10)) + " for 2024"
            yield " ".join(self._random.choices(self._words, k=length // 5))
            yield "".join(self._random.choices(string.ascii_letters, k=length))

    @cached_property
    def _words(self) -> list[str]:
        """The words that the skill knows: its language's and its plant's."""
        words: set[str] = set()
        for path in sorted((LOCALE / "vocabulary").glob("*")):
            text = path.read_text(encoding="utf-8")
            words.update(_strings(json.loads(text)) if path.suffix == ".json" else _lines(text))
        catalogue = self._catalogue
        words.update(seu.name for seu in catalogue.seus)
        words.update(source.name for source in catalogue.energy_sources)
        words.update(feature.name for feature in catalogue.features)
        return sorted(words)

    @cached_property
    def _said(self) -> list[str]:
        return [golden.utterance for golden in load("tuning")]

    @cached_property
    def _dialogs(self) -> list[str]:
        return [line for path in sorted(LOCALE.glob("dialog/**/*.dialog")) for line in _lines(path.read_text("utf-8"))]

    @cached_property
    def _templates(self) -> list[str]:
        return [line for path in sorted(LOCALE.glob("intents/*.intent")) for line in _lines(path.read_text("utf-8"))]

    def every_dialog(self) -> list[str]:
        """Each line that the skill itself may say, as it stands and with something in its slots."""
        return [*self._dialogs, *(self._filled(line) for line in self._dialogs)]

    def _listed(self) -> str:
        lists = (SQL, MARKUP, NUMBERS, ODDITIES)
        return " ".join(self._random.choice(self._random.choice(lists)) for _ in range(self._random.randint(1, 3)))

    def _noise(self) -> str:
        ranges = (
            (32, 127),
            (160, 0x250),
            (0x370, 0x600),
            (0x2000, 0x2100),
            (0x4E00, 0x4F00),
            (0x1F300, 0x1F700),
            (0, 0x110000),
        )
        low, high = self._random.choice(ranges)
        return "".join(chr(self._random.randrange(low, high)) for _ in range(self._random.randint(1, 60)))

    def _soup(self) -> str:
        return " ".join(self._random.choices(self._words, k=self._random.randint(1, 25)))

    def _mutated(self) -> str:
        words = self._random.choice(self._said).split()
        for _ in range(self._random.randint(1, 4)):
            self._change(words)
        text = " ".join(words)
        how = self._random.random()
        if how < 0.1:
            return text.upper()
        if how < 0.2:
            return text.replace(" ", "")
        return "".join(self._slip(character) for character in text) if how < 0.4 else text

    def _change(self, words: list[str]) -> None:
        place = self._random.randrange(len(words) + 1)
        how = self._random.randrange(5)
        if how == 0 and words:
            del words[place % len(words)]
        elif how == 1 and words:
            words.insert(place, self._random.choice(words))
        elif how == 2:
            words.insert(place, self._random.choice(self._words))
        elif how == 3:
            words[place:] = words[place:][::-1]
        else:
            words.insert(place, self._random.choice((*NUMBERS, *SQL, "not", "except", "without", "never", "don't")))

    def _slip(self, character: str) -> str:
        how = self._random.random()
        return (
            character if how > 0.04 else self._random.choice(("", character * 2, chr(self._random.randrange(33, 600))))
        )

    def _dialog(self) -> str:
        return self._filled(self._random.choice(self._dialogs))

    def _template(self) -> str:
        return self._filled(self._random.choice(self._templates))

    def _crossed(self) -> str:
        one, other = (self._random.choice(self._said).split() for _ in range(2))
        return " ".join(one[: self._random.randint(0, len(one))] + other[self._random.randint(0, len(other)) :])

    def _filled(self, line: str) -> str:
        """A line with anything in its slots."""
        parts = line.split("{")
        return parts[0] + "".join(self._word() + part.partition("}")[2] for part in parts[1:])

    def _word(self) -> str:
        return self._random.choice(self._random.choice((self._words, self._words, NUMBERS, MARKUP, ODDITIES)))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
