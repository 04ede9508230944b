"""The pages, for granian's WSGI workers."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
