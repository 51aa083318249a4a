#!/usr/bin/env python3
"""The skeleton of an adapter: it speaks the wire, knows what a line looks like, and answers `unsupported`.

Copy it, and fill in what is marked with "Here:". The wire is spec/wire.md, what each verb does is spec/language.md.

    luoconf check -- python3 skeleton.py
"""

from __future__ import annotations

import sys
from typing import NamedTuple

# Here: your own name and version; and in features the words of spec/wire.md for what you have, separated by commas.
GREETING = "hello luo 1 name=skeleton version=0.1 observes=U features="


class Refusal(Exception):
    """Raise `Refusal("EINVAL")` for the answer `err EINVAL`."""


class Unsupported(Exception):
    """Raise it for an operation that you do not have; nothing may have happened then."""


class Operation(NamedTuple):
    """One line: `m = retrieve_fd s token=0x7` has result m, verb retrieve_fd, handles [s] and token 0x7."""

    result: str | None
    verb: str
    handles: list[str]
    arguments: dict[str, str]

    def number(self, key: str, usual: int | None = None) -> int:
        """A number, decimal or with 0x; `usual` when the argument is left out."""
        text = self.arguments.get(key)
        if text is None and usual is not None:
            return usual
        return int(text, 0)

    def bytes(self, key: str) -> bytes:
        """Bytes behind percent-encoding, such as a session's name."""
        return decode(self.arguments[key])


def parse(line: str) -> Operation:
    """Takes a line apart; arguments with a key may stand in any order."""
    tokens = line.split(" ")
    result = None
    if tokens[1:2] == ["="]:
        result, tokens = tokens[0], tokens[2:]
    verb, *rest = tokens
    handles = [token for token in rest if "=" not in token]
    arguments = dict(token.split("=", 1) for token in rest if "=" in token)
    return Operation(result, verb, handles, arguments)


def decode(text: str) -> bytes:
    """`a%20b` is the three bytes a, space and b."""
    first, *others = text.split("%")
    return first.encode() + b"".join(bytes.fromhex(part[:2]) + part[2:].encode() for part in others)


def encode(data: bytes) -> str:
    """Plain characters stand for themselves; every other byte is % and two digits."""
    plain = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:[]()@,+*~"
    return "".join(chr(byte) if byte in plain else f"%{byte:02x}" for byte in data)


class Machine:
    """What the programs run on. A new one is a machine that has just booted cold, with KHO and live update on."""

    def __init__(self) -> None:
        self.handles: dict[str, object] = {}  # what each bound handle stands for: your descriptor or mapping
        # Here: start, or reset, what you implement.

    def perform(self, operation: Operation) -> str:
        """Does one operation and returns the answer line."""
        if operation.result in self.handles:
            return "err EALREADY"
        verb = getattr(self, "do_" + operation.verb, None)
        if verb is None:
            return "unsupported"
        try:
            return verb(operation) or "ok"
        except Unsupported:
            return "unsupported"
        except Refusal as refusal:
            return f"err {refusal}"

    def target(self, handle: str) -> object:
        """What a handle stands for; an unbound one is a descriptor that is not open."""
        if handle not in self.handles:
            raise Refusal("EBADF")
        return self.handles[handle]

    # Here: one method for each verb that you have, in the order in which spec/language.md explains them. It returns the
    # answer line, or nothing for a plain `ok`, and binds its result handle. Two that show the form:

    def do_open(self, operation: Operation) -> str | None:
        flags = operation.number("flags", usual=2)
        # Here: open your /dev/liveupdate with the access mode `flags`, and then
        # self.handles[operation.result] = the descriptor.
        raise Unsupported(flags)

    def do_create_session(self, operation: Operation) -> str | None:
        device = self.target(operation.handles[0])
        name = operation.bytes("name")
        # Here: create the session on `device`, refuse with Refusal("EINVAL") or Refusal("EEXIST"), or bind the result.
        raise Unsupported(device, name)


def serve() -> None:
    """One line in, one line out, in order, until `bye` or the end of the input."""
    print(GREETING, flush=True)
    machine = Machine()
    for line in sys.stdin:
        line = line.rstrip("\r\n")
        if line == "bye":
            print("ok", flush=True)
            return
        if line == "reset":
            machine = Machine()
            print("ok", flush=True)
        else:
            print(machine.perform(parse(line)), flush=True)


if __name__ == "__main__":
    serve()
