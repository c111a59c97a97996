"""A project as a zip file: packed for its owner, unpacked with distrust."""

from __future__ import annotations

import io
import shutil
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from portwidgets.errors import Refused
from portwidgets.storage import durable, project_toml
from portwidgets.storage.safe_names import check_name, printable

LARGEST_UPLOAD = 50_000_000  # bytes of the zip file
_LARGEST_CONTENT = 400_000_000  # bytes unpacked
_MOST_FILES = 1000
_DEEPEST = 4
_RATIO = 300  # tables of numbers shrink to a tenth; a bomb to a thousandth
_SMALL = 1_000_000  # below this no ratio is dangerous
_ENCRYPTED = 1


def pack(folder: Path, name: str) -> bytes:
    """Return the files of a project as a zip file, in one folder called `name`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files_of(folder):
            info = zipfile.ZipInfo.from_file(file, f"{name}/{file.relative_to(folder).as_posix()}")
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, file.read_bytes())
    return packed.getvalue()


def files_of(folder: Path) -> Iterator[Path]:
    """Yield a project's files; not the lock, what is hidden or unfinished, nor links."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from files_of(entry)
        elif entry.is_file():
            yield entry


def unpack(content: bytes, folder: Path) -> str:
    """Fill an empty folder from a zip file and return the name that the archive gives it.

    Raises:
        Refused: It is too large, no zip file, no project, or would write elsewhere. The folder
            may hold a part of it then and is to be thrown away.
    """
    if len(content) > LARGEST_UPLOAD:
        raise Refused("workspace.upload_too_large", limit=LARGEST_UPLOAD // 1_000_000)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            wanted = _wanted(archive, len(content))
            top = _top(wanted)
            for path, info in wanted.items():
                target = folder / path.relative_to(top)
                target.parent.mkdir(parents=True, exist_ok=True, mode=durable.FOLDER_MODE)
                # No more comes out than the entry says of itself, and that was summed up.
                with archive.open(info) as source, durable.new_file(target) as file:
                    shutil.copyfileobj(source, file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError):
        raise Refused("workspace.not_a_zip") from None
    except Exception as error:
        if _tells_of_spoilt_data(error):
            raise Refused("workspace.not_a_zip") from None
        raise
    return top.name


def _tells_of_spoilt_data(error: Exception) -> bool:
    """Tell whether unpacking failed on its data; bz2 says so by an OSError without a number."""
    own = type(error).__module__ in {"zlib", "_lzma", "lzma"}
    return own or (isinstance(error, OSError) and error.errno is None)


def _wanted(archive: zipfile.ZipFile, packed: int) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """Return the files to unpack; an entry that means harm refuses the whole archive."""
    entries = archive.infolist()
    size = sum(info.file_size for info in entries)
    bomb = size > _SMALL and size > packed * _RATIO
    if len(entries) > _MOST_FILES or size > _LARGEST_CONTENT or bomb:
        raise Refused("workspace.unpacks_too_large", limit=_LARGEST_CONTENT // 1_000_000)
    wanted: dict[PurePosixPath, zipfile.ZipInfo] = {}
    spelled = set()
    for info in entries:
        path = _safe_path(info)
        if info.is_dir() or any(part.startswith(".") or part == "__MACOSX" for part in path.parts):
            continue
        if str(path).casefold() in spelled:
            raise Refused("workspace.unsafe_archive", name=info.filename)
        spelled.add(str(path).casefold())
        wanted[path] = info
    return wanted


def _safe_path(info: zipfile.ZipInfo) -> PurePosixPath:
    mode = info.external_attr >> 16
    name = info.filename.removesuffix("/")
    if "\\" in info.orig_filename or info.flag_bits & _ENCRYPTED or "\0" in info.orig_filename:
        raise Refused("workspace.unsafe_archive", name=name)
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:  # a link, a device
        raise Refused("workspace.unsafe_archive", name=name)
    parts = name.split("/")
    if len(parts) > _DEEPEST:
        raise Refused("workspace.unsafe_archive", name=name)
    for part in parts:
        hidden = part.startswith(".") and part.strip(".")
        try:
            check_name(part.lstrip(".") if hidden else part)
        except Refused as refused:
            raise Refused("workspace.unsafe_archive", name=printable(name)) from refused
    return PurePosixPath(*parts)


def _top(wanted: dict[PurePosixPath, zipfile.ZipInfo]) -> PurePosixPath:
    """Return the folder in the archive that is the project: the top, or the only one there."""
    tomls = [path for path in wanted if path.name == project_toml.FILE]
    if len(tomls) == 1:
        top = tomls[0].parent
        if len(top.parts) <= 1 and all(path.is_relative_to(top) for path in wanted):
            return top
    raise Refused("workspace.no_project_in_zip")
