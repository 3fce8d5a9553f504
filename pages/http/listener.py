"""Small writes shall leave at once: without TCP_NODELAY every rerun waits 40 ms on Linux."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

DESCRIPTORS = Path("/proc/self/fd")


def disable_nagle() -> None:
    """Set TCP_NODELAY on this process's listening sockets; accepted connections inherit it.

    Streamlit binds its socket with protocol 0, and asyncio sets the option only on sockets that say
    TCP. Bare uvicorn does set it. Where /proc does not exist nothing happens.
    """
    if not DESCRIPTORS.is_dir():
        return
    for entry in list(DESCRIPTORS.iterdir()):
        _quicken(int(entry.name))


def _quicken(descriptor: int) -> None:
    if not _is_socket(descriptor):
        return
    with socket.socket(fileno=os.dup(descriptor)) as listener:
        is_tcp = listener.family in (socket.AF_INET, socket.AF_INET6) and listener.type == socket.SOCK_STREAM
        if is_tcp and listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _is_socket(descriptor: int) -> bool:
    try:
        return stat.S_ISSOCK(os.fstat(descriptor).st_mode)
    except OSError:
        return False
