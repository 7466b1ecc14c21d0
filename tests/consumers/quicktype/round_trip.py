"""Reads one task response a line and writes it again."""

import json
import sys

from TaskResponse import task_response_from_dict, task_response_to_dict

for line in sys.stdin:
    print(json.dumps(task_response_to_dict(task_response_from_dict(json.loads(line)))))
