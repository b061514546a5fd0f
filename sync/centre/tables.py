"""The centre's own tables, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

meta = Table("centre_meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

codes = Table(
    "codes", metadata,
    Column("code", Text, primary_key=True), Column("desk", Text, nullable=False), Column("scopes", Text, nullable=False),
    Column("used_at", Text),
)  # fmt: skip

desks = Table(
    "desks", metadata,
    Column("desk", Text, primary_key=True), Column("incarnation", Text, nullable=False),
    Column("public_key", Text, nullable=False), Column("scopes", Text, nullable=False),
    Column("last_seq", BigInteger, nullable=False), Column("last_hash", Text, nullable=False),
    Column("frozen", Text, nullable=False), Column("revoked", Boolean, nullable=False),
)  # fmt: skip

facts = Table(
    "facts", metadata,
    Column("order", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("desk", Text, nullable=False), Column("seq", BigInteger, nullable=False), Column("hash", Text, nullable=False),
    Column("number", Text, nullable=False), Column("kind", Text, nullable=False),
    Column("envelope", Text, nullable=False), Column("body", Text), Column("salt", Text, nullable=False),
    Column("signature", Text, nullable=False), Column("code", Text, nullable=False), Column("field", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    UniqueConstraint("desk", "seq", name="each_fact_once"),
    Index("facts_of_case", "number", "desk", "seq"),
)  # fmt: skip

cases = Table(
    "cases", metadata,
    Column("number", Text, primary_key=True), Column("scope", Text, nullable=False), Column("state", Text, nullable=False),
    Column("item", Text, nullable=False), Column("received_on", Text, nullable=False), Column("plain", Text, nullable=False),
    Index("cases_by_scope", "scope"), Index("cases_by_state", "state"),
)  # fmt: skip

scopes = Table("scopes", metadata, Column("scope", Text, primary_key=True), Column("n", BigInteger, nullable=False))

logs = Table(
    "logs", metadata,
    Column("scope", Text, nullable=False), Column("n", BigInteger, nullable=False),
    Column("number", Text, nullable=False), Column("gone", Boolean, nullable=False),
    PrimaryKeyConstraint("scope", "n"),
)  # fmt: skip

branches = Table(  # what a frozen desk offered: kept, never merged silently
    "branches", metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("desk", Text, nullable=False), Column("incarnation", Text, nullable=False), Column("why", Text, nullable=False),
    Column("at", Text, nullable=False), Column("data", LargeBinary, nullable=False), Column("hash", Text, nullable=False),
    UniqueConstraint("desk", "hash", name="each_branch_once"),
)  # fmt: skip

tasks = Table(  # who must tell the resident: a refused acceptance opens one
    "tasks", metadata,
    Column("number", Text, nullable=False), Column("desk", Text, nullable=False), Column("seq", BigInteger, nullable=False),
    Column("code", Text, nullable=False), Column("opened_at", Text, nullable=False), Column("done_at", Text),
    PrimaryKeyConstraint("desk", "seq"),
)  # fmt: skip

snapshots = Table(
    "snapshots", metadata,
    Column("id", Text, primary_key=True), Column("desk", Text, nullable=False), Column("sha256", Text, nullable=False),
    Column("data", LargeBinary, nullable=False), Column("made_at", Text, nullable=False),
)  # fmt: skip

staff = Table(  # who may sign in where; `pin` is an argon2id hash, "" while none is set
    "staff", metadata,
    Column("id", Text, primary_key=True), Column("site", Text, nullable=False), Column("name", Text, nullable=False),
    Column("name_ko", Text, nullable=False), Column("role", Text, nullable=False), Column("pin", Text, nullable=False),
    Column("changed_at", Text, nullable=False), Column("gone", Boolean, nullable=False),
    Index("staff_of_site", "site", "changed_at"),
)  # fmt: skip
