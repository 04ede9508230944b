"""The pages, for granian's WSGI workers."""

import gc
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # now, not with the first request
gc.freeze()  # what is loaded stays: looking it over again for garbage would hold up a request for a tenth of a second
