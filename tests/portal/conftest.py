from tests.procedures.conftest import catalogue

__all__ = ["catalogue"]
