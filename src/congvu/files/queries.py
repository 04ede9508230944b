"""Reading stored files."""

from django.db.models import QuerySet

from congvu.files.models import StoredFile


def loose_files() -> QuerySet[StoredFile]:
    """Return the uploads that nothing points at and that nobody asked to keep."""
    found = StoredFile.objects.filter(kept_at=None)
    for relation in StoredFile._meta.related_objects:
        found = found.filter(**{f"{relation.name}__isnull": True})
    return found
