"""Places, agencies, posts and who continues whom."""

from congvu.org.models.agencies import Agency, AgencyCode, AgencySuccession, Counter, Post
from congvu.org.models.functions import Competence, Function
from congvu.org.models.places import Place, PlaceSuccession

__all__ = [
    "Agency",
    "AgencyCode",
    "AgencySuccession",
    "Competence",
    "Counter",
    "Function",
    "Place",
    "PlaceSuccession",
    "Post",
]
