"""`make demo`: the whole product on this machine, until Ctrl-C."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

from scripts.programs import StageError, end_like_ctrl_c, watch
from scripts.stage import ROOT, is_free, stage

_FOLDER = ROOT / "var" / "demo"


def main() -> None:
    """Start everything, print the address, wait, stop everything."""
    options = _options()
    console = Console(highlight=False)
    for port in (options.port, options.bot_port):
        if not is_free(port):
            sys.exit(f"Port {port} is taken. Choose others: make demo PORT=9400 BOT_PORT=9401")
    end_like_ctrl_c()
    try:
        with (
            console.status("Starting PostgreSQL, the sandbox and the bot …") as status,
            stage(Path(options.folder), options.port, options.bot_port) as here,
        ):
            status.stop()
            console.print(f"\n  SyncTec's demo is at [bold]{here.sandbox_url}[/bold]\n")
            console.print("  Place an order in Dest Boutique, watch #dest-orders, press Push.")
            console.print(f"  Logs are in {_short(here.folder)}. Ctrl-C stops everything.\n")
            watch(here.started)
    except KeyboardInterrupt:
        console.print("Stopped. The data stays; `make clean` removes it.")
    except StageError as error:
        sys.exit(str(error))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8400)
    parser.add_argument("--bot-port", type=int, default=8401)
    parser.add_argument("--folder", default=str(_FOLDER))
    return parser.parse_args()


def _short(folder: Path) -> str:
    return str(folder.relative_to(ROOT)) if folder.is_relative_to(ROOT) else str(folder)


if __name__ == "__main__":
    main()
