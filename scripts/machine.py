"""What the machine offers the suite: PostgreSQL, Redis and Chromium; in CI, what is missing is installed."""

import os
import shutil
import subprocess
import zlib
from pathlib import Path

import psycopg
import redis

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
POSTGRES_SERVERS = (
    "postgresql:///",
    "postgresql://postgres@127.0.0.1:5432/",
    "postgresql://postgres:postgres@127.0.0.1:5432/",
)
REDIS_SERVER = "redis://127.0.0.1:6379/0"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CREATE_ROLE = "CREATE ROLE root SUPERUSER LOGIN"


def database_of(server: str) -> str:
    """Return the address of a database of this checkout's own, so that two can be tested at once."""
    name = f"interportal_{zlib.crc32(str(ROOT).encode()):08x}"
    address, _mark, options = server.partition("?")
    return f"{address.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")


def may_create(server: str) -> bool:
    """Say whether the server answers and lets us create databases."""
    question = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(server, dbname="postgres", connect_timeout=2) as connection:
            row = connection.execute(question).fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


def postgres() -> str:
    """Return the database address for the suite on PostgreSQL, or nothing."""
    named = os.environ.get("TEST_DATABASE_URL", "")
    servers = (named,) if named else POSTGRES_SERVERS
    return next((database_of(server) for server in servers if may_create(server)), "")


def postgres_version(address: str) -> str:
    """Return the version of the server."""
    with psycopg.connect(address, dbname="postgres") as connection:
        return f"PostgreSQL {connection.info.server_version // 10000}"


def redis_server() -> str:
    """Return the address of a Redis that answers, or nothing."""
    address = os.environ.get("TEST_REDIS_URL", REDIS_SERVER)
    try:
        redis.Redis.from_url(address, socket_connect_timeout=2).ping()
    except redis.RedisError:
        return ""
    return address


def browser() -> str:
    """Return the path of Chromium, or nothing."""
    named = os.environ.get("CHROMIUM", "")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), "")


def quietly(*command: str, **options: object) -> None:
    """Run a command that may fail, for what it leaves behind is looked at anyway."""
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, **options)


def apt_install(*packages: str) -> None:
    """Install Debian packages as root; say so, for it takes a while."""
    print(f"Installing {', '.join(packages)} ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quietly("apt-get", "update", "-qq", env=environment)
    quietly("apt-get", "install", "-y", "-qq", *packages, env=environment)


def start_postgres() -> None:
    """Start Debian's cluster and let root use it."""
    for folder in Path("/etc/postgresql").glob("*/main"):
        quietly("pg_ctlcluster", "--skip-systemctl-redirect", folder.parent.name, "main", "start")
    quietly("su", "postgres", "-c", f'psql -c "{CREATE_ROLE}"')


def start_redis() -> None:
    """Start a Redis that keeps nothing."""
    quietly("redis-server", "--daemonize", "yes", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")


def missing_packages() -> list[str]:
    """Return the Debian packages to install."""
    found = {
        "postgresql": postgres() or Path("/etc/postgresql").exists(),
        "redis-server": redis_server() or shutil.which("redis-server"),
        "chromium": browser(),
    }
    return [package for package, there in found.items() if not there]


def complete() -> None:
    """Install and start whatever the suite needs and the machine lacks."""
    if (packages := missing_packages()) and shutil.which("apt-get") and os.geteuid() == 0:
        apt_install(*packages)
    if not postgres():
        start_postgres()
    if not redis_server():
        start_redis()
