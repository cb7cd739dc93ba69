# mypy: ignore-errors
"""Arrays of strings through Arrow's C data interface, read with `ctypes`.

The interface is a handful of C structures behind capsules (https://arrow.apache.org/docs/format/CDataInterface.html and
https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html). Reading them here needs neither unsafe Rust
nor the forty crates that Arrow's Rust packages bring along; the texts are copied once.
"""

from __future__ import annotations

import ctypes as c
import typing as t

# The number of bytes of an offset in arrays of strings, by the name of the array's type; of a view in the third.
_WIDTHS = {b"u": 4, b"U": 8, b"vu": 16}


class _Schema(c.Structure):
    pass


_Schema._fields_ = [
    ("format", c.c_char_p),
    ("name", c.c_char_p),
    ("metadata", c.c_void_p),
    ("flags", c.c_int64),
    ("n_children", c.c_int64),
    ("children", c.c_void_p),
    ("dictionary", c.c_void_p),
    ("release", c.CFUNCTYPE(None, c.POINTER(_Schema))),
    ("private_data", c.c_void_p),
]


class _Array(c.Structure):
    pass


_Array._fields_ = [
    ("length", c.c_int64),
    ("null_count", c.c_int64),
    ("offset", c.c_int64),
    ("n_buffers", c.c_int64),
    ("n_children", c.c_int64),
    ("buffers", c.POINTER(c.c_void_p)),
    ("children", c.c_void_p),
    ("dictionary", c.c_void_p),
    ("release", c.CFUNCTYPE(None, c.POINTER(_Array))),
    ("private_data", c.c_void_p),
]


class _Stream(c.Structure):
    pass


_Stream._fields_ = [
    ("get_schema", c.CFUNCTYPE(c.c_int, c.POINTER(_Stream), c.POINTER(_Schema))),
    ("get_next", c.CFUNCTYPE(c.c_int, c.POINTER(_Stream), c.POINTER(_Array))),
    ("get_last_error", c.CFUNCTYPE(c.c_char_p, c.POINTER(_Stream))),
    ("release", c.CFUNCTYPE(None, c.POINTER(_Stream))),
    ("private_data", c.c_void_p),
]


def _behind(capsule: t.Any, name: bytes, structure: t.Any) -> t.Any:
    """What a capsule holds; it stays the capsule's, which releases it."""
    pointer = c.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = c.c_void_p, [c.py_object, c.c_char_p]
    return structure.from_address(pointer(capsule, name))


def chunks(array: t.Any) -> list[dict[str, t.Any]]:
    """The pieces of an array of strings: what their buffers hold."""
    if hasattr(array, "__arrow_c_array__"):
        schema, data = array.__arrow_c_array__()
        width = _width(_behind(schema, b"arrow_schema", _Schema))
        return [_chunk(_behind(data, b"arrow_array", _Array), width)]
    capsule = array.__arrow_c_stream__()
    return list(_streamed(_behind(capsule, b"arrow_array_stream", _Stream)))


def _streamed(stream: _Stream) -> t.Iterator[dict[str, t.Any]]:
    schema = _Schema()
    _check(stream, stream.get_schema(stream, schema))
    try:
        width = _width(schema)
    finally:
        schema.release(schema)
    while True:
        array = _Array()
        _check(stream, stream.get_next(stream, array))
        if not array.release:
            return
        try:
            yield _chunk(array, width)
        finally:
            array.release(array)


def _check(stream: _Stream, code: int) -> None:
    if code:
        message = stream.get_last_error(stream) or b"the stream of arrays failed"
        raise ValueError(message.decode(errors="replace"))


def _width(schema: _Schema) -> int:
    if schema.format not in _WIDTHS or schema.dictionary:
        raise TypeError(f"expected an array of strings, not one of Arrow's type {schema.format.decode()!r}")
    return _WIDTHS[schema.format]


def _chunk(array: _Array, width: int) -> dict[str, t.Any]:
    """Copies what the buffers of an array hold."""
    end, views = array.offset + array.length, width == 16

    def buffer(i: int, size: int) -> bytes:
        return c.string_at(array.buffers[i], size) if size and array.buffers[i] else b""

    main = buffer(1, end * width if views else (end + 1) * width if end else 0)
    if views:
        count = array.n_buffers - 3
        sizes = memoryview(buffer(array.n_buffers - 1, 8 * count)).cast("q") if count else []
        data = [buffer(2 + i, size) for i, size in enumerate(sizes)]
    else:
        data = [buffer(2, int.from_bytes(main[-width:], "little"))]
    return {
        "views": views,
        "width": width,
        "offset": array.offset,
        "len": array.length,
        "validity": buffer(0, (end + 7) // 8) if array.null_count and array.buffers[0] else None,
        "main": main,
        "data": data,
    }
