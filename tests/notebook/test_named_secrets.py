"""What stands where a secret is given is found, and what only looks like it is not.

No secret stands here: they are put together when the tests run, so that scanners of
pushed commits see none.
"""

from __future__ import annotations

import random
import time
from hashlib import sha256

import pytest

from jupyter_handoff.notebook.secrets import LONGEST_LINE, find_secrets

HEX = sha256(b"named").hexdigest()
CHOSEN = "S3cr3t!" + "pw9zz"
PLAIN = "q8Zr2LmX0vTn" + "B4wKj7Yh"

# Where a value stands, `§` for it; by what it is.
FOUND = {
    CHOSEN: [
        "pw = '§'",
        "PW = '§'",
        "db_pass = '§'",
        "pass_ = '§'",
        "connect(user='ana', pass_='§')",
        "{'pw': '§', 'user': 'ana'}",
        "passphrase = '§'",
        "os.environ['SMTP_PASS'] = '§'",
        "password      = '§'",
        "password = (\n    '§'\n)",
        'password = """§"""',
        "password = '''\n§\n'''",
        "connect('DRIVER={SQL Server};SERVER=db;UID=sa;PWD=§')",
        "connect('SERVER=db; Pwd = §; Encrypt=yes')",
        "link = 'UID=sa;'\\\n    'PWD=§;'",
        "!curl -u elastic:§ https://host/_search",
        "!curl -X POST \\\n  --user 'ana:§' https://host",
        "!mysql --user ana --password § db",
        "!mysql --password=§",
    ],
    HEX[:32]: [
        "headers = {'Authorization': 'Bearer §'}",
        'headers["Authorization"] = f"token §"',
        '!curl -H "Authorization: Bearer §" https://host',
        "get('https://host/v1?q=1&api_key=§')",
        "get('https://host/v1?token=§&page=2')",
        "{'username': 'ana', 'key': '§'}",
        '!echo \'{"username":"ana-b","key":"§"}\' > ~/.kaggle/kaggle.json',
        "os.environ['KAGGLE_KEY'] = '§'",
        "token = '§'",
    ],
    HEX[:40]: [
        "wandb.login(key='§')",
        "wandb.login('§')",
        "!wandb login §",
        "!wandb login --relogin §",
    ],
    PLAIN: [
        "my_pw: str = '§'",
        "{'Authorization': 'Bearer §'}",
        "get('https://host?access_token=§')",
    ],
    # A few letters in order make no stand-in.
    "9ABCdef" + "71q0Z2rLmX0v": ["api_key = '§'"],
    HEX[:20] + "abcdef" + HEX[26:32]: ["api_key = '§'", "{'Authorization': 'Bearer §'}"],
}


@pytest.mark.parametrize(
    ("place", "value"), [(place, value) for value, places in FOUND.items() for place in places]
)
def test_a_value_where_a_secret_is_given_is_found(place: str, value: str) -> None:
    text = f"x = 1\n{place.replace('§', value)}\ny = 2"
    (secret,) = find_secrets(text)
    assert text[secret.start : secret.end] == value


INNOCENT = [
    f"sha = '{HEX}'",
    f"{{'name': 'churn', 'key': '{HEX[:32]}'}}",
    f"run = api.run('team/project/{HEX[:8]}')\nwandb.init(id='{HEX[:40]}')",
    f"wandb.login()\ncommit = '{HEX[:40]}'",
    "df.merge(other, key='customer_2024_Id')",
    "rows.sort(key='total_2024_Sum')",
    "first_pass = 'encoder-layer-2'",
    "first_pass = 'resnet50'",
    "pass_rate = 'Above90%in2024'",
    "passes = {'pass': 'bandpass-4'}",
    "high_pass = 'butter_4th_order'",
    "bypass = 'S3cr3tValue!'",
    "compass = 'North4West!'",
    "pw = 'pairwise_2'",
    f"pw_hash = '{HEX}'",
    "pw = getpass('Password: ')",
    "pass_ = os.environ['DB_PASS']",
    "pw = '<your password>'",
    "# the passphrase: 'correct horse battery staple'",
    "connect(f'SERVER=db;UID={user};PWD={password}')",
    "connect('SERVER=db;UID=sa;PWD=your_password')",
    "!cd src; PWD=$(pwd); ls",
    "!cd src; PWD=/home/ana/work; ls",
    "headers = {'Authorization': f'Bearer {token}'}",
    "headers = {'Authorization': 'Bearer ' + token}",
    "headers = {'Authorization': 'Bearer YOUR_ACCESS_TOKEN_HERE_2024'}",
    "Send `Authorization: Bearer <token>` with each request.",
    "Authorization: Bearer authentication-is-described-below",
    "!curl -H 'Authorization: Bearer $TOKEN' https://host",
    "get('https://host?api_key=YOUR_API_KEY_GOES_HERE_12345')",
    "get(f'https://host?api_key={api_key}')",
    "get('https://host?key=customer_order_number_2024')",
    "get('https://host?token=next-page-of-the-results')",
    "!curl -u $USER:$PASSWORD https://host",
    "!curl -u user:password https://host",
    "!curl -u 1000:1000 https://host",
    "!mysql --password $MYSQL_PASSWORD --user ana",
    "!tool --token-file /run/secrets/token --max-token 4096",
    "!train --tokenizer bert-base-2024 --secret --verbose-2024",
    "api_key = 'abcdefgh12345678'",
    "api_key = 'ABCDEF-123456-x9'",
    "password = 'qwertyuiop1234'",
    'password = """see the wiki page 2024"""',
    "model = 'bert-base-uncased-v2'",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert [text[secret.start : secret.end] for secret in find_secrets(text)] == []


# What the patterns begin with and repeat.
HOSTILE = [
    *"token pass pw_ key api_key= ;PWD= eyJ eyJaaaaaaaaa. sk- sk-ant- // /:_authToken=".split(),
    *("--token ", "curl ", "curl -u a:", " -u ", "wandb.login(", "wandb login -a ", " A", " "),
    *("Authorization:", "Bearer ", '"username":"a",', "\\", "(", "[", ":", "=", '"', "%env KEY "),
    *("-----BEGIN ", "-----BEGIN PRIV" + "ATE KEY-----", "-----END ", "aws", "/", "0", "a", "."),
]


def test_no_line_takes_long() -> None:
    find_secrets("token = 'x'")  # imports what it needs
    chance = random.Random(0)
    for count in range(150):
        body = "".join(chance.choices(HOSTILE, k=1 + count % 2))
        line = f"{chance.choice(HOSTILE)}{body * LONGEST_LINE}"[: LONGEST_LINE - 1] + "!"
        began = time.process_time()
        find_secrets(line)
        assert time.process_time() - began < 0.5, line[:60]
