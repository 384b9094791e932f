"""Writes OLE2 compound files (MS-CFB version 3): the container of old Office documents and of encrypted new ones."""

from __future__ import annotations

import struct

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _DIFAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Return a compound file that holds these streams side by side in its root."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    sectors: list[bytes] = []
    fat: list[int] = []
    mini = b""
    mini_fat: list[int] = []
    starts: dict[str, int] = {}
    for name in names:
        data = streams[name]
        if len(data) >= _CUTOFF:
            starts[name] = _chain(data, sectors, fat)
            continue
        starts[name] = len(mini_fat) if data else _END
        count = -(-len(data) // _MINI)
        mini_fat += [len(mini_fat) + 1 + i for i in range(count - 1)] + ([_END] if count else [])
        mini += data.ljust(count * _MINI, b"\0")
    mini_start = _chain(mini, sectors, fat) if mini else _END
    mini_fat_data = b"".join(struct.pack("<I", number) for number in mini_fat)
    mini_fat_start = _chain(mini_fat_data, sectors, fat, fill=b"\xff") if mini_fat else _END
    directory = _directory(names, streams, starts, mini_start, len(mini))
    directory_start = _chain(directory, sectors, fat)
    fat_count = more_count = 0  # the table of sectors lies in sectors too, and so does what its list has above 109
    while fat_count * 128 < len(fat) + fat_count + more_count:
        fat_count += 1
        more_count = -(-max(0, fat_count - 109) // 127)
    fat_sectors = list(range(len(sectors), len(sectors) + fat_count))
    more = _more(fat_sectors[109:], len(sectors) + fat_count)
    more_start = len(sectors) + fat_count if more else _END
    fat += [_FAT] * fat_count + [_DIFAT] * more_count
    fat += [_FREE] * (fat_count * 128 - len(fat))
    table = struct.pack(f"<{len(fat)}I", *fat)
    header = struct.pack("<8s16xHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    mini_fat_count = -(-len(mini_fat_data) // _SECTOR)
    header += struct.pack(
        "<9I", 0, fat_count, directory_start, 0, _CUTOFF, mini_fat_start, mini_fat_count, more_start, more_count
    )
    header += struct.pack("<109I", *(fat_sectors[:109] + [_FREE] * (109 - fat_count)))
    return header + b"".join(sectors) + table + more


def _more(numbers: list[int], start: int) -> bytes:
    """Return the sectors of the list beyond the header's 109, each with the number of the next at its end."""
    groups = [numbers[at : at + 127] for at in range(0, len(numbers), 127)]
    following = [start + number for number in range(1, len(groups))] + [_END]
    return b"".join(
        struct.pack("<128I", *group, *[_FREE] * (127 - len(group)), after)
        for group, after in zip(groups, following, strict=False)
    )


def _chain(data: bytes, sectors: list[bytes], fat: list[int], *, fill: bytes = b"\0") -> int:
    start = len(sectors)
    count = max(1, -(-len(data) // _SECTOR))
    padded = data.ljust(count * _SECTOR, fill)
    sectors += [padded[i * _SECTOR : (i + 1) * _SECTOR] for i in range(count)]
    fat += [start + i + 1 for i in range(count - 1)] + [_END]
    return start


def _directory(
    names: list[str], streams: dict[str, bytes], starts: dict[str, int], mini_start: int, mini_size: int
) -> bytes:
    left, right = dict[int, int](), dict[int, int]()

    def tree(low: int, high: int) -> int:
        if low > high:
            return _NONE
        middle = (low + high) // 2
        left[middle], right[middle] = tree(low, middle - 1), tree(middle + 1, high)
        return middle

    top = tree(1, len(names))
    lines = [_line("Root Entry", 5, (_NONE, _NONE, top), mini_start, mini_size)]
    for number, name in enumerate(names, start=1):
        lines.append(_line(name, 2, (left[number], right[number], _NONE), starts[name], len(streams[name])))
    lines += [bytes(66) + struct.pack("<HBBIII", 0, 0, 0, _NONE, _NONE, _NONE).ljust(62, b"\0")] * (-len(lines) % 4)
    return b"".join(line[:128] for line in lines)


def _line(name: str, kind: int, links: tuple[int, int, int], start: int, size: int) -> bytes:
    coded = name.encode("utf-16-le")
    return (
        coded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(coded) + 2, kind, 1, *links)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
