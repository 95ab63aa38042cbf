"""Secrets are found in every form that is known, and nothing else is taken for one.

No secret stands here: they are put together when the tests run, so that scanners of
pushed commits see none.
"""

from __future__ import annotations

import base64
import json
import re
import uuid
from hashlib import sha1, sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.notebook import Cell, masked
from jupyter_handoff.notebook.secrets import (
    LONGEST_LINE,
    _detectors,
    find_secrets,
    too_long_to_search,
)

SOUP = "q8Zr2LmX0vTnB4wKj7YhD3sFpQ9aGc5ExU1oVtR6iNzWbMkHyLdSfJePuCxAgIqT"
HEX = sha256(b"soup").hexdigest()
DIGITS = "739215084628"


def soup(length: int, start: int = 0) -> str:
    """Letters and digits without a pattern."""
    return (SOUP * 3)[start : start + length]


def jwt() -> str:
    parts = [{"alg": "HS256", "typ": "JWT"}, {"sub": "ana", "iat": 1516239022}]
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts]
    return ".".join([*(part.rstrip("=") for part in coded), soup(43)])


# By kind: the formats of our own, then those of detect-secrets.
FORMATS = {
    "Anthropic API key": "sk-" + "ant-api03-" + soup(40),
    "Databricks token": "da" + "pi" + HEX[:32],
    "Google API key": "AI" + "za" + soup(35),
    "Hugging Face token": "h" + "f_" + re.sub(r"\d", "x", soup(34)),
    "Telegram bot token": DIGITS[:9] + ":A" + "A" + soup(33),
    "AWS access key": "AK" + "IA" + soup(16).upper(),
    "Azure storage key": "Account" + "Key=" + soup(86) + "==",
    "Discord bot token": "M" + soup(23) + "." + soup(6, 3) + "." + soup(27, 9),
    "GitHub token": "gh" + "p_" + soup(36),
    "GitHub token, fine": "github" + "_pat_" + soup(22) + "_" + soup(59),
    "GitLab token": "glp" + "at-" + soup(20),
    "JSON web token": jwt(),
    "Mailchimp key": HEX[:32] + "-us" + "12",
    "npm token": "//registry.npmjs.org/:_auth" + "Token=" + str(uuid.UUID(HEX[:32])),
    "OpenAI API key": "s" + "k-" + soup(48),
    "OpenAI API key, project": "s" + "k-proj-" + soup(48),
    "PyPI token": "py" + "pi-" + "AgEIcHlwaS5vcmc" + soup(75),
    "SendGrid key": "S" + "G." + soup(22) + "." + soup(43),
    "Slack token": "xo" + "xb-" + DIGITS + "-" + DIGITS + "-" + soup(24).lower(),
    "Square token": "sq0" + "csp-" + soup(43),
    "Stripe key": "sk_" + "live_" + soup(24),
}
PLAIN = soup(20)
KEY_BLOCK = "-----BEGIN RSA PRIV" + "ATE KEY-----\n{}\n-----END RSA PRIV" + "ATE KEY-----"


def test_no_format_of_detect_secrets_is_passed_over_for_what_its_texts_hold() -> None:
    for kind, markers, detector in _detectors():
        for pattern in detector.denylist:
            said = pattern.pattern.lower().replace("\\", "")
            assert any(marker in said for marker in markers), (kind, said)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "around",
    ["x = '{}'", "{}", "!curl -H 'Authorization: {}'", "é = '🎉'; f('{}', 1)", '{{"a": "{}"}}\r\n'],
)
def test_a_known_format_is_found_wherever_it_stands(kind: str, around: str) -> None:
    text = around.format(FORMATS[kind])
    (secret,) = find_secrets(text)
    assert secret.kind == kind.partition(",")[0]
    found = text[secret.start : secret.end]
    assert FORMATS[kind].endswith(found) and len(found) > 0.5 * len(FORMATS[kind])


# Where a value stands under a name that says secret; `{}` is the value.
NAMED = {
    "password = '{}'": "password",
    'DB_PASSWORD = r"{}"': "password",
    "pwd='{}'": "password",
    'DB_PASSWORD: str = r"{}"': "password",
    "headers = {{'X-Api-Key': '{}'}}": "key",
    "api_key = '{}'": "key",
    "apikey='{}'": "key",
    "MY_SECRET = ('{}')": "key",
    "client_secret_value = '{}'": "key",
    "access_key='{}'": "key",
    "auth_token = b'{}'": "token",
    "connect(password='{}')": "password",
    "{{'password': '{}'}}": "password",
    '{{"api_key": "{}"}}': "key",
    "os.environ['API_KEY'] = '{}'": "key",
    "os.getenv('TOKEN', '{}')": "token",
    "%env API_KEY={}": "key",
    "x = 1\n%env API_KEY {}": "key",
    "%set_env DB_PASSWORD  {}": "password",
    "!export SECRET={} && run": "key",
    "export AWS_SECRET_ACCESS_KEY={}": "key",
    "credentials = '{}'": "key",
}


@pytest.mark.parametrize("around", NAMED, ids=repr)
@pytest.mark.parametrize("value", [PLAIN, "Tr0ub4dor&3.Zebra", "hunter2-Wolke!9", HEX])
def test_a_value_under_a_name_that_says_secret_is_found(around: str, value: str) -> None:
    if "&" in value and "{}'" not in around and '{}"' not in around:
        return  # the shell would take it apart
    text = around.format(value)
    (secret,) = find_secrets(text)
    assert secret.kind == NAMED[around]
    assert text[secret.start : secret.end] == value


def test_a_private_key_is_found_whole() -> None:
    block = KEY_BLOCK.format("\n".join(soup(64, start) for start in range(5)))
    text = f"key = '''{block}'''\nx = 1"
    (secret,) = find_secrets(text)
    assert (secret.kind, text[secret.start : secret.end]) == ("private key", block)
    assert find_secrets(text.replace(soup(64), "").replace("\n", "\\n"))[0].kind == "private key"


# Text that holds no secret, however much it looks like one.
INNOCENT = {
    "SHA-256": f"sha256 = '{HEX}'",
    "commit": f"commit {sha1(b'a').hexdigest()}",
    "pip hash": f"pandas==2.0 --hash=sha256:{HEX}",
    "UUID": f"run_id = '{uuid.UUID(HEX[:32])}'",
    "%env": "%env CUDA_VISIBLE_DEVICES 0,1\n%env TOKEN_PATH /run/secrets\n%env API_KEY {key}",
    "model": "model = 'gpt-4o-2024-08-06'",
    "S3": "path = 's3://bucket/key/part-0001.parquet'",
    "URL": "url = 'https://api.example.com/v1/keys?page=2'",
    "image": f"<img src='data:image/png;base64,{base64.b64encode(bytes(range(200))).decode()}'>",
    "number": "x = 1234567890123456789012345678901234567890",
    "placeholder": "api_key = 'YOUR_API_KEY'",
    "placeholder in brackets": "api_key = '<your key here>'",
    "x's": "token = 'xxxxxxxxxxxxxxxxxxxxxxxx'",
    "stars": "password = '************'",
    "filled": f"key = '{'AK' + 'IA'}{'X' * 16}'",
    "AWS's own example": f"key = '{'AK' + 'IA'}IOSFODNN7EXAMPLE'",
    "template": "password = '${DB_PASSWORD}'",
    "f-string": "password = f'{user}-{host}-2024'",
    "environment": "password = os.environ['DB_PASSWORD']",
    "getpass": "password = getpass('Password: ')",
    "look-up without a value": "os.getenv('API_KEY', 'not-set-anywhere')",
    "a word": "password = 'correcthorse'",
    "a name": "secret_key = 'database/production/main'",
    "a constant's name": "api_key = 'PRODUCTION_API_2'",
    "a file": "key_path = '/home/ana/.ssh/id_ed25519'",
    "a file under the name": "private_key = './keys/server-2024.pem'",
    "an address": "token_url = 'https://login.host/oauth2/v2.0/token'",
    "a column": "df['password_hash_2019'] = df['pwd_hash_2020'].map(f)",
    "tokens": "max_tokens = '4096 tokens of 8192'",
    "tokenizer": f"tokenizer = '{soup(12)}'",
    "special token": "pad_token = '<|pad-00-11|>'",
    "NLP": "tokens = ['the', 'quick', 'brown']",
    "argument": "f(password, 'q8Zr2LmX0vTnB4wK')",
    "comparison": "if password == 'q8Zr2LmX0vTnB4wK': pass",
    "a date": "token = '2024-01-01 00:00:00'",
    "sorted": "df.sort_values(key='customer_2024_id')",
    "keyboard": "password = 'qwertyuiop1234'",
    "too short": "pw = 'a1b2'",
    "public key": "-----BEGIN PUBLIC KEY-----\n" + soup(60).lower() + "\n-----END PUBLIC KEY-----",
    "only the header": "if '-----BEGIN RSA PRIV" + "ATE KEY-----' in text: pass",
    "code": "sklearn_model_selection_train_test_split = 3",
    "slug": "hf_hub_download('sk-learn-models-for-everyone')",
}


@pytest.mark.parametrize("text", INNOCENT.values(), ids=INNOCENT.keys())
def test_what_is_no_secret_is_left_alone(text: str) -> None:
    assert [text[secret.start : secret.end] for secret in find_secrets(text)] == []


def test_a_line_too_long_to_search_is_left_out_and_the_others_are_not() -> None:
    key = FORMATS["GitHub token"]
    long = f"x = '{key}{'a' * LONGEST_LINE}'"
    assert find_secrets(long) == ()
    assert too_long_to_search(long) and not too_long_to_search("x = 1\n" * LONGEST_LINE)
    text = f"{long}\ny = '{key}'"
    (secret,) = find_secrets(text)
    assert text[secret.start :].startswith(f"{key}'") and secret.start > LONGEST_LINE


def test_one_secret_of_several_forms_is_one() -> None:
    key = FORMATS["GitHub token"]
    assert len(find_secrets(f"github_token = '{key}'")) == 1
    assert len(find_secrets(f"token = '{key}'\nagain = '{key}'")) == 2


def test_what_its_surroundings_give_away_is_found_elsewhere_too() -> None:
    key = soup(40)
    assert len(find_secrets(f"aws = login(key='{key}')\nagain = '{key}'")) == 2


def test_of_two_secrets_that_overlap_nothing_stays_open() -> None:
    text = FORMATS["Anthropic API key"] + jwt()
    (secret,) = find_secrets(text)
    assert text[secret.start : secret.end] == text
    assert masked(text, (secret,)) == "•••"


def test_a_cell_knows_its_secrets() -> None:
    cell = Cell("id", 1, "markdown", f"# Log in\nwith `{FORMATS['GitLab token']}`")
    (secret,) = cell.secrets
    assert cell.span_of(secret.start, secret.end).line == 2


PIECES = st.sampled_from(
    [
        *FORMATS.values(),
        f"api_key = '{PLAIN}'",
        "\n",
        " ",
        "é🎉",
        "'",
        "x = ",
        KEY_BLOCK,
        *INNOCENT.values(),
    ]
)
TEXTS = st.lists(PIECES, max_size=6).map("\n".join)


@given(TEXTS)
def test_secrets_stand_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for secret in find_secrets(text):
        assert end <= secret.start < secret.end <= len(text)
        end = secret.end


@given(TEXTS, st.data())
def test_a_masked_text_has_none_of_its_secrets_left(text: str, data: st.DataObject) -> None:
    secrets = find_secrets(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = masked(text[start:end], secrets, start=start)
    open_text, position = [], start
    for secret in secrets:
        open_text.append(text[position : max(position, min(secret.start, end))])
        position = min(max(position, secret.end), end)
    assert shown.replace("•••", "") == "".join([*open_text, text[position:end]])
    hidden = masked(text, secrets)
    assert not any(text[secret.start : secret.end] in hidden for secret in secrets)
