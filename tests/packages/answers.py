#!/usr/bin/env python3
"""Makes the answers that the programs of docs/languages.md read.

    answers.py FOLDER

writes FOLDER/now with a captured response and stream, and FOLDER/later with the same from a server that
is ahead of the schemas: an item, a content part, an event and a status that nobody knows.
"""

import json
import pathlib
import sys

CAPTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures/captures"
out = pathlib.Path(sys.argv[1])
response = json.loads((CAPTURES / "get_tool_one.json").read_text())
stream = (CAPTURES / "scripted_create_all_stream.sse").read_text()


def write(name):
    folder = out / name
    folder.mkdir(parents=True)
    (folder / "response.json").write_text(json.dumps(response))
    (folder / "stream.txt").write_text(stream)


write("now")
task = response["result"]
task["status"] = "archived"
message = next(item for item in task["output"] if item["type"] == "message")
message["message_content"].append({"type": "hologram", "hologram": {"depth": 3}})
task["output"].insert(0, {"type": "dream", "id": "d_1", "about": ["sheep"]})
event = {"type": "task.dreaming", "task_id": "t", "sequence_number": 0, "timestamp": "now"}
envelope = {"jsonrpc": "2.0", "id": "r", "result": event}
stream = f"data: {json.dumps(envelope)}\n\n{stream}"
write("later")
