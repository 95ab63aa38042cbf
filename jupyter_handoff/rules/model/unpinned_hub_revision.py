"""HM121: a model or a data set from a hub, with nothing that says which state of it."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import HubLoad, Notebook, loose_hub_loads
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

_COSTS = {
    "no revision": "fetches what the hub holds on the day it runs: a later run may get another {}.",
    "moving revision": "names a branch, which moves on: a later run may get another {}.",
    "bare name": "names no version: a later run may get another {}.",
    "no name": "names no model: the library picks one, and another release may pick another.",
}
_FIXES = {
    "no revision": 'Add revision="…" with the commit that you tried it with',
    "moving revision": "Name a tag or a commit in place of the branch",
    "bare name": "Put the version that you tried it with into the name",
    "no name": 'Add model="…" and revision="…", as the library names them when it runs',
}
_MOST_PLACES = 8


def find(notebook: Notebook) -> Iterator[Match]:
    """One finding for each thing that is fetched, at the first call that does."""
    places: dict[str, list[HubLoad]] = {}
    for load in loose_hub_loads(notebook):
        # Without a name, what is fetched hangs on the task.
        key = load.source or f"\0{load.call.index} {load.call.fact.order}"
        places.setdefault(key, []).append(load)
    for first, *others in places.values():
        thing = "data set" if first.is_data else "model"
        yield Match(
            f"`{first.call.fact.path}` {_COSTS[first.loose].format(thing)}",
            first.call.span,
            related=tuple(
                related(load.call.span, "fetches the same") for load in others[:_MOST_PLACES]
            ),
            fixes=(Fix(_FIXES[first.loose], "suggestion"),),
        )


_USE = "from transformers import AutoModel, pipeline\nfrom datasets import load_dataset\n"

RULE = Rule(
    code="HM121",
    name="unpinned-hub-revision",
    artifact="model",
    severities=severities("-wE"),
    summary="A model or a data set comes from a hub without a revision.",
    why=(
        "Whoever owns it may change it any day: new weights, new columns, new code. Next month's "
        "run then gives other numbers, and nobody can fetch again what yours rested on."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                from transformers import AutoModel, AutoTokenizer, pipeline
                checkpoint = "distilbert-base-uncased"
                tokenizer = «AutoTokenizer.from_pretrained(checkpoint)»
                model = AutoModel.from_pretrained(checkpoint)
                # %%
                moods = «pipeline("sentiment-analysis")»
                names = «pipeline("ner", model="dslim/bert-base-NER", revision="main")»
            """,
            good="""
                # %%
                from transformers import AutoModel, AutoTokenizer, pipeline
                checkpoint = "distilbert-base-uncased"
                commit = "6cdc0aad91f5ae2e6712e91bc7b65d1cf5c05411"
                tokenizer = AutoTokenizer.from_pretrained(checkpoint, revision=commit)
                model = AutoModel.from_pretrained(checkpoint, revision=commit)
            """,
        ),
        Example(
            bad="""
                # %%
                import torch, timm
                from datasets import load_dataset
                from huggingface_hub import hf_hub_download
                from sentence_transformers import SentenceTransformer
                reviews = «load_dataset("imdb", split="train")»
                file = «hf_hub_download(repo_id="acme/churn", filename="model.json")»
                encoder = «SentenceTransformer("all-MiniLM-L6-v2")»
                eye = «torch.hub.load("facebookresearch/dino:main", "dino_vits16")»
                net = «timm.create_model("hf_hub:timm/resnet50.a1_in1k")»
            """,
            good="""
                # %%
                import torch, timm
                eye = torch.hub.load("pytorch/vision:v0.10.0", "resnet18")
                net = timm.create_model("hf_hub:timm/resnet50.a1_in1k@9f8a3b1")
            """,
        ),
    ),
    silent=(
        _USE + "AutoModel.from_pretrained('gpt2', revision='607a30d')",
        _USE + "AutoModel.from_pretrained('gpt2', revision=REVISION)",
        _USE + "AutoModel.from_pretrained('./model')\nAutoModel.from_pretrained('/models/bert')",
        _USE + "AutoModel.from_pretrained('models/bert')\nAutoModel.from_pretrained('my_bert')",
        _USE + "AutoModel.from_pretrained('gpt2', local_files_only=True)",
        _USE + "AutoModel.from_pretrained('gpt2', **options)",
        _USE + "model.save_pretrained('acme/best')\nAutoModel.from_pretrained('acme/best')",
        _USE + "trainer.push_to_hub('tuned')\npipeline('ner', model='ana/tuned')",
        _USE + "args = TrainingArguments('bert-ner')\nAutoModel.from_pretrained('ana/bert-ner')",
        _USE + "name = 'gpt2'\ndef load(name):\n    return AutoModel.from_pretrained(name)",
        _USE + "AutoModel.from_pretrained(f'acme/{name}')\npipeline('ner', model=model)",
        _USE + "load_dataset('csv', data_files='a.csv')\nload_dataset('data/churn')",
        (
            "import seaborn as sns\nfrom mine import load_dataset\nsns.load_dataset('iris')\n"
            "load_dataset('imdb')"
        ),
        "from vertexai.language_models import ChatModel\nChatModel.from_pretrained('a/b')",
        "import torch\ntorch.hub.load('~/yolo', 'custom', source='local')\ntorch.load('m.pt')",
        (
            "import timm, tensorflow_hub as hub\ntimm.create_model('resnet18')\n"
            "hub.load('https://tfhub.dev/google/progan-128/1')\nhub.load('models/progan')"
        ),
        "from sklearn.pipeline import Pipeline as pipeline\npipeline('ner')",
    ),
)
