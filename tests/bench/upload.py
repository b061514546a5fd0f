"""Upload: cases through the real agent and the real HTTP centre, against a bare batch insert over HTTP with answers."""

from __future__ import annotations

import http.client
import sqlite3
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import msgspec
import zstandard

from kiosk.store import outbox
from kiosk.store.ledger import Ledger

BATCH = 500


def floor(folder: Path, ledger: Ledger) -> float:
    """Seconds to bring the ledger's facts as rows into a server's SQLite (WAL, FULL), a commit and an answer a batch,
    each acknowledgement noted durably by the client: no signature, no judging, no logs."""
    with ledger.transaction(write=False) as connection:
        facts = [msgspec.json.encode(fact) for fact in outbox.after(connection, 0, 1 << 30)]
    server = HTTPServer(("127.0.0.1", 0), _handler(folder / "floor-server.db"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    acks = _open(folder / "floor-client.db", "CREATE TABLE acks (n INTEGER)")
    line = http.client.HTTPConnection("127.0.0.1", server.server_address[1])
    pack = zstandard.ZstdCompressor(level=3)
    begun = time.perf_counter()
    for start in range(0, len(facts), BATCH):
        rows = [(start + i, fact.decode()) for i, fact in enumerate(facts[start : start + BATCH])]
        line.request("POST", "/", pack.compress(msgspec.json.encode(rows)))
        answer = line.getresponse().read()
        acks.execute("INSERT INTO acks VALUES (?)", (int(answer),))
        acks.commit()
    spent = time.perf_counter() - begun
    line.close()  # first: the server serves a kept connection to its end
    server.shutdown()
    server.server_close()
    acks.close()
    return spent


def _open(path: Path, schema: str) -> sqlite3.Connection:
    made = sqlite3.connect(path, check_same_thread=False)
    made.execute("PRAGMA journal_mode=WAL")
    made.execute("PRAGMA synchronous=FULL")
    made.execute(schema)
    return made


def _handler(path: Path) -> type[BaseHTTPRequestHandler]:
    store = _open(path, "CREATE TABLE facts (seq INTEGER PRIMARY KEY, fact TEXT)")
    unpack = zstandard.ZstdDecompressor()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            rows = msgspec.json.decode(unpack.decompress(body), type=list[tuple[int, str]])
            store.executemany("INSERT INTO facts VALUES (?, ?) ON CONFLICT DO NOTHING", rows)
            store.commit()
            answer = str(rows[-1][0]).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *values: object) -> None:
            """Silent: a line a request would be measured too."""

    return Handler
