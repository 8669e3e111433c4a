"""The servers that are measured: each in a process of its own, on 127.0.0.1, its tables in a temporary folder."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
DYNALITE_VERSION = "4.0.0"


def pinned(core, command):
    """The command on one core (when there are two), and ended by the kernel should this program be killed."""
    pin = ["taskset", "-c", str(core)] if os.cpu_count() > 1 else []
    return ["setpriv", "--pdeathsig", "KILL", *pin, *command]


class Server:
    """A running server. Use it in a with statement: that ends it and removes its folder."""

    def __init__(self, name, folder, command, port):
        self.name = name
        self.port = port
        self._folder = folder
        self._process = subprocess.Popen(pinned(0, command), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def __enter__(self):
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def _wait_until_ready(self):
        deadline = time.monotonic() + 20
        while self._process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        self._process.kill()
        raise RuntimeError(f"{self.name} does not answer: " + self._process.stderr.read().decode(errors="replace").strip())

    def stop(self):
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stderr.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def cpu_seconds(self):
        """Time of all its threads so far."""
        with open(f"/proc/{self._process.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND

    def memory_megabytes(self):
        """Anonymous memory: what its maps of files hold does not count."""
        with open(f"/proc/{self._process.pid}/status") as status:
            return int(re.search(r"RssAnon:\s+(\d+)", status.read()).group(1)) / 1024


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def keywright(program):
    folder = tempfile.mkdtemp(prefix="keywright-bench-endpoint-")
    port = free_port()
    return Server("Keywright", folder, [program, "serve", "--data", folder, "--port", str(port)], port)


def install_dynalite(folder):
    """Its program, or None when npm is not reachable."""
    program = os.path.join(folder, "node_modules", "dynalite", "cli.js")
    if not os.path.exists(program):
        os.makedirs(folder, exist_ok=True)
        install = ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", f"dynalite@{DYNALITE_VERSION}"]
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(install, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180, check=False)
    return program if os.path.exists(program) else None


def dynalite(program):
    folder = tempfile.mkdtemp(prefix="keywright-bench-dynalite-")
    port = free_port()
    command = ["node", program, "--host", "127.0.0.1", "--port", str(port), "--path", folder, "--createTableMs", "0"]
    return Server(f"dynalite {DYNALITE_VERSION}", folder, command, port)
