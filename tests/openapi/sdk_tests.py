"""A plugin of pytest for the official SDK's own tests.

They are switched off where they are published, because they need a mock server. Here is one. Its
answer to cancel is that of the older generation unless PREFER names another example.
"""

import os

import httpx

PREFERRED = os.environ.get("PREFER")


def pytest_collection_modifyitems(items):
    for item in items:
        item.own_markers = [
            mark
            for mark in item.own_markers
            if not (mark.name == "skip" and "tests are disabled" in mark.kwargs["reason"])
        ]


def asks_for(build):
    def build_request(self, *arguments, **options):
        request = build(self, *arguments, **options)
        if request.url.path.endswith("/cancel"):
            request.headers["Prefer"] = f"example={PREFERRED}"
        return request

    return build_request


if PREFERRED:
    for client in (httpx.Client, httpx.AsyncClient):
        client.build_request = asks_for(client.build_request)
