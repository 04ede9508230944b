"""Tags of the dossier pages."""
