#!/usr/bin/env python3
"""Linux live update in one file: an implementation that the conformance suite can judge.

It is a small machine - a kernel with KHO and LUO, an agent, memfds, and the jump to the next kernel - behind the wire.
It was written from the pages in spec/ alone, shares nothing with the rest of the repository, and needs only Python 3.11.

    luoconf check -- python3 liveupdate.py        judge it
    python3 liveupdate.py < program.luo           run one program by hand

Read it from the top: the text of the language, the contents of files, the kernel's objects, the kernel, the agent's
machine with one method for each verb, and the loop that speaks the wire.
"""

from __future__ import annotations

import heapq
import re
import sys
from dataclasses import dataclass, field
from typing import Callable, Iterator, NamedTuple

PAGE = 4096
WINDOW = 2 << 20  # a write that would cross the end of a frozen file is cut at such a boundary
LARGEST_FILE = (1 << 63) - 1
MOST_PAGES = 1 << 18  # one file may occupy 1 GiB; the contract lets very large requests fail
U64 = 1 << 64

# Open files and descriptors
O_RDONLY, O_WRONLY, O_RDWR, O_APPEND, O_LARGEFILE, O_PATH = 0, 1, 2, 0x400, 0x8000, 0x200000
ACCESS_MODE = 3
FD_CLOEXEC = 1

# Seals
SEAL, SHRINK, GROW, WRITE, FUTURE_WRITE, EXEC = 1, 2, 4, 8, 0x10, 0x20
ALL_SEALS = 0x3F
NO_WRITING = WRITE | FUTURE_WRITE

# Flags of memfd_create
MFD_CLOEXEC, MFD_ALLOW_SEALING, MFD_HUGETLB, MFD_NOEXEC_SEAL, MFD_EXEC = 1, 2, 4, 8, 0x10

# Modes of fallocate
ALLOCATE, KEEP_SIZE, PUNCH_HOLE = 0, 1, 3


class Refusal(Exception):
    """The answer `err ERRNO`: the operation was refused, and nothing happened."""

    def __init__(self, errno: str) -> None:
        super().__init__(errno)
        self.errno = errno


class Unreadable(Exception):
    """The answer `unsupported`: the line is not an operation of the language."""


# ---------------------------------------------------------------------------------------------------------------------
# The text of the language
# ---------------------------------------------------------------------------------------------------------------------

HANDLE = re.compile(r"[a-z][a-z0-9_]{0,11}")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-fA-F]+")
PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:[]()@,+*~")
BYTES = re.compile(r"(?:[a-zA-Z0-9\-_./:\[\]()@,+*~]|%[0-9a-fA-F]{2})*")
HEX_BYTES = re.compile(r"(?:[0-9a-fA-F]{2})*")


def encode(data: bytes) -> str:
    """Percent-encodes bytes: only plain characters stand for themselves."""
    return "".join(chr(byte) if byte in PLAIN else f"%{byte:02x}" for byte in data)


def decode(text: str) -> bytes:
    """The bytes behind a percent-encoded value."""
    if not BYTES.fullmatch(text):
        raise Unreadable(f"not percent-encoded: {text}")
    return re.sub(rb"%(..)", lambda match: bytes.fromhex(match[1].decode()), text.encode())


def handle(text: str) -> str:
    """The name of a handle."""
    if not HANDLE.fullmatch(text):
        raise Unreadable(f"not a handle: {text}")
    return text


def number(most: int = U64 - 1) -> Callable[[str], int]:
    """A reader of numbers up to `most`."""

    def read(text: str) -> int:
        if not NUMBER.fullmatch(text):
            raise Unreadable(f"not a number: {text}")
        value = int(text, 16 if text.startswith("0x") else 10)
        if value > most:
            raise Unreadable(f"more than {most}: {text}")
        return value

    return read


def octets(most: int) -> Callable[[str], bytes]:
    """A reader of percent-encoded bytes, at most `most` of them."""

    def read(text: str) -> bytes:
        value = decode(text)
        if len(value) > most:
            raise Unreadable(f"more than {most} bytes")
        return value

    return read


def hex_octets(text: str) -> bytes:
    """Bytes as pairs of hexadecimal digits."""
    if not HEX_BYTES.fullmatch(text) or len(text) > 2 * 65536:
        raise Unreadable("not bytes in hexadecimal")
    return bytes.fromhex(text)


def word(*words: str) -> Callable[[str], str]:
    """A reader of one word among several."""

    def read(text: str) -> str:
        if text not in words:
            raise Unreadable(f"not one of {' '.join(words)}: {text}")
        return text

    return read


REQUIRED = object()
"""Stands for the usual value of an argument that must be given."""


class Argument(NamedTuple):
    """An argument with a key: how its text is read, and its value when it is left out."""

    read: Callable[[str], object]
    usual: object = REQUIRED


class Shape(NamedTuple):
    """What a verb's line looks like: whether it has a result, how many handles stand first, and its arguments."""

    result: str  # "makes", "may make" or "makes nothing"
    handles: int
    arguments: dict[str, Argument]


def makes(handles: int = 0, **arguments: Argument) -> Shape:
    return Shape("makes", handles, arguments)


def does(handles: int = 0, **arguments: Argument) -> Shape:
    return Shape("makes nothing", handles, arguments)


NAME = Argument(octets(64))
TOKEN = Argument(number())
FILL = Argument(number(255))
LENGTH = Argument(number(1 << 30))
ANYWHERE = Argument(number())
RESERVED = Argument(number(0xFFFFFFFF), 0)
PARAMETERS = {key: Argument(octets(64), None) for key in ("kho", "liveupdate", "kho_scratch")}

VERBS: dict[str, Shape] = {
    "open": makes(flags=Argument(number(), O_RDWR), by=Argument(number(), 0)),
    "create_session": makes(1, name=NAME),
    "retrieve_session": makes(1, name=NAME),
    "preserve_fd": does(2, token=TOKEN),
    "retrieve_fd": makes(1, token=TOKEN),
    "finish": does(1, reserved=RESERVED),
    "get_name": does(1, reserved=RESERVED),
    "readlink": does(1),
    "ioctl": Shape(
        "may make",
        1,
        {
            "cmd": Argument(number(0xFFFFFFFF)),
            "arg": Argument(hex_octets),
            "len": Argument(number(65536), None),
            "at": Argument(word("mapped", "null", "unmapped", "readonly"), "mapped"),
            "fd": Argument(handle, None),
        },
    ),
    "memfd": makes(
        size=Argument(number(), 0),
        fill=Argument(number(255), None),
        flags=Argument(number(0xFFFFFFFF), MFD_CLOEXEC | MFD_ALLOW_SEALING),
        name=Argument(octets(512), b""),
    ),
    "tmpfile": makes(
        size=Argument(number(), 0), fill=Argument(number(255), None), linked=Argument(number(1), 0)
    ),
    "unlink": does(1),
    "write": does(1, at=Argument(number(), None), len=LENGTH, fill=FILL),
    "read": does(1, at=Argument(number(), None), len=LENGTH),
    "seek": does(1, to=Argument(number()), **{"from": Argument(word("set", "cur", "end"), "set")}),
    "truncate": does(1, size=Argument(number())),
    "fallocate": does(1, mode=Argument(number(0xFF), ALLOCATE), at=ANYWHERE, len=Argument(number())),
    "add_seals": does(1, seals=Argument(number(0xFFFFFFFF))),
    "get_seals": does(1),
    "stat": does(1),
    "mmap": makes(1),
    "store": does(1, at=ANYWHERE, len=Argument(number()), fill=FILL),
    "close": does(1),
    "dup": makes(1),
    "reopen": makes(1, flags=Argument(number(0x200403), O_RDWR)),
    "special": makes(kind=Argument(word("pipe", "eventfd", "null", "proc"))),
    "get_flags": does(1),
    "count_fds": does(),
    "limit_fds": does(free=Argument(number(4096), None)),
    "die": does(),
    "load": does(kind=Argument(word("file", "plain", "crash", "preserve"), "file"), **PARAMETERS),
    "unload": does(),
    "reboot": does(),
    "kexec": does(**PARAMETERS),
    "cold_boot": does(**PARAMETERS),
}


class Operation(NamedTuple):
    """One line of a program."""

    result: str | None
    verb: str
    handles: list[str]
    arguments: dict[str, object]


def parse(line: str) -> Operation:
    """Reads one operation; raises `Unreadable` when the line is none."""
    tokens = line.split()
    result = handle(tokens[0]) if len(tokens) > 1 and tokens[1] == "=" else None
    verb, *rest = tokens[2:] if result else tokens
    shape = VERBS.get(verb)
    if shape is None:
        raise Unreadable(f"no such verb: {verb}")
    if (result is None) != (shape.result == "makes nothing") and shape.result != "may make":
        raise Unreadable(f"{verb} {shape.result}")
    if len(rest) < shape.handles:
        raise Unreadable(f"{verb} needs {shape.handles} handles")
    handles = [handle(text) for text in rest[: shape.handles]]

    given: dict[str, str] = {}
    for token in rest[shape.handles :]:
        key, equals, value = token.partition("=")
        if not equals or key not in shape.arguments or key in given:
            raise Unreadable(f"{verb} does not take {token} here")
        given[key] = value
    arguments: dict[str, object] = {}
    for key, argument in shape.arguments.items():
        if key in given:
            arguments[key] = argument.read(given[key])
        elif argument.usual is REQUIRED:
            raise Unreadable(f"{verb} needs {key}=")
        else:
            arguments[key] = argument.usual
    return Operation(result, verb, handles, arguments)


# ---------------------------------------------------------------------------------------------------------------------
# Contents of files
# ---------------------------------------------------------------------------------------------------------------------

Run = tuple[int, int]  # a byte, and how many of it
SAME_BYTES = re.compile(rb"(.)\1*", re.DOTALL)


def pages_of(size: int) -> int:
    """How many pages hold `size` bytes."""
    return -(-size // PAGE)


def fill_byte(fill: int, offset: int) -> int:
    """The byte that the pattern `fill` has at an offset in the file; constant inside a page."""
    return (fill + (offset >> 12) + (offset >> 20)) & 0xFF


class Contents:
    """The allocated pages of a file. A page is a bytearray, or one number when all its bytes are equal.

    Fill patterns are constant inside a page, so nearly every page is a number and a file of 64 MiB costs next to nothing.
    """

    def __init__(self) -> None:
        self.pages: dict[int, int | bytearray] = {}

    @property
    def blocks(self) -> int:
        """st_blocks: units of 512 bytes."""
        return len(self.pages) * (PAGE // 512)

    def fill(self, start: int, end: int, fill: int) -> None:
        """Writes the pattern `fill` over the bytes from `start` to `end`."""
        self._require_room(start, end)
        for page, low, high in self._parts(start, end):
            self._set(page, low, high, fill_byte(fill, page * PAGE))

    def allocate(self, start: int, end: int) -> None:
        """Allocates every page that holds a byte from `start` to `end`."""
        self._require_room(start, end)
        for page in range(start // PAGE, pages_of(end)):
            self.pages.setdefault(page, 0)

    def punch(self, start: int, end: int) -> None:
        """Frees the whole pages from `start` to `end`, and zeroes the parts of pages at both ends."""
        first, last = pages_of(start), end // PAGE
        for page in self._allocated(first, last):
            del self.pages[page]
        if first > last:  # the range lies inside one page
            self._zero(start, end)
        else:
            self._zero(start, first * PAGE)
            self._zero(last * PAGE, end)

    def cut(self, size: int) -> None:
        """Frees the pages behind `size`, and zeroes the rest of the last one."""
        self._zero(size, pages_of(size) * PAGE)
        for page in [page for page in self.pages if page >= pages_of(size)]:
            del self.pages[page]

    def read(self, start: int, end: int) -> list[Run]:
        """The bytes from `start` to `end` as runs of equal bytes."""
        runs: list[Run] = []
        for page, low, high in self._parts(start, end):
            held = self.pages.get(page, 0)
            if isinstance(held, int):
                parts: list[Run] = [(held, high - low)]
            else:
                parts = [(match[1][0], len(match[0])) for match in SAME_BYTES.finditer(held[low:high])]
            for byte, length in parts:
                if runs and runs[-1][0] == byte:
                    length += runs.pop()[1]
                runs.append((byte, length))
        return runs

    def _set(self, page: int, low: int, high: int, byte: int) -> None:
        held = self.pages.get(page, 0)
        if held == byte and page in self.pages:
            return
        if high - low == PAGE:
            self.pages[page] = byte
            return
        if isinstance(held, int):
            held = self.pages[page] = bytearray([held]) * PAGE
        held[low:high] = bytes([byte]) * (high - low)

    def _zero(self, start: int, end: int) -> None:
        """Zeroes bytes of one page, if it is allocated."""
        page = start // PAGE
        if start < end and page in self.pages:
            self._set(page, start % PAGE, end - page * PAGE, 0)

    def _allocated(self, first: int, last: int) -> list[int]:
        if last - first < len(self.pages):
            return [page for page in range(first, last) if page in self.pages]
        return [page for page in self.pages if first <= page < last]

    def _require_room(self, start: int, end: int) -> None:
        if pages_of(end) - start // PAGE > MOST_PAGES:
            raise Refusal("ENOSPC")

    @staticmethod
    def _parts(start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The pages from `start` to `end`: each with the first and the last offset inside it."""
        for page in range(start // PAGE, pages_of(end) if end > start else 0):
            base = page * PAGE
            yield page, max(start - base, 0), min(end - base, PAGE)


FNV_BASIS, FNV_PRIME = 0xCBF29CE484222325, 0x100000001B3
FNV_PRIME_POWERS = [pow(FNV_PRIME, power, U64) for power in range(10)]


def print_runs(runs: list[Run]) -> str:
    """Runs as the language writes them; of more than sixteen only their number and a digest."""
    if len(runs) <= 16:
        return ",".join(f"{byte:02x}*{length}" for byte, length in runs)
    digest = FNV_BASIS
    for byte, length in runs:
        digest = (digest ^ byte) * FNV_PRIME % U64
        zeros = 8
        while length:
            digest = (digest ^ (length & 0xFF)) * FNV_PRIME % U64
            length >>= 8
            zeros -= 1
        digest = digest * FNV_PRIME_POWERS[zeros] % U64  # a zero byte only multiplies
    return f"{len(runs)}:{digest:016x}"


# ---------------------------------------------------------------------------------------------------------------------
# The kernel's objects
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class Inode:
    """A memfd or a file on tmpfs: what all descriptors and mappings of it share."""

    link: bytes  # what readlink shows
    mode: int
    seals: int
    links: int = 0
    huge: bool = False
    size: int = 0
    contents: Contents = field(default_factory=Contents)
    mappings: int = 0
    frozen: bool = False  # preserved: the size may not change
    incoming: bool = False  # retrieved from a session that is not finished

    def resize(self, size: int) -> None:
        """ftruncate, after the checks of the descriptor."""
        if size > LARGEST_FILE:
            raise Refusal("EINVAL")
        if size != self.size and self.frozen:
            raise Refusal("EPERM")
        if size < self.size and self.seals & SHRINK or size > self.size and self.seals & GROW:
            raise Refusal("EPERM")
        if size < self.size:
            self.contents.cut(size)
        self.size = size

    def write(self, start: int, length: int, fill: int) -> int:
        """Writes the pattern, and returns how many bytes of it."""
        if length == 0:
            return 0
        if self.seals & NO_WRITING:
            raise Refusal("EPERM")
        if start >= LARGEST_FILE:
            raise Refusal("EFBIG")
        end = min(start + length, LARGEST_FILE)
        if end > self.size and (self.frozen or self.seals & GROW):
            end = self.size - self.size % WINDOW
            if end <= start:
                raise Refusal("EPERM")
        self.contents.fill(start, end, fill)
        self.size = max(self.size, end)
        return end - start

    def allocate(self, mode: int, start: int, end: int) -> None:
        """fallocate, after the checks of the request and of the descriptor."""
        if self.frozen:
            raise Refusal("EPERM")
        if mode == PUNCH_HOLE:
            if self.seals & NO_WRITING:
                raise Refusal("EPERM")
            self.contents.punch(start, end)
            return
        if end > self.size and self.seals & GROW:
            raise Refusal("EPERM")
        self.contents.allocate(start, end)
        if mode == ALLOCATE:
            self.size = max(self.size, end)

    def add_seals(self, seals: int) -> None:
        """F_ADD_SEALS, after the check of the descriptor."""
        if seals & ~ALL_SEALS:
            raise Refusal("EINVAL")
        if self.seals & SEAL:
            raise Refusal("EPERM")
        if seals & EXEC and self.mode & 0o111:
            seals |= SHRINK | GROW | NO_WRITING
        newly = seals & ~self.seals
        if newly & WRITE and (self.mappings or self.frozen and self.size):
            raise Refusal("EBUSY")
        self.seals |= seals


class OpenFile:
    """What descriptors refer to; those that dup makes share one."""

    link = b"/unnamed"

    def __init__(self, status: int) -> None:
        self.status = status
        self.descriptors = 0

    def release(self) -> None:
        """The last descriptor was closed."""

    def withdraw(self) -> None:
        """The call could not return its descriptor. A file that was retrieved stays so; sessions undo the call."""


class Special(OpenFile):
    """A pipe, an eventfd, a device, a procfs file: something that no handler preserves."""


class MemoryFile(OpenFile):
    """An open memfd or tmpfs file."""

    def __init__(self, inode: Inode, status: int, position: int = 0) -> None:
        super().__init__(status | O_LARGEFILE)
        self.inode = inode
        self.position = position

    @property
    def link(self) -> bytes:  # type: ignore[override]
        return self.inode.link

    @property
    def readable(self) -> bool:
        return self.status & ACCESS_MODE != O_WRONLY

    @property
    def writable(self) -> bool:
        return self.status & ACCESS_MODE != O_RDONLY


class PathFile(OpenFile):
    """A memfd or tmpfs file opened with O_PATH: it names the file and gives no access to it."""

    def __init__(self, inode: Inode) -> None:
        super().__init__(O_PATH)
        self.inode = inode

    @property
    def link(self) -> bytes:  # type: ignore[override]
        return self.inode.link


class Device(OpenFile):
    """/dev/liveupdate, which one open file at a time can have."""

    link = b"/dev/liveupdate"

    def __init__(self, kernel: Kernel, status: int) -> None:
        super().__init__(status & ACCESS_MODE | O_LARGEFILE)
        self.kernel = kernel
        kernel.device_is_open = True

    def release(self) -> None:
        self.kernel.device_is_open = False


class Session(OpenFile):
    """A session; its descriptors are all that keeps it."""

    def __init__(self, kernel: Kernel, name: bytes) -> None:
        super().__init__(O_RDWR)
        self.kernel = kernel
        self.name = name

    @property
    def link(self) -> bytes:  # type: ignore[override]
        return b"anon_inode:[luo_session] " + self.name


class Preserved(NamedTuple):
    """A file in an outgoing session: the open file, and the seals at PRESERVE_FD."""

    file: MemoryFile
    seals: int


class Outgoing(Session):
    """A session for the next kernel, from CREATE_SESSION."""

    def __init__(self, kernel: Kernel, name: bytes) -> None:
        super().__init__(kernel, name)
        self.files: dict[int, Preserved] = {}
        kernel.outgoing[name] = self

    def preserve(self, token: int, find: Callable[[], OpenFile]) -> None:
        """PRESERVE_FD; the token is looked at before the descriptor is."""
        if token in self.files:
            raise Refusal("EEXIST")
        file = find()
        if not isinstance(file, MemoryFile) or file.inode.huge or file.inode.links:
            raise Refusal("ENOENT")
        inode = file.inode
        if inode.frozen or inode.incoming:
            raise Refusal("EBUSY")
        if pages_of(inode.size) > 0xFFFFFFFF:
            raise Refusal("EFBIG")
        inode.contents.allocate(0, inode.size)
        inode.frozen = True
        self.files[token] = Preserved(file, inode.seals)

    def release(self) -> None:
        for preserved in self.files.values():
            preserved.file.inode.frozen = False
        del self.kernel.outgoing[self.name]

    def withdraw(self) -> None:
        self.release()

    def hand_over(self) -> dict[int, Record]:
        """What the next kernel gets of the files, as they are at the jump."""
        return {token: Record.of(preserved) for token, preserved in self.files.items()}


@dataclass
class Record:
    """A file on its way through the jump and, once it was retrieved, the open file that it became."""

    contents: Contents
    size: int
    seals: int
    position: int
    file: MemoryFile | None = None

    @staticmethod
    def of(preserved: Preserved) -> Record:
        inode = preserved.file.inode
        inode.contents.cut(inode.size)  # pages behind the end stay behind
        return Record(inode.contents, inode.size, preserved.seals, preserved.file.position)

    def retrieve(self) -> MemoryFile:
        """The file; the same open file each time."""
        if self.file is None:
            inode = Inode(b"/ (deleted)", 0o777, self.seals, size=self.size, contents=self.contents, incoming=True)
            self.file = MemoryFile(inode, O_RDWR, self.position)
        return self.file


class Incoming(Session):
    """A session from the kernel before."""

    def __init__(self, kernel: Kernel, name: bytes, files: dict[int, Record]) -> None:
        super().__init__(kernel, name)
        self.files = files
        self.retrieved = False

    def retrieve(self, token: int) -> MemoryFile:
        """RETRIEVE_FD."""
        if token not in self.files:
            raise Refusal("ENOENT")
        return self.files[token].retrieve()

    def finish(self) -> None:
        """FINISH: what was retrieved becomes ordinary, the rest is gone."""
        for record in self.files.values():
            if record.file:
                record.file.inode.incoming = False
        self.files.clear()

    def release(self) -> None:
        self.finish()
        del self.kernel.incoming[self.name]

    def withdraw(self) -> None:
        self.retrieved = False


# ---------------------------------------------------------------------------------------------------------------------
# The kernel
# ---------------------------------------------------------------------------------------------------------------------


def truth(text: bytes, otherwise: bool) -> bool:
    """Reads a truth value as the kernel does: by the first character, after an `o` by the second."""
    first, second = text[:1], text[1:2]
    if first in (b"o", b"O"):
        first = {b"n": b"y", b"N": b"y", b"f": b"n", b"F": b"n"}.get(second, b"")
    if first and first in b"yYtT1eE":
        return True
    if first and first in b"nNfF0dD":
        return False
    return otherwise


class Parameters(NamedTuple):
    """What stands on a kernel's command line. The size of the scratch areas makes no difference to this machine."""

    kho: bytes | None = None
    liveupdate: bytes | None = None
    kho_scratch: bytes | None = None

    @property
    def wants_kho(self) -> bool:
        return truth(b"on" if self.kho is None else self.kho, otherwise=True)

    @property
    def wants_live_update(self) -> bool:
        return truth(b"on" if self.liveupdate is None else self.liveupdate, otherwise=False)


class Image(NamedTuple):
    """A kernel that reboot would run."""

    kind: str
    parameters: Parameters


Handover = dict[bytes, dict[int, Record]]  # for each session's name, its files by token


def session_name(name_field: bytes) -> bytes | None:
    """The name in a name field of 64 bytes, or None when there is none that a session can have."""
    name, nul, _ = name_field.ljust(64, b"\0").partition(b"\0")
    return name if nul and name else None


class Kernel:
    """One kernel from its boot to the jump."""

    def __init__(self, parameters: Parameters = Parameters(), handover: Handover | None = None) -> None:
        self.kho = parameters.wants_kho
        self.live_update = self.kho and parameters.wants_live_update
        self.device_is_open = False
        self.image: Image | None = None
        self.outgoing: dict[bytes, Outgoing] = {}
        self.incoming: dict[bytes, Incoming] = {}
        if handover and self.live_update:
            self.incoming = {name: Incoming(self, name, files) for name, files in handover.items()}

    def open_device(self, flags: int) -> Device:
        if not self.live_update:
            raise Refusal("ENOENT")
        if self.device_is_open:
            raise Refusal("EBUSY")
        return Device(self, flags)

    def create_session(self, name_field: bytes) -> Outgoing:
        name = session_name(name_field)
        if name is None:
            raise Refusal("EINVAL")
        if name in self.outgoing:
            raise Refusal("EEXIST")
        return Outgoing(self, name)

    def retrieve_session(self, name_field: bytes) -> Incoming:
        name = session_name(name_field)
        if name not in self.incoming:
            raise Refusal("ENOENT")
        session = self.incoming[name]
        if session.retrieved:
            raise Refusal("EINVAL")
        session.retrieved = True
        return session

    def next(self) -> Kernel:
        """The kernel after the jump into the loaded image."""
        assert self.image is not None
        carries = self.image.kind == "file" and self.kho
        handover = {name: session.hand_over() for name, session in self.outgoing.items()} if carries else None
        return Kernel(self.image.parameters, handover)


# ---------------------------------------------------------------------------------------------------------------------
# The agent
# ---------------------------------------------------------------------------------------------------------------------


class Descriptor(NamedTuple):
    """A number in the agent's table."""

    number: int
    file: OpenFile
    flags: int


class Mapping(NamedTuple):
    """Shared, writable memory: the file from 0 to the size that it had."""

    inode: Inode
    size: int


class Agent:
    """The process that does the operations: its descriptors, its mappings, and the handles that name them."""

    def __init__(self) -> None:
        self.handles: dict[str, Descriptor | Mapping] = {}
        self.free: int | None = None  # how many more descriptors there may be; None is no limit
        self._unused: list[int] = []
        self._next = 3

    def require_free(self, count: int = 1) -> None:
        """Refuses when fewer descriptor numbers are left."""
        if self.free is not None and self.free < count:
            raise Refusal("EMFILE")

    def install(self, file: OpenFile, flags: int) -> Descriptor:
        """A new descriptor of an open file; there must be a free number."""
        if self.free is not None:
            self.free -= 1
        if self._unused:
            lowest = heapq.heappop(self._unused)
        else:
            lowest, self._next = self._next, self._next + 1
        file.descriptors += 1
        return Descriptor(lowest, file, flags)

    def drop(self, held: Descriptor | Mapping) -> None:
        """Closes a descriptor or removes a mapping."""
        if isinstance(held, Mapping):
            held.inode.mappings -= 1
            return
        if self.free is not None:
            self.free += 1
        heapq.heappush(self._unused, held.number)
        held.file.descriptors -= 1
        if held.file.descriptors == 0:
            held.file.release()

    def descriptor(self, name: str) -> Descriptor:
        """The descriptor that a handle names."""
        held = self.handles.get(name)
        if not isinstance(held, Descriptor):
            raise Refusal("EBADF")
        return held

    def file(self, name: str) -> OpenFile:
        """The open file behind a handle; one with O_PATH gives no access."""
        file = self.descriptor(name).file
        if isinstance(file, PathFile):
            raise Refusal("EBADF")
        return file

    def memory(self, name: str) -> MemoryFile:
        """The memfd or tmpfs file behind a handle. What file operations do on anything else is left open."""
        file = self.file(name)
        if not isinstance(file, MemoryFile) or file.inode.huge:
            raise Refusal("EINVAL")
        return file

    def die(self) -> None:
        """Closes all descriptors in the order of their numbers, and removes all mappings."""
        descriptors = [held for held in self.handles.values() if isinstance(held, Descriptor)]
        for held in sorted(descriptors, key=lambda descriptor: descriptor.number):
            self.drop(held)
        for held in self.handles.values():
            if isinstance(held, Mapping):
                self.drop(held)


# ---------------------------------------------------------------------------------------------------------------------
# The raw ioctl
# ---------------------------------------------------------------------------------------------------------------------

CREATE_SESSION, RETRIEVE_SESSION = 0xBA00, 0xBA01
PRESERVE_FD, RETRIEVE_FD, FINISH, GET_NAME = 0xBA40, 0xBA41, 0xBA42, 0xBA43

STRUCTURE = {CREATE_SESSION: 72, RETRIEVE_SESSION: 72, PRESERVE_FD: 16, RETRIEVE_FD: 16, FINISH: 8, GET_NAME: 72}
CARRIES_DESCRIPTOR = {CREATE_SESSION, RETRIEVE_SESSION, PRESERVE_FD, RETRIEVE_FD}


def check_command(target: OpenFile, command: int) -> None:
    """Refuses a command whose number the target does not know."""
    numbers = {Device: range(0, 2), Outgoing: range(0x40, 0x44), Incoming: range(0x40, 0x44)}.get(type(target))
    if numbers is None:
        raise Refusal("ENOTTY")
    if command & 0xFF not in numbers:
        raise Refusal("EINVAL")


def check_kind(target: OpenFile, command: int) -> None:
    """Refuses a session's command that its kind of session does not allow."""
    if command == PRESERVE_FD and not isinstance(target, Outgoing):
        raise Refusal("EINVAL")
    if command in (RETRIEVE_FD, FINISH) and not isinstance(target, Incoming):
        raise Refusal("EINVAL")


def check_buffer(command: int, buffer: bytes | None) -> None:
    """Refuses a size field, and a buffer, that do not fit the command; the first four bytes are readable."""
    assert buffer is not None
    size, structure = int.from_bytes(buffer[:4], "little"), STRUCTURE[command]
    if size < structure:
        raise Refusal("EINVAL")
    if any(buffer[structure:size]):
        raise Refusal("E2BIG")
    if len(buffer) < size:
        raise Refusal("EFAULT")


# ---------------------------------------------------------------------------------------------------------------------
# The machine: one method for each verb
# ---------------------------------------------------------------------------------------------------------------------


class Answer(NamedTuple):
    """The answer `ok`: its fields, and what the operation made, for which a number was found to be free."""

    fields: dict[str, object] = {}
    made: OpenFile | Mapping | None = None
    flags: int = 0  # those of the descriptor


class Machine:
    """A machine that has just booted cold, and the agent that runs on it."""

    def __init__(self) -> None:
        self.kernel = Kernel()
        self.agent = Agent()

    def perform(self, operation: Operation) -> str:
        """Does one operation and returns the answer line."""
        try:
            if operation.result in self.agent.handles:
                raise Refusal("EALREADY")
            verb = getattr(self, "do_" + operation.verb)
            answer: Answer = verb(*operation.handles, **operation.arguments) or Answer()
        except Refusal as refusal:
            return f"err {refusal.errno}" + (" touched=0" if operation.verb == "ioctl" else "")
        if answer.made is not None:
            made = answer.made
            held = made if isinstance(made, Mapping) else self.agent.install(made, answer.flags)
            if operation.result:
                self.agent.handles[operation.result] = held
            else:
                self.agent.drop(held)
        return "ok" + print_fields(answer.fields)

    # LUO calls

    def do_open(self, flags: int, by: int) -> Answer:
        # Another process that opens the device and hands it over makes no difference to what the agent gets.
        self.agent.require_free()
        return Answer(made=self.kernel.open_device(flags))

    def do_create_session(self, d: str, name: bytes) -> Answer:
        self._target(d, CREATE_SESSION)
        return self._create_session(name)

    def do_retrieve_session(self, d: str, name: bytes) -> Answer:
        self._target(d, RETRIEVE_SESSION)
        return self._retrieve_session(name)

    def do_preserve_fd(self, s: str, f: str, token: int) -> None:
        session = self._target(s, PRESERVE_FD)
        session.preserve(token, lambda: self.agent.file(f))

    def do_retrieve_fd(self, s: str, token: int) -> Answer:
        return self._retrieve_fd(self._target(s, RETRIEVE_FD), token)

    def do_finish(self, s: str, reserved: int) -> None:
        self._finish(self._target(s, FINISH), reserved)

    def do_get_name(self, s: str, reserved: int) -> Answer:
        session = self._target(s, GET_NAME)
        if reserved:
            raise Refusal("EINVAL")
        return Answer({"name": encode(session.name)})

    def do_readlink(self, h: str) -> Answer:
        return Answer({"path": encode(self.agent.descriptor(h).file.link)})

    def _target(self, name: str, command: int):
        """The device or session that a call is for."""
        target = self.agent.file(name)
        check_command(target, command)
        check_kind(target, command)
        return target

    def _create_session(self, name: bytes) -> Answer:
        self.agent.require_free()
        return Answer(made=self.kernel.create_session(name), flags=FD_CLOEXEC)

    def _retrieve_session(self, name: bytes) -> Answer:
        self.agent.require_free()
        return Answer(made=self.kernel.retrieve_session(name), flags=FD_CLOEXEC)

    def _retrieve_fd(self, session: Incoming, token: int) -> Answer:
        self.agent.require_free()
        return Answer(made=session.retrieve(token), flags=FD_CLOEXEC)

    @staticmethod
    def _finish(session: Incoming, reserved: int) -> None:
        if reserved:
            raise Refusal("EINVAL")
        session.finish()

    def do_ioctl(self, t: str, cmd: int, arg: bytes, len: int | None, at: str, fd: str | None) -> Answer:
        target = self.agent.file(t)
        check_command(target, cmd)
        buffer = None if at in ("null", "unmapped") else self._buffer(arg, len, fd)
        if buffer is None or buffer[3:4] == b"":
            raise Refusal("EFAULT")
        if cmd not in STRUCTURE:
            raise Refusal("ENOTTY")
        check_kind(target, cmd)
        check_buffer(cmd, buffer)
        answer = self._command(target, cmd, buffer, fd)
        if at == "readonly":
            if isinstance(answer.made, OpenFile):
                answer.made.withdraw()
            raise Refusal("EFAULT")
        if cmd in CARRIES_DESCRIPTOR:
            buffer[4:8] = bytes(4)
        return answer._replace(fields={"arg": buffer.rstrip(b"\0").hex()})

    def _buffer(self, arg: bytes, length: int | None, fd: str | None) -> bytearray:
        """The buffer as the program wants it, with the number of a descriptor at offset 4."""
        size = len(arg) if length is None else length
        buffer = bytearray(arg.ljust(size, b"\0"))
        if fd is not None:
            held = self.agent.handles.get(fd)
            never_open = 0x7FFFFFFF
            chosen = held.number if isinstance(held, Descriptor) else never_open
            buffer[4:8] = chosen.to_bytes(4, "little")
            del buffer[size:]
        return buffer

    def _command(self, target: OpenFile, command: int, buffer: bytearray, fd: str | None) -> Answer:
        """Does a command that was framed well; GET_NAME writes into the buffer."""
        token, name, reserved = int.from_bytes(buffer[8:16], "little"), bytes(buffer[8:72]), any(buffer[4:8])
        if command == CREATE_SESSION:
            return self._create_session(name)
        if command == RETRIEVE_SESSION:
            return self._retrieve_session(name)
        if command == RETRIEVE_FD:
            return self._retrieve_fd(target, token)
        if command == PRESERVE_FD:
            target.preserve(token, lambda: self._numbered(fd))
        elif command == FINISH:
            self._finish(target, reserved)
        elif reserved:
            raise Refusal("EINVAL")
        else:
            buffer[8 : 9 + len(target.name)] = target.name + b"\0"
        return Answer()

    def _numbered(self, fd: str | None) -> OpenFile:
        """The file to preserve. Programs cannot know numbers, so one that no handle gave is taken for one not open."""
        if fd is None:
            raise Refusal("EBADF")
        return self.agent.file(fd)

    # Files

    def do_memfd(self, size: int, fill: int | None, flags: int, name: bytes) -> Answer:
        name, _, _ = name.partition(b"\0")
        known = MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_HUGETLB | MFD_NOEXEC_SEAL | MFD_EXEC
        if flags & ~known or flags & MFD_NOEXEC_SEAL and flags & MFD_EXEC or len(name) > 249:
            raise Refusal("EINVAL")
        link = b"/memfd:" + name + b" (deleted)"
        seals = EXEC if flags & MFD_NOEXEC_SEAL else 0 if flags & MFD_ALLOW_SEALING else SEAL
        inode = Inode(link, 0o666 if flags & MFD_NOEXEC_SEAL else 0o777, seals, huge=bool(flags & MFD_HUGETLB))
        return self._new_file(inode, size, fill, FD_CLOEXEC if flags & MFD_CLOEXEC else 0)

    def do_tmpfile(self, size: int, fill: int | None, linked: int) -> Answer:
        return self._new_file(Inode(b"/tmp/file", 0o600, SEAL, links=linked), size, fill, 0)

    def _new_file(self, inode: Inode, size: int, fill: int | None, flags: int) -> Answer:
        """Creation, ftruncate and one write; when a step fails nothing is left, the descriptor neither."""
        self.agent.require_free()
        if size and inode.huge:
            raise Refusal("ENOMEM")
        inode.resize(size)
        if fill is not None:
            inode.write(0, size, fill)
        return Answer(made=MemoryFile(inode, O_RDWR), flags=flags)

    def do_unlink(self, t: str) -> None:
        file = self.agent.file(t)
        if not isinstance(file, MemoryFile) or not file.inode.links:
            raise Refusal("ENOENT")
        file.inode.links = 0

    def do_write(self, m: str, at: int | None, len: int, fill: int) -> Answer:
        file = self.agent.memory(m)
        if not file.writable:
            raise Refusal("EBADF")
        if at is not None and at > LARGEST_FILE:
            raise Refusal("EINVAL")
        start = file.position if at is None else at
        if file.status & O_APPEND:
            start = file.inode.size
        written = file.inode.write(start, len, fill)
        if at is None and written:
            file.position = start + written
        return Answer({"len": written})

    def do_read(self, m: str, at: int | None, len: int) -> Answer:
        file = self.agent.memory(m)
        if not file.readable:
            raise Refusal("EBADF")
        if at is not None and at > LARGEST_FILE:
            raise Refusal("EINVAL")
        start = file.position if at is None else at
        end = max(start, min(start + len, file.inode.size))
        if at is None:
            file.position = end
        return Answer({"len": end - start, "data": print_runs(file.inode.contents.read(start, end))})

    def do_seek(self, m: str, to: int, **arguments: str) -> Answer:
        file = self.agent.memory(m)
        origin = {"set": 0, "cur": file.position, "end": file.inode.size}[arguments["from"]]
        position = origin + (to - U64 if to > LARGEST_FILE else to)
        if not 0 <= position <= LARGEST_FILE:
            raise Refusal("EINVAL")
        file.position = position
        return Answer({"pos": position})

    def do_truncate(self, m: str, size: int) -> None:
        file = self.agent.memory(m)
        if not file.writable:
            raise Refusal("EINVAL")
        file.inode.resize(size)

    def do_fallocate(self, m: str, mode: int, at: int, len: int) -> None:
        file = self.agent.memory(m)
        if len == 0 or at > LARGEST_FILE or len > LARGEST_FILE:
            raise Refusal("EINVAL")
        if mode not in (ALLOCATE, KEEP_SIZE, PUNCH_HOLE):
            raise Refusal("EOPNOTSUPP")
        if not file.writable:
            raise Refusal("EBADF")
        if at + len > LARGEST_FILE:
            raise Refusal("EFBIG")
        file.inode.allocate(mode, at, at + len)

    def do_add_seals(self, m: str, seals: int) -> None:
        file = self.agent.memory(m)
        if not file.writable:
            raise Refusal("EPERM")
        file.inode.add_seals(seals)

    def do_get_seals(self, m: str) -> Answer:
        return Answer({"seals": hex(self.agent.memory(m).inode.seals)})

    def do_stat(self, m: str) -> Answer:
        file = self.agent.descriptor(m).file
        if not isinstance(file, (MemoryFile, PathFile)):
            raise Refusal("EINVAL")
        inode = file.inode
        fields = {"size": inode.size, "blocks": inode.contents.blocks, "mode": hex(inode.mode), "links": inode.links}
        return Answer(fields)

    def do_mmap(self, m: str) -> Answer:
        file = self.agent.memory(m)
        if file.inode.size == 0:
            raise Refusal("EINVAL")
        if not file.readable or not file.writable:
            raise Refusal("EACCES")
        if file.inode.seals & NO_WRITING:
            raise Refusal("EPERM")
        file.inode.mappings += 1
        return Answer(made=Mapping(file.inode, file.inode.size))

    def do_store(self, p: str, at: int, len: int, fill: int) -> None:
        mapping = self.agent.handles.get(p)
        if not isinstance(mapping, Mapping):
            raise Refusal("EBADF")
        if at + len > min(mapping.size, mapping.inode.size):
            raise Refusal("ERANGE")
        if len:
            mapping.inode.contents.fill(at, at + len, fill)

    # Descriptors

    def do_close(self, h: str) -> None:
        if h not in self.agent.handles:
            raise Refusal("EBADF")
        self.agent.drop(self.agent.handles.pop(h))

    def do_dup(self, h: str) -> Answer:
        file = self.agent.descriptor(h).file
        self.agent.require_free()
        return Answer(made=file)

    def do_reopen(self, m: str, flags: int) -> Answer:
        file = self.agent.descriptor(m).file
        if not isinstance(file, (MemoryFile, PathFile)):
            raise Refusal("ENXIO")
        self.agent.require_free()
        return Answer(made=PathFile(file.inode) if flags & O_PATH else MemoryFile(file.inode, flags))

    def do_special(self, kind: str) -> Answer:
        self.agent.require_free(2 if kind == "pipe" else 1)
        return Answer(made=Special(O_RDONLY if kind in ("pipe", "proc") else O_RDWR))

    def do_get_flags(self, h: str) -> Answer:
        held = self.agent.descriptor(h)
        return Answer({"status": hex(held.file.status), "descriptor": hex(held.flags)})

    def do_count_fds(self) -> Answer:
        return Answer({"count": sum(isinstance(held, Descriptor) for held in self.agent.handles.values())})

    def do_limit_fds(self, free: int | None) -> None:
        self.agent.free = free

    def do_die(self) -> None:
        self.agent.die()
        self.agent = Agent()

    # Kernels

    def do_load(self, kind: str, **parameters: bytes | None) -> None:
        if kind != "crash":  # a crash image has a place of its own
            self.kernel.image = Image(kind, Parameters(**parameters))

    def do_unload(self) -> None:
        self.kernel.image = None

    def do_reboot(self) -> None:
        if self.kernel.image is None:
            raise Refusal("EINVAL")
        if self.kernel.image.kind != "preserve":  # that one comes back, and nothing has changed
            self._boot(self.kernel.next())

    def do_kexec(self, **parameters: bytes | None) -> None:
        if self.kernel.image is None:
            self.do_load("file", **parameters)
        self.do_reboot()

    def do_cold_boot(self, **parameters: bytes | None) -> None:
        self._boot(Kernel(Parameters(**parameters)))

    def _boot(self, kernel: Kernel) -> None:
        self.kernel, self.agent = kernel, Agent()


# ---------------------------------------------------------------------------------------------------------------------
# The wire
# ---------------------------------------------------------------------------------------------------------------------


def print_fields(fields: dict[str, object]) -> str:
    return "".join(f" {key}={value}" for key, value in fields.items())


def without_notes(line: str) -> str:
    """A line without the comment or the recorded answer that a program file may have behind the operation."""
    return re.split(r"(?:^|\s)(?:#|->\s)", line, maxsplit=1)[0].strip()


def serve() -> None:
    """Greets, and then answers every line with one line, until `bye` or the end of the input."""

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    say("hello luo 1 name=python-example version=1.0 observes=U features=hostile_pointers,second_process,hugetlb,mappings,descriptor_limits,"
        "plain_images,crash_images,preserve_context,boot_parameters,cold_boot")
    machine = Machine()
    for raw in sys.stdin:
        line = without_notes(raw)
        if line in ("", "luo 1"):
            continue
        if line == "bye":
            say("ok")
            return
        if line == "reset":
            machine = Machine()
            say("ok")
            continue
        try:
            say(machine.perform(parse(line)))
        except Unreadable as unreadable:
            say(f"unsupported reason={encode(str(unreadable).encode())}")


if __name__ == "__main__":
    serve()
