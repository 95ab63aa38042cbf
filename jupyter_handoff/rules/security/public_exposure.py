"""HS110: something that the notebook starts can be reached by others."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, exposures
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Shared links, hosts that mean every network, tunnels."""
    for exposure in exposures(notebook):
        yield Match(
            f"This {exposure.how}: others can reach it, and through it your data and this "
            "machine. Keep it on localhost, or put it behind a log-in.",
            exposure.span,
        )


RULE = Rule(
    code="HS110",
    name="public-exposure",
    artifact="security",
    owner="both",
    severities=severities("wwE"),
    summary="Something that the notebook starts can be reached by others.",
    why=(
        "A demo has no log-in, and a notebook server runs whatever it is sent. On a company's "
        "machine such a door goes past the firewall, and nobody knows that it is open."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import gradio as gr
                with gr.Blocks() as demo:
                    gr.Textbox()
                «demo.launch(share=True)»
                «demo.launch(server_name="0.0.0.0")»
                # %%
                import uvicorn
                host = "0.0.0.0"
                «uvicorn.run(app, host=host, port=8000)»
                # %%
                from pyngrok import ngrok
                link = «ngrok.connect(5000)»
                # %%
                «!mlflow ui --host 0.0.0.0»
                «!./ngrok http 5000 &»
                «!streamlit run app.py & npx localtunnel --port 8501»
                # %%
                «%tensorboard --logdir runs --host 0.0.0.0»
                # %%
                %%bash
                «jupyter lab --ip=0.0.0.0 --no-browser»
            """,
            good="""
                # %%
                import gradio as gr
                with gr.Blocks() as demo:
                    gr.Textbox()
                demo.launch()
                # %%
                import uvicorn
                uvicorn.run(app, host="127.0.0.1", port=8000)
            """,
        ),
    ),
    silent=(
        "import gradio as gr\ngr.Interface(f, 'text', 'text').launch()",
        "import gradio as gr\ngr.Interface(f, 'text', 'text').launch(share=False)",
        "rocket.launch(share=True)",
        "import uvicorn\nuvicorn.run(app, host='127.0.0.1')",
        "import redis\nredis.Redis(host='0.0.0.0')",
        "import requests\nrequests.get('http://0.0.0.0:8000/health')",
        "!curl http://0.0.0.0:8000/health",
        "!psql --host 0.0.0.0 -U ana",
        "# app.run(host='0.0.0.0')\nversion = '1.0.0.0.0'",
        "%tensorboard --logdir runs",
        "!pip install pyngrok && ngrok --version",
        "!npm install -g localtunnel",
        "import mlflow\nmlflow.set_tracking_uri('http://0.0.0.0:5000')",
        "args = ['-m', 'vllm.entrypoints.api_server', '--host=0.0.0.0']\ndeploy(args)",
        "%%writefile serve.py\napp.run(host='0.0.0.0')",  # what runs in a container
        "!docker run -p 8501:8501 image --host 0.0.0.0",
        "import matplotlib.pyplot as plt\nplt.subplots(2, sharex=True)",
    ),
)
