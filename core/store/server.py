"""How does the desk speak with a database on a server, and what does each way that can fail mean?

The driver and its dialect are loaded only where a bank has such a database.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import Dialect, ExceptionContext
from sqlalchemy.exc import DBAPIError, InvalidatePoolError

from core.address import Server
from core.errors import StoreProblem, UnusableStore

SILENCE_S = 30
"""A server that has said nothing for so long is taken for lost; no question of the desk takes as long."""
DIALECT = "postgresql"

_LOCK = int.from_bytes(b"SPECIMEN")
"""What whoever writes holds until it is written, so that every chain grows at one end."""
_WRITES = f"SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE; SELECT pg_advisory_xact_lock({_LOCK})"
_SETTINGS = {
    "timezone": "UTC",
    "default_transaction_read_only": "on",
    "default_transaction_isolation": "repeatable read",  # all of what is read together is of one moment
    "lock_timeout": "5s",  # as long as for a file
    "idle_in_transaction_session_timeout": "30s",  # a desk that was switched off lets the others write
}
_CODES = {
    "0A000": StoreProblem.NOT_WRITABLE,  # so says a copy of a server that only follows
    "25006": StoreProblem.NOT_WRITABLE,
    "25P03": StoreProblem.LOST,
    "28": StoreProblem.NOT_ADMITTED,
    "3D": StoreProblem.NOT_ADMITTED,
    "40": StoreProblem.BUSY,
    "42501": StoreProblem.NOT_WRITABLE,
    "53100": StoreProblem.NOT_WRITABLE,
    "53": StoreProblem.BUSY,
    "55P03": StoreProblem.BUSY,
    "57P": StoreProblem.LOST,
    "58": StoreProblem.NOT_WRITABLE,
    "XX001": StoreProblem.DAMAGED,
    "XX002": StoreProblem.DAMAGED,
}
"""By how a code of PostgreSQL begins (its manual, appendix A); the first that fits counts."""
_SPOKEN_OF_DATA = "22"
"""In this class of codes even the sentence may quote what was to be written."""


def open_server(server: Server, *, read_only: bool = False) -> Engine:
    """Return an engine on the server; nothing is asked of it yet."""
    engine = create_engine(
        URL.create(
            f"{DIALECT}+pg8000",
            username=server.user,
            host=None if _has_socket_file(server) else server.host,
            port=server.port,
            database=server.database,
        ),
        connect_args={
            "timeout": SILENCE_S,
            "application_name": "specimen",
            "startup_params": _SETTINGS,
        },
        hide_parameters=True,
        pool_size=2,  # of each desk; a server has some hundred for all of them
        insertmanyvalues_page_size=50,  # rows hold pictures
    )
    event.listen(engine, "do_connect", _connecting(server))
    event.listen(engine, "checkout", _see_that_it_answers)
    event.listen(engine, "handle_error", _tell_nobodys_name)
    if not read_only:
        event.listen(engine, "begin", _begin)
    return engine


def is_on_server(dialect: Dialect) -> bool:
    """Tell a server's database from a file."""
    return dialect.name == DIALECT


def problem_of(error: BaseException) -> StoreProblem | None:
    """Return what an error in the middle of work means; None where the program is to blame."""
    if isinstance(error, OSError):
        return StoreProblem.LOST  # nothing but the connection is opened while the bank is asked
    if isinstance(error, DBAPIError):
        code = _code(error.orig)
        if not code:
            return StoreProblem.LOST if error.connection_invalidated else None
        return next((problem for start, problem in _CODES.items() if code.startswith(start)), None)
    return None


def words_of(error: BaseException | None) -> str:
    """Return what was said, for the log."""
    if isinstance(error, DBAPIError):
        return words_of(error.orig)
    if _code(error):
        said = error.args[0] if error else {}
        return " ".join(said[key] for key in ("C", "M") if key in said)
    return " ".join(str(one) for one in (error, getattr(error, "__cause__", None)) if one)


def _connecting(server: Server) -> Any:
    """Return what makes a connection; the password is read for each, so that IT may change it meanwhile."""

    def connect(dialect: Dialect, _record: object, arguments: list[Any], named: dict[str, Any]) -> Any:
        way: dict[str, Any] = {}
        try:
            secret, tls = _password(server), _tls_of(server)
            way = _way_to(server)
            connection = dialect.loaded_dbapi.Connection  # its `connect` takes no socket
            return connection(*arguments, **named, **way, password=secret, ssl_context=tls)
        except (dialect.loaded_dbapi.Error, OSError, UnicodeError) as error:
            if "sock" in way:
                way["sock"].close()
            raise UnusableStore(server, _why_not_there(error), words_of(error)) from error

    return connect


def _has_socket_file(server: Server) -> bool:
    return server.host.startswith("/")


def _way_to(server: Server) -> dict[str, Any]:
    """Return what the driver speaks through.

    It sends a picture in pieces, and the system would hold the last one back until the server has
    acknowledged those before, 40 ms later.
    """
    if _has_socket_file(server):
        return {"unix_sock": f"{server.host}/.s.PGSQL.{server.port}"}
    import socket

    line = socket.create_connection((server.host, server.port), SILENCE_S)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return {"sock": line}


def _why_not_there(error: BaseException) -> StoreProblem:
    code = _code(error)
    found = next((problem for start, problem in _CODES.items() if code and code.startswith(start)), None)
    return found if found in (StoreProblem.NOT_ADMITTED, StoreProblem.BUSY) else StoreProblem.UNREACHABLE


def _password(server: Server) -> str:
    if server.password_file is None:
        return server.password
    try:
        return server.password_file.read_text("utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise UnusableStore(
            server, StoreProblem.NOT_ADMITTED, f"its password file: {type(error).__name__}"
        ) from error


def _tls_of(server: Server) -> Any:
    """Return how the server proves who it is; False for a connection in the clear."""
    if not server.tls:
        return False
    import ssl

    return ssl.create_default_context(cafile=server.authority)


def _see_that_it_answers(connection: Any, *_: object) -> None:
    """Before each use; SQLAlchemy's own look knows the driver's errors only, not those of the system."""
    connection.autocommit = True  # else the question would begin a transaction
    try:
        connection.cursor().execute(";")
    except Exception as error:
        raise InvalidatePoolError from error
    finally:
        connection.autocommit = False


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("begin"):
        connection.exec_driver_sql(_WRITES)


def _tell_nobodys_name(context: ExceptionContext) -> None:
    """Leave out of an error the row that it was about, and let go of a connection that will not do again."""
    error = context.original_exception
    code = _code(error)
    context.is_disconnect |= isinstance(error, OSError) or code.startswith(("57P", "25P03"))
    if code:
        kept = ("C",) if code.startswith(_SPOKEN_OF_DATA) else ("C", "M")
        error.args = ({key: error.args[0][key] for key in kept if key in error.args[0]},)
        error.__cause__ = error.__context__ = None  # the same again, as it was
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = (words_of(error),)


def _code(error: BaseException | None) -> str:
    """Return PostgreSQL's code of an error; empty where the server said nothing."""
    said = error.args[0] if error is not None and error.args else None
    return str(said.get("C", "")) if isinstance(said, dict) else ""
