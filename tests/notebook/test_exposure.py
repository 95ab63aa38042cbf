"""What lets others in is told from what stays on the machine, and from clients."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import cells_notebook, exposures

LINK, NETWORK, TUNNEL = "public link", "every network", "tunnel"


@pytest.mark.parametrize(
    ("source", "how"),
    [
        ("import gradio as gr\ngr.Interface(f).launch(share=True)", LINK),
        ("import gradio\ndemo.queue()\ndemo.launch(debug=True, share=True)", LINK),
        ("app.run(host='0.0.0.0', port=5000)", NETWORK),
        ("host = '0.0.0.0'\napp.run(host=host)", NETWORK),
        ("demo.launch(server_name='0.0.0.0')", NETWORK),
        ("import uvicorn\nuvicorn.run(app, host='::')", NETWORK),
        ("from http.server import HTTPServer\nHTTPServer(('0.0.0.0', 80), h)", NETWORK),
        ("sock.bind(('0.0.0.0', 80))", NETWORK),
        ("from dask.distributed import LocalCluster\nLocalCluster(host='tcp://0.0.0.0')", NETWORK),
        ("import dask.distributed as d\nd.LocalCluster(dashboard_address='0.0.0.0:8787')", NETWORK),
        ("!mlflow ui -h 0.0.0.0", NETWORK),
        ("!mlflow server --host=0.0.0.0 &", NETWORK),
        ("!gunicorn -b 0.0.0.0:8000 app:app", NETWORK),
        ("!streamlit run app.py --server.address 0.0.0.0", NETWORK),
        ("!python manage.py runserver 0.0.0.0:8000", NETWORK),
        ("!tensorboard --logdir runs --bind_all", NETWORK),
        ("%tensorboard --logdir runs --host 0.0.0.0", NETWORK),
        ("import subprocess\nsubprocess.Popen(['jupyter', 'lab', '--ip=0.0.0.0'])", NETWORK),
        ("from pyngrok import ngrok\nngrok.connect(80)", TUNNEL),
        ("from flask_ngrok import run_with_ngrok\nrun_with_ngrok(app)", TUNNEL),
        ("!./cloudflared-linux-amd64 tunnel --url http://localhost:80", TUNNEL),
        ("!npx -y localtunnel --port 80", TUNNEL),
        ("!lt --port 80 &", TUNNEL),
        ("!ssh -R 80:localhost:80 nokey@localhost.run", TUNNEL),
        ("get_ipython().system_raw('./ngrok http 6006 &')", TUNNEL),
        ("rocket.launch(share=True)", ""),
        ("import gradio\ndemo.launch(share=share)", ""),
        ("app.run(host='127.0.0.1')", ""),
        ("app.run(host='0.0.0.0.example')", ""),
        ("client.connect(host='0.0.0.0')", ""),
        ("import requests\nrequests.get('http://0.0.0.0')", ""),
        ("!curl -h 0.0.0.0", ""),
        ("!docker run -b 0.0.0.0:80 image", ""),
        ("!echo 0.0.0.0", ""),
        ("!wget https://a.com/ngrok.zip && unzip ngrok.zip", ""),
        ("!ngrok authtoken x", ""),
        ("!ssh -R 80:localhost:80 ana@corp.de", ""),
    ],
)
def test_what_lets_others_in_is_told(source: str, how: str) -> None:
    found = [item.how for item in exposures(cells_notebook([source]))]
    assert len(found) == bool(how)
    assert all(how in item for item in found)
