"""What a WSGI server imports."""

from campaign import create_app
from campaign.running import logs

logs.configure()
app = create_app(serving=True)
