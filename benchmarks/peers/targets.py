"""Every server of the benchmark, started at once, and what each is asked for."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.peers import content, environment
from benchmarks.peers.processes import HOST, ROOT, fetched, free_port, running

ROLE = "AIMLAM.GEN.P3"
PAGE = f"/roles/{ROLE}/"
COLD = f"{PAGE}?cold=1"
PLAIN, GZIP = "nginx, the page as a file", "nginx, the page as a compressed file"
OURS = "the site"


@dataclass(frozen=True)
class Target:
    """One row: what is asked, where, and the row whose requests per second are 1.

    ``what`` says in a word in which form the page comes; ``size`` is the answer's body in bytes.
    """

    name: str
    what: str
    port: int
    path: str
    size: int = 0
    reference: str = PLAIN
    headers: dict[str, str] = field(default_factory=dict)


def granian(port: int, interface: str = "rsgi") -> list[str]:
    """The command of bin/serve without its preparations, from the peers' environment, but for the application.

    An application of Django alone is served by WSGI, in as many threads as the site has for reading.
    """
    served = (ROOT / "bin" / "serve").read_text().rpartition("exec .venv/bin/granian ")[2]
    words = served.replace("\\\n", " ").split()
    flags = {'"$host"': HOST, '"$port"': str(port), '"${WORKERS:-$cores}"': str(min(4, os.cpu_count() or 1))}
    flags["rsgi"] = interface
    threads = ["--blocking-threads", "4"] if interface == "wsgi" else []
    return [environment.program("granian"), *(flags.get(word, word) for word in words[:-1]), *threads]


@contextmanager
def all_running(folder: Path, *, with_peers: bool) -> Iterator[list[Target]]:
    """Every server while the block runs; without the peers where they are not installed and shall not be."""
    log = folder / "servers.log"
    with ExitStack() as stack:
        port = free_port()
        stack.enter_context(
            running([str(ROOT / "bin" / "serve")], port=port, path=PAGE, env={"PORT": str(port)}, log=log)
        )
        targets = [*_nginx(stack, folder, port, log), *_site(port)]
        if with_peers:
            targets += [_gunicorn(stack, log), _wagtail(stack, folder, log), _datasette(stack, log)]
        yield [_weighed(target) for target in targets]


def _nginx(stack: ExitStack, folder: Path, site: int, log: Path) -> list[Target]:
    files, proxy = free_port(), free_port()
    own = folder / "nginx"
    page = own / "files" / PAGE.strip("/") / "index.html"
    page.parent.mkdir(parents=True)
    body = fetched(site, PAGE)[2]
    page.write_bytes(body)
    page.with_name("index.html.gz").write_bytes(gzip.compress(body, 6, mtime=0))
    for path in (folder, own):
        path.chmod(0o755)  # its worker is another user where it is started by root
    text = (ROOT / "benchmarks" / "nginx.conf").read_text()
    for name, value in {"FOLDER": own, "SITE": site, "PROXY": proxy, "FILES": files}.items():
        text = text.replace(f"@{name}@", str(value))
    config = own / "nginx.conf"
    config.write_text(text)
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-c", str(config), "-e", str(own / "nginx.log")]
    stack.enter_context(running(command, port=files, path=PAGE, log=log))
    etag = fetched(files, PAGE)[1]["etag"]
    return [
        Target(PLAIN, "plain", files, PAGE),
        Target(GZIP, "gzip", files, PAGE, headers={"Accept-Encoding": "gzip"}),
        Target("nginx, unchanged file", "304", files, PAGE, headers={"If-None-Match": etag}),
        Target("nginx proxy_cache before the site", "plain", proxy, PAGE),
    ]


def _site(port: int) -> list[Target]:
    etag = fetched(port, PAGE)[1]["etag"]
    return [
        Target(OURS, "plain", port, PAGE),
        Target(OURS, "gzip", port, PAGE, reference=GZIP, headers={"Accept-Encoding": "gzip"}),
        Target(OURS, "304", port, PAGE, headers={"If-None-Match": etag}),
        Target(OURS, "cold", port, COLD),
    ]


def _gunicorn(stack: ExitStack, log: Path) -> Target:
    port = free_port()
    command = [environment.program("gunicorn"), "--bind", f"{HOST}:{port}", "--worker-class", "gthread"]
    command += ["--workers", str(min(4, os.cpu_count() or 1)), "--threads", "4", "--no-control-socket"]
    command += ["--log-level", "warning", "taxonomy_site.wsgi:application"]
    stack.enter_context(running(command, port=port, path=PAGE, log=log))
    return Target("the site on gunicorn (gthread)", "plain", port, PAGE)


def _wagtail(stack: ExitStack, folder: Path, log: Path) -> Target:
    own = folder / "wagtail"
    own.mkdir()
    shown = own / "role.json"
    shown.write_text(json.dumps(content.shown(ROLE)), encoding="utf-8")
    env = {"WAGTAIL_DB": str(own / "wagtail.sqlite3"), "PYTHONPATH": str(ROOT)}
    env["DJANGO_SETTINGS_MODULE"] = "benchmarks.peers.wagtail_site.settings"
    fill = [environment.program("python"), "-m", "benchmarks.peers.wagtail_site.fill", str(shown)]
    subprocess.run(fill, cwd=ROOT, env={**os.environ, **env}, check=True)
    port = free_port()
    command = [*granian(port, "wsgi"), "benchmarks.peers.wagtail_site.wsgi:application"]
    stack.enter_context(running(command, port=port, path="/role/", env=env, log=log))
    return Target("a Wagtail page with the same fields", "cold", port, "/role/")


def _datasette(stack: ExitStack, log: Path) -> Target:
    from django.conf import settings

    from roles.models import Role

    database = Path(settings.DATABASES["default"]["NAME"])
    port = free_port()
    path = f"/{database.stem}/{Role._meta.db_table}/{Role.objects.get(code=ROLE).pk}"
    command = [environment.program("datasette"), "serve", str(database), "--host", HOST, "--port", str(port)]
    stack.enter_context(running(command, port=port, path=path, log=log))
    return Target("Datasette, the role's row", "cold", port, path)


def _weighed(target: Target) -> Target:
    """The target with the size of its answer; raises SystemExit when the answer is not what it should be."""
    status, _, body = fetched(target.port, target.path, **target.headers)
    if status != (304 if target.what == "304" else 200):
        sys.exit(f"{target.name}, {target.what}: answered {status}")
    return Target(**{**vars(target), "size": len(body)})
