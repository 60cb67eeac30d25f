"""The server's socket, as connections to it have it."""

from __future__ import annotations

import asyncio
import socket

from mom_sim.app.running import bound_socket


def test_parts_of_an_answer_do_not_wait_for_each_other() -> None:
    """Else the second part of an answer on an open connection waits for the first one's receipt."""

    async def options_of_a_connection() -> list[int]:
        found: list[int] = []

        def connected(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted = writer.get_extra_info("socket")
            found.append(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening = bound_socket("127.0.0.1", 0)
        server = await asyncio.start_server(connected, sock=listening)
        async with server:
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            await reader.read()
            writer.close()
        return found

    (no_delay,) = asyncio.run(options_of_a_connection())
    assert no_delay != 0
