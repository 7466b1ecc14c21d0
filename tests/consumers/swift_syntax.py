"""No Swift compiler can be installed from the registries that the other tools come from, so that a
parser reads what quicktype made: it has to be Swift, with the types that are meant to be there.

    python swift_syntax.py FILE
"""

import re
import sys

import tree_sitter
import tree_sitter_swift

source = open(sys.argv[1], "rb").read()
parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_swift.language()))
root = parser.parse(source).root_node


def errors(node):
    if node.is_error or node.is_missing:
        yield f"line {node.start_point.row + 1}"
    elif node.has_error:
        for child in node.children:
            yield from errors(child)


types = re.findall(rb"^(?:struct|class|enum) (\w+)", source, re.M)
found = list(errors(root))
print(f"quicktype, Swift: {len(types)} types, {len(found)} errors of syntax {found[:5]}")
sys.exit(1 if found or b"TaskResponse" not in types else 0)
