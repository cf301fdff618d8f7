"""What a WSGI server imports."""

from campaign import create_app

app = create_app(serving=True)
