"""Dumps CPython's own tree in the form of test/python/dump.ts: one line per node or value.

Reads file paths from standard input, one per line; answers each with a line: `ok SHA256`, or `error MESSAGE`.
With `--dump FILE` prints the dump itself. `--relax` leaves out positions inside f-strings (Python < 3.12).
"""
import ast
import hashlib
import struct
import sys
import tokenize
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(50_000)
try:
    sys.set_int_max_str_digits(4300)
except AttributeError:
    pass
relax = "--relax" in sys.argv
SKIPPED = {"type_comment", "type_ignores", "ctx", "kind"}


def constant(value, out):
    if value is None or value is True or value is False or value is Ellipsis:
        out.append(repr(value))
    elif isinstance(value, int):
        out.append("int %x" % value)
    elif isinstance(value, float):
        out.append("float " + struct.pack(">d", value).hex())
    elif isinstance(value, complex):
        out.append("complex " + struct.pack(">d", value.imag).hex())
    elif isinstance(value, bytes):
        out.append("bytes " + value.hex())
    else:
        out.append("str " + value.encode("utf-16-le", "surrogatepass").hex())


# Lines of the source as UTF-8 when it holds a `\N{...}` escape: Theriac has no table of character names.
source_lines = None


def named(node, positions):
    if source_lines is None:
        return False
    if not positions:
        return True
    text = source_lines[node.lineno - 1 : node.end_lineno]
    text[-1] = text[-1][: node.end_col_offset]
    text[0] = text[0][node.col_offset :]
    return b"\\N{" in b"\n".join(text)


def dump(node, out, positions):
    name = type(node).__name__
    if positions and hasattr(node, "lineno"):
        out.append("%s %d %d %d %d" % (name, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset))
    else:
        out.append(name)
    if name == "Constant":
        if isinstance(node.value, str) and named(node, positions):
            out.append("str named")
        else:
            constant(node.value, out)
        out.append("u" if node.kind == "u" else "-")
        return
    if name == "MatchSingleton":
        constant(node.value, out)
        return
    if relax and name == "JoinedStr":
        positions = False
    fields = node._fields
    for field in fields:
        if field in SKIPPED:
            if field == "ctx":
                out.append(type(node.ctx).__name__)
            continue
        value = getattr(node, field, None)
        item(value, out, positions)
    if name in ("FunctionDef", "AsyncFunctionDef", "ClassDef") and "type_params" not in fields:
        out.append("[0")
    if name in ("TypeVar", "ParamSpec", "TypeVarTuple") and "default_value" not in fields:
        out.append("none")


def item(value, out, positions):
    if value is None:
        out.append("none")
    elif isinstance(value, list):
        out.append("[%d" % len(value))
        for each in value:
            item(each, out, positions)
    elif isinstance(value, (ast.operator, ast.boolop, ast.unaryop, ast.cmpop)):
        out.append(type(value).__name__)
    elif isinstance(value, ast.AST):
        dump(value, out, positions)
    elif isinstance(value, str):
        out.append("'" + value)
    else:
        out.append(str(value))


def lines(path):
    with open(path, "rb") as file:
        source = file.read()
    tree = ast.parse(source)
    global source_lines
    source_lines = None
    if b"\\N{" in source:
        text = source.decode(tokenize.detect_encoding(iter(source.splitlines(True)).__next__)[0])
        text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        source_lines = text.encode().split(b"\n")
    out = []
    dump(tree, out, True)
    return out


if "--dump" in sys.argv:
    print("\n".join(lines(sys.argv[sys.argv.index("--dump") + 1])))
else:
    for path in sys.stdin:
        path = path.rstrip("\n")
        try:
            text = "\n".join(lines(path))
            print("ok " + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
        except Exception as error:
            print("error " + type(error).__name__ + " " + str(error).replace("\n", " ")[:200].encode("ascii", "replace").decode())
        sys.stdout.flush()
