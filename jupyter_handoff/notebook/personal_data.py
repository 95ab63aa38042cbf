"""Finds personal data of several people in outputs: addresses, phones, cards, identity numbers.

Only what kind it is is told, never a value. Numbers are judged by python-stdnum: this is the
one module that knows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

# So many different ones are no chance, and no address of a maintainer's.
_SEVERAL = 3
_LONGEST_LINE = 300

_MAIL = re.compile(
    r"(?<![\w.+%/@:=&-])(?P<local>[A-Za-z0-9][\w.+-]{0,60})@(?P<domain>(?:[A-Za-z0-9-]{1,40}\.){1,4}"
    r"(?P<top>[A-Za-z]{2,12}))(?![\w@/(-])"
)
_NO_PERSON = re.compile(
    r"(?:info|support|contact|admin|sales|help|helpdesk|hello|office|team|press|web|webmaster|git|root"
    r"|postmaster|no-?reply|do-?not-?reply|mail|mailer|security|abuse|feedback|service|customer\w*|owner"
    r"|newsletter|marketing|jobs|careers|billing|orders?|enquiries|license|user\w*|test\w*|foo|bar|baz"
    r"|name|someone|somebody|you|me|your\w*|my\w*|first\.?last|jane|john|(?:jane|john)[._]?(?:doe|smith)"
    r"|example|sample|dummy|fake|abc|xyz|x+|a|b|c|d|alice|bob|cliente?|student|employee|person|member|id)"
    r"[-._]?\d{0,8}\Z"
    r"|[\w.+-]{0,40}(?:newsletter|subscribe|ticket|mailbot|bounce|reply|support|quer(?:y|ies))",
    re.IGNORECASE,
)
_NO_DOMAIN = re.compile(
    r"(?:[\w.-]*[.-])?(?:example|test|invalid|localhost|local|domain|email|company|mycompany|yourdomain"
    r"|foo|bar|acme|sample|host|server|noreply|gserviceaccount|googlegroups|sourceforge|python|scipy"
    r"|numpy|apache|lists?|groups|users)(?:[.-][\w.-]*)?\Z",
    re.IGNORECASE,
)
_NO_TOP = frozenset(
    "png jpg jpeg gif svg webp pdf csv json txt py js css html ipynb xml yaml yml zip gz so".split()
)
# A line that says who wrote or keeps a program or a paper.
_CREDIT = re.compile(
    r"author|maintain|licen[sc]e|copyright|\(c\)|©|contributor|written by|contact|report|home-?page"
    r"|credit|git clone|ssh |requirement|signed-off|@param|doi|arxiv|university|citation",
    re.IGNORECASE,
)
_ABROAD = re.compile(
    r"\+(?<![\w.+,(-]\+)[1-9]\d{0,2}[ .-]\(?\d{1,5}\)?(?:[ .-]?\d{2,8}){1,4}(?![\w.,]?\d)"
)
_PHONE_WORDS = ("phone", "telefon", "mobile", "handy", "whatsapp")
# Whose numbers they are: a person's, or a place's.
_PERSON_WORDS = (
    *("first name", "first_name", "firstname", "last name", "last_name", "lastname", "surname"),
    *("full name", "full_name", "customer", "client", "patient", "employee", "subscriber", "user"),
    *("e-mail", "email", "birth", "gender", "nachname", "apellido", "call "),
)
_PLACE_WORDS = (
    *("school", "restaurant", "store", "business", "hospital", "hotel", "library", "station"),
    *("agency", "facility", "company", "branch", "shop", "office", "clinic", "museum", "college"),
)
# As it is written where it says that it is a phone number.
_NATIONAL = re.compile(
    r"(?<![\w.+-])(?:\+?1[ .-]|001-)?(?:\([2-9]\d{2}\)[ ]?|[2-9]\d{2}[.-])"
    r"[2-9]\d{2}[.-]\d{4}(?![\w.-]?\d)"
)
_FICTION = re.compile(r"555\D?01\d\d\Z")
_CARD = re.compile(
    r"[2-6](?<![\w.,+-][2-6])\d{3}(?:([ -])\d{4}\1\d{4}\1\d{4}|([ -])\d{6}\2\d{5}|\d{11,12})"
    r"(?![\w-]|[.,]\d)"
)
_ISSUER = re.compile(
    r"(?:4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|6(?:011|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12})\Z"
)
_CARD_WORDS = (
    "credit card",
    "credit_card",
    "creditcard",
    "card_n",
    "card n",
    "cardn",
    "cc_num",
    "visa",
)
# What payment services publish for trying things out.
_TRIAL_CARDS = frozenset(
    "4242424242424242 4111111111111111 4012888888881881 5555555555554444 5105105105105100 "
    "378282246310005 371449635398431 6011111111111117 6011000990139424 3530111333300000 "
    "4000056655665556 5200828282828210 2223003122003222".split()
)


@dataclass(frozen=True, slots=True)
class _Identity:
    """A country's identity number: how it is written, and the words that may stand by it.

    One of them must, where the number alone could be any.
    """

    module: str
    pattern: re.Pattern[str]
    words: tuple[str, ...] = ("",)


_IDENTITIES = (
    _Identity(
        "us.ssn",
        re.compile(r"\d(?<![\w.-]\d)\d{2}-\d{2}-\d{4}(?![\w-]|\.\d)"),
        ("ssn", "social security", "social_security"),
    ),
    _Identity("br.cpf", re.compile(r"\d(?<![\w.-]\d)\d{2}\.\d{3}\.\d{3}-\d{2}(?![\w-]|\.\d)")),
    _Identity(
        "it.codicefiscale",
        re.compile(r"[A-Z](?<!\w[A-Z])[A-Z]{5}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)"),
    ),
    _Identity("cn.ric", re.compile(r"[1-9](?<![\w.-][1-9])\d{5}(?:19|20)\d{9}[\dX](?![\w.-])")),
    _Identity(
        "es.dni",
        re.compile(r"(?<![\w.-])\d{8}-?[A-HJ-NP-TV-Z](?!\w)"),
        ("dni", "nif"),
    ),
    _Identity(
        "in_.aadhaar",
        re.compile(r"(?<![\w.-])[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}(?![\w-]|\.\d)"),
        ("aadhaar", "aadhar", "adhaar"),
    ),
    _Identity(
        "pl.pesel",
        re.compile(r"(?<![\w.-])\d{11}(?![\w-]|\.\d)"),
        ("pesel",),
    ),
    _Identity(
        "de.idnr",
        re.compile(r"(?<![\w.-])[1-9]\d[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}(?![\w-]|\.\d)"),
        ("steuer",),
    ),
    _Identity(
        "fr.nir",
        re.compile(r"(?<![\w.-])[12]\d{14}(?![\w-]|\.\d)"),
        ("sécurité sociale", "securite sociale", "nir ", "nir<", "nir_"),
    ),
    _Identity(
        "nl.bsn",
        re.compile(r"(?<![\w.-])\d{9}(?![\w-]|\.\d)"),
        ("bsn",),
    ),
)


def personal_data_in(text: str) -> str:
    """What a text holds of several people, in words; empty where it holds nothing of that kind."""
    lower = text.lower()
    return " and ".join(words for words, is_in in _KINDS.items() if is_in(text, lower))


def _says(lower: str, words: tuple[str, ...]) -> bool:
    return any(word in lower for word in words)


def _has_mails(text: str, _: str) -> bool:
    if text.count("@") < _SEVERAL:
        return False
    people = {found["local"].lower().rstrip("0123456789") for found in _people(text)}
    return len(people) >= _SEVERAL


def _people(text: str) -> Iterator[re.Match[str]]:
    for found in _MAIL.finditer(text):
        if found["top"].lower() in _NO_TOP or _NO_DOMAIN.match(found["domain"]):
            continue
        start = max(0, found.start() - _LONGEST_LINE)
        line = text[start : found.start()].rpartition("\n")[2]
        if not (_NO_PERSON.match(found["local"]) or _CREDIT.search(line)):
            yield found


def _has_phones(text: str, lower: str) -> bool:
    if not _says(lower, _PERSON_WORDS) or _says(lower, _PLACE_WORDS):
        return False
    found = {item.group() for item in _ABROAD.finditer(text)}
    if _says(lower, _PHONE_WORDS):
        found |= {item.group() for item in _NATIONAL.finditer(text)}
    numbers = {re.sub(r"\D", "", number) for number in found if not _FICTION.search(number)}
    return len([number for number in numbers if 8 <= len(number) <= 15]) >= _SEVERAL


def _has_cards(text: str, lower: str) -> bool:
    found = {item.group() for item in _CARD.finditer(text)}
    numbers = {re.sub(r"\D", "", number) for number in found}
    issued = {number for number in numbers if _ISSUER.match(number)} - _TRIAL_CARDS
    # Of any other long numbers one in ten would pass: here all must.
    needed = 2 if _says(lower, _CARD_WORDS) else _SEVERAL
    return len(issued) >= needed and all(map(_judge("luhn"), issued))


def _has_identities(text: str, lower: str) -> bool:
    for identity in _IDENTITIES:
        if _says(lower, identity.words):
            numbers = {found.group() for found in identity.pattern.finditer(text)}
            if len(numbers) >= 2 and all(map(_judge(identity.module), numbers)):
                return True
    return False


def _judge(module: str) -> Callable[[str], bool]:
    # Imported here: it takes a twentieth of a second, and few outputs need it.
    valid: Callable[[str], bool] = import_module(f"stdnum.{module}").is_valid
    return valid


_KINDS: dict[str, Callable[[str, str], bool]] = {
    "e-mail addresses": _has_mails,
    "phone numbers": _has_phones,
    "card numbers": _has_cards,
    "identity numbers": _has_identities,
}
