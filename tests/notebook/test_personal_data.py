"""Personal data of several people is told by its kind; what only looks like it is not.

The people, cards and numbers are made up; check digits are right.
"""

from __future__ import annotations

import time

import pytest

from jupyter_handoff.notebook.personal_data import personal_data_in

MAILS, PHONES = "e-mail addresses", "phone numbers"
CARDS, NUMBERS = "card numbers", "identity numbers"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("0 ana.lima@web.de\n1 k.okafor@gmx.net\n2 li_wei@qq.com", MAILS),
        ("<td>ana@web.de</td><td>kofi@gmx.net</td><td>li@qq.com</td>", MAILS),
        ("ana@web.de ana@web.de ana@web.de", ""),
        ("ana1@web.de ana2@web.de ana3@web.de", ""),
        ("ana@example.com kofi@example.org li@mail.example.net", ""),
        ("info@web.de noreply@gmx.net support@qq.com sales@x.de", ""),
        ("a-newsletter@web.de list-unsubscribe@gmx.net msg+ticket@qq.com x2mailbot1@x.de", ""),
        ("Author: ana@web.de\nMaintainer: kofi@gmx.net\nContact: li@qq.com", ""),
        ("logo@2x.png icon@3x.jpg a.b@c.csv", ""),
        ("git@github.com:a/b git@gitlab.com:c/d git@host.de:e/f", ""),
        ("https://ana:x@web.de https://kofi:x@gmx.net https://li:x@qq.com", ""),
        ("@functools.wraps(f) a@b x@y.T z@w.shape", ""),
        ("customer phone\n(212) 736-5000\n312-922-9410\n415.563.7337", PHONES),
        ("e-mail +49 30 227 1234\n+44 20 7219 3000\n+33 1 40 63 60 00", PHONES),
        ("school phone customer\n(212) 736-5000\n312-922-9410\n415.563.7337", ""),
        ("(212) 736-5000\n312-922-9410\n415.563.7337", ""),
        ("customer phone\n(202) 555-0143\n202-555-0187\n202.555.0199", ""),
        ("user +1.25 +2.5 +12 34\n+100000000 +200000000 +300000000", ""),
        ("cc_num 4539578763621486 5425233430109903", CARDS),
        ("4539 5787 6362 1486, 5425-2334-3010-9903, 3714 496353 98431 visa", CARDS),
        ("4539578763621486 5425233430109903", ""),  # two may be a chance
        ("4539578763621486 5425233430109903 4916338506082832 4539578763621487", ""),
        ("visa 4242424242424242 4111111111111111 5555555555554444", ""),
        ("visa 0.4539578763621486 5425233430109903.5 14539578763621486", ""),
        ("1546300800000000 1546387200000000 1546473600000000", ""),
        ("ssn\n536-90-4399\n078-05-1120", ""),  # the second was printed on cards in wallets
        ("ssn\n536-90-4399\n212-09-9998", NUMBERS),
        ("536-90-4399\n212-09-9998", ""),
        ("390.533.447-05 231.002.999-81", NUMBERS),
        ("390.533.447-05 231.002.999-99", ""),
        ("RCCMNL83S18D969H MRTMTT25D09F205Z", NUMBERS),
        ("dni 54362315K 12345678Z", NUMBERS),
        ("54362315K 12345678Z", ""),
        ("", ""),
    ],
)
def test_the_kind_is_told(text: str, what: str) -> None:
    assert personal_data_in(text) == what


@pytest.mark.parametrize(
    "piece",
    [
        "a@b.",
        "@",
        "+1 ",
        "+1 23 ",
        "4539 ",
        "1",
        "1-",
        "111.",
        "A",
        "ABCDEF12",
        "a.",
        "11 ",
        "(212) ",
    ],
)
def test_no_output_takes_long(piece: str) -> None:
    personal_data_in("visa 4539578763621486 5425233430109903")  # imports what it needs
    words = "customer phone visa ssn dni aadhaar pesel steuer bsn nir "
    start = time.process_time()
    personal_data_in(words + (piece * 200_000)[:200_000])
    assert time.process_time() - start < 4
