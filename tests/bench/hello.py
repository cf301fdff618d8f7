"""The least a site can do: what pages are measured against on the same server."""

from flask import Flask

from campaign.running.adapter import Adapter

app = Flask(__name__)
served = Adapter(app)


@app.get("/")
def hello() -> str:
    """Hello."""
    return "Hello, world!"
