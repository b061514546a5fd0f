"""The centre on HTTP: the same doors as everywhere, the OpenAPI document, and the review desk."""

from __future__ import annotations

from typing import Any

import anyio.to_thread
import msgspec
from litestar import Litestar, MediaType, Request, Response, get, post

from sync import wire
from sync.centre import doors
from sync.centre.centre import Centre


def openapi() -> dict[str, Any]:
    """The contract for the city's own engineers, made from the messages themselves (OpenAPI 3.1)."""
    kinds = [kind for pair in wire.ROUTES.values() for kind in pair] + [wire.No]
    schemas, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    refs = dict(zip(kinds, schemas, strict=True))
    media = "application/vnd.jiamenkou+zstd"

    def content(kind: type, words: str) -> dict[str, Any]:
        return {"description": words, "content": {media: {"schema": refs[kind]}}}

    signing = [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}, "description": words}
        for name, words in (
            ("X-Desk", "the desk: site (6), desk (2), life (1)"),
            ("X-Nonce", "the centre's nonce, from /v1/hello or from an answer stale_nonce"),
            ("X-Signature", "Ed25519 over path, desk, nonce and SHA-256 of the body, joined by line feeds; hex"),
        )
    ]
    paths = {}
    for path, (asked, answered) in wire.ROUTES.items():
        operation: dict[str, Any] = {
            "operationId": path.rsplit("/", 1)[1],
            "description": asked.__doc__,
            "requestBody": {"required": True, "content": {media: {"schema": refs[asked]}}},
            "responses": {
                "200": content(answered, answered.__doc__ or ""),
                "default": content(wire.No, wire.No.__doc__ or ""),
            },
        }
        if path not in wire.UNSIGNED:
            operation["parameters"] = signing
        paths[path] = {"post": operation}
    about = {"title": "家门口 city centre", "version": "1", "description": wire.__doc__}
    return {"openapi": "3.1.0", "info": about, "paths": paths, "components": {"schemas": components}}


def application(centre: Centre) -> Litestar:
    """The ASGI application of one centre."""
    from sync.centre import review

    @post("/v1/{door:str}", status_code=200)
    async def door(request: Request[Any, Any, Any], door: str) -> Response[bytes]:
        declared = int(request.headers.get("content-length", "0") or 0)
        if declared > wire.LARGEST_BODY:
            return Response(wire.pack(wire.No("too_large")), status_code=413, media_type="application/octet-stream")
        body = await request.body()
        headers = dict(request.headers.items())
        path = f"/v1/{door}"
        status, answer = await anyio.to_thread.run_sync(doors.answer, centre, path, headers, body)
        return Response(answer, status_code=status, media_type="application/octet-stream")

    @get("/openapi.json", media_type=MediaType.JSON, sync_to_thread=False)
    def contract() -> dict[str, Any]:
        return openapi()

    @get("/", media_type=MediaType.TEXT, sync_to_thread=False)
    def here() -> str:
        return f"家门口 {centre.epoch}\n"

    handlers = [door, contract, here, *review.handlers(centre)]
    return Litestar(route_handlers=handlers, openapi_config=None, request_max_body_size=wire.LARGEST_BODY)
