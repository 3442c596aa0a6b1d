"""The environment of the peers, var/benchmark-peers: apart from the site's own, so that its list stays without them."""

import subprocess
import sys
from pathlib import Path

from benchmarks.peers.processes import ROOT

HERE = Path(__file__).parent
FOLDER = ROOT / "var" / "benchmark-peers"
LISTS = (ROOT / "requirements" / "runtime.txt", HERE / "requirements.txt")


def program(name: str) -> str:
    """The path of a program of the environment."""
    return str(FOLDER / "bin" / name)


def is_installed() -> bool:
    """Whether the environment is there, made from the lists as they are now."""
    kept = FOLDER / "installed.txt"
    return kept.exists() and kept.read_text() == _wanted()


def install() -> None:
    """Make the environment, or bring it into line with the lists: the site's own by hash, then the peers'."""
    if is_installed():
        return
    print("Installing the peers into var/benchmark-peers", flush=True)
    if not (FOLDER / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
    pip = [program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(LISTS[0])], check=True)
    subprocess.run([*pip, "-r", str(LISTS[1])], check=True)
    (FOLDER / "installed.txt").write_text(_wanted())


def versions(names: list[str]) -> dict[str, str]:
    """The installed versions of some packages."""
    code = "import sys, importlib.metadata as m; print(*[f'{n} {m.version(n)}' for n in sys.argv[1:]], sep='\\n')"
    said = subprocess.run([program("python"), "-c", code, *names], capture_output=True, text=True, check=True)
    return dict(line.split() for line in said.stdout.splitlines())


def _wanted() -> str:
    return "".join(file.read_text() for file in LISTS)
