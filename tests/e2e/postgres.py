"""A database of its own for every site under test, on the server that DATABASE_URL names."""

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


def is_meant(url: str) -> bool:
    """Whether the tests run on PostgreSQL."""
    return url.startswith(("postgres:", "postgresql:"))


def named(url: str, database: str) -> str:
    """The address of another database on the same server; empty where there is no server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}")) if url else ""


def exists(url: str) -> bool:
    """Whether that database is there."""
    with _server() as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_name(url)])
        return found.fetchone() is not None


def create(url: str, template: str = "template1") -> None:
    """An empty database, or a copy of another; one of that name is dropped first."""
    drop(url)
    with _server() as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(statement.format(sql.Identifier(_name(url)), sql.Identifier(template)))


def drop(url: str) -> None:
    """Away with it, whoever is still connected."""
    with _server() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(_name(url))))


def copy(seed_url: str, name: str) -> str:
    """A copy of the loaded demo; returns its address."""
    safe = "".join(char if char.isalnum() else "_" for char in name.lower())
    url = named(seed_url, f"ls4vet_{safe}_{os.getpid()}")
    create(url, template=_name(seed_url))
    return url


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def _server() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
