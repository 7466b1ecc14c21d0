"""The Agentlin Tasks API: its JSON Schemas, OpenAPI documents and, in `agentlin_types.models`, types.

The command `agentlin-types` comes with this package. The models need pydantic:
`pip install "agentlin-types[models]"`.
"""

import json
from importlib import resources

__all__ = ["schema"]


def schema(path):
    """A file of the published schemas, such as `"openapi.json"` or `"wire/types/Task.schema.json"`."""
    text = resources.files(__name__).joinpath("schemas", *path.split("/")).read_text("utf-8")
    return json.loads(text)
