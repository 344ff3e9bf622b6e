"""`python3 -m tests.sandbox`: a server that behaves like IQM's Insights API. See README.md."""
from __future__ import annotations

import argparse
import os
import select
import shlex
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from ssl import SSLContext
from subprocess import CalledProcessError
from typing import Optional

from generator.loader.problems import SpecError

from . import certs
from .control import PREFIX
from .sandbox import Sandbox
from .settings import Settings

ENVIRONMENT = {"api": "IQM_BASE_URL", "ow-id": "IQM_OW_ID", "client-id": "IQM_CLIENT_ID",
               "client-secret": "IQM_CLIENT_SECRET", "username": "IQM_USERNAME",
               "password": "IQM_PASSWORD", "ca-file": "IQM_CA_FILE"}
STOP = {signal.SIGTERM, signal.SIGINT}


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.sandbox", description=__doc__)
    parser.add_argument("--spec", type=Path, metavar="DIR", help="the spec of another API: its "
                        "samples are the responses")
    parser.add_argument("--port", type=int, default=0, help="of the API (default: any free one)")
    parser.add_argument("--files-port", type=int, default=0, help="of the files (the same)")
    parser.add_argument("--tls", action="store_true", help="https, with a throw-away CA")
    parser.add_argument("--faults", action="store_true", help="more ports to the API: tls, expired "
                        "and wrong-name with such certificates, control without faults")
    parser.add_argument("--rate-limit", action="store_true", help="20 requests a minute, then 429")
    parser.add_argument("--ready-after", type=float, metavar="SECONDS",
                        default=Settings.ready_after, help="how long a report takes (default: 2)")
    parser.add_argument("--token-life", type=float, metavar="SECONDS", default=Settings.token_life,
                        help="of an access token (default: 35999)")
    parser.add_argument("--seed", type=int, help="the same secrets and tokens in each run")
    parser.add_argument("--env", action="store_true",
                        help="print export lines for sh, and where its page is")
    parser.add_argument("--parent", type=int, metavar="PID", help="end when this process has ended")
    return parser.parse_args()


def main() -> int:
    """Serves until SIGTERM, SIGINT or the parent's end. 0 then; 1 if it cannot begin."""
    args = parse()
    settings = Settings()
    for number in STOP:
        signal.signal(number, lambda *_: None)  # a shell may have them ignored
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP)
    try:
        settings.change({"ready_after": args.ready_after, "token_life": args.token_life,
                         "rate_limit": args.rate_limit})
        with tempfile.TemporaryDirectory(prefix="iqm-sandbox-") as directory:
            authority = certs.Authority(Path(directory)) if args.tls or args.faults else None
            with Sandbox(settings, port=args.port, files_port=args.files_port,
                         tls=authority.server() if authority and args.tls else None,
                         doors=doors(authority) if authority and args.faults else None,
                         seed=args.seed, spec=args.spec) as sandbox:
                watch(args.parent)
                show(facts(sandbox, authority, args.faults), args.env)
                signal.sigwait(STOP)
    except (OSError, OverflowError, ValueError, ImportError, CalledProcessError,
            SpecError) as error:
        print(f"sandbox: {error}", file=sys.stderr)
        return 1
    return 0


def doors(authority: certs.Authority) -> dict[str, SSLContext]:
    """More ways to the API: with TLS as it should be, and as it should not."""
    return {"tls": authority.server("door"),
            "expired": authority.server("expired", days=0),
            "wrong-name": authority.server("wrong-name", names="DNS:other.example.com")}


def facts(sandbox: Sandbox, authority: Optional[certs.Authority],
          faults: bool) -> dict[str, str]:
    """What a client needs, by the names that are printed."""
    found = sandbox.facts()
    if authority:
        found["ca-file"] = str(authority.ca)
    if faults:
        found.update({**sandbox.doors, "control": sandbox.control_url})
    return found


def show(known: dict[str, str], env: bool) -> None:
    """Prints it all at once."""
    if env:
        lines = [f"export {ENVIRONMENT[k]}={shlex.quote(v)}" for k, v in known.items()
                 if k in ENVIRONMENT]
        lines.append(f"# what it sold, and requests as they come: {known['api']}{PREFIX}")
    else:
        lines = [f"{k} {v}" for k, v in known.items()]
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())
    sys.stdout.flush()


def watch(parent: Optional[int]) -> None:
    """Ends this process once the process `parent` has ended."""
    def wait(process: int) -> None:
        try:
            select.select([os.pidfd_open(process)], [], [])
        except ProcessLookupError:
            pass
        except (AttributeError, OSError):  # not on this system
            while _lives(process):
                time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGTERM)

    if parent is not None:
        threading.Thread(target=wait, args=(parent,), daemon=True).start()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


if __name__ == "__main__":
    sys.exit(main())
