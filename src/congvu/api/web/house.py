"""The machines' door as one object: its routes, how it reads JSON, and its description as OpenAPI."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from congvu.api.refusals import UnreadableBody
from congvu.api.web import dossiers, problems, procedures

DESCRIPTION = (
    "Danh mục thủ tục ai cũng đọc được. Nộp và xem hồ sơ cần mã truy cập có phạm vi (Authorization: Bearer). "
    "Mọi lỗi là application/problem+json."
)


class StrictParser(Parser):
    """JSON that can be kept: UTF-8, no NaN or infinity, no NUL, no half characters."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the body. Raises UnreadableBody."""
        try:
            found = json.loads(request.body.decode("utf-8-sig"), parse_constant=_no_constant)
            plain = json.dumps(found, ensure_ascii=False, allow_nan=False)
            plain.encode()
        except (ValueError, RecursionError):
            raise UnreadableBody from None
        if not isinstance(found, dict) or "\\u0000" in plain.replace("\\\\", ""):
            raise UnreadableBody
        return found


def _no_constant(word: str) -> object:
    raise ValueError(f"{word} is no JSON")


class ReadableRenderer(JSONRenderer):
    """JSON in which people read Vietnamese."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Ours, with problem documents in its description."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """Return the description; errors have the media type of problem documents."""
        schema = super().get_openapi_schema(*args, **kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {problems.MEDIA_TYPE: answer["content"]["application/json"]}
        return schema


api = Api(
    title="Công Vụ",
    version="1.0",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    parser=StrictParser(),
    renderer=ReadableRenderer(),
)
problems.teach(api)
api.add_router("/v1/procedures", procedures.router)
api.add_router("/v1/files", dossiers.files)
api.add_router("/v1/dossiers", dossiers.router)
