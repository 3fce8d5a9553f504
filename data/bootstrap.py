"""From a plain Python to the project's own virtual environment. Standard library only.

Debian's pip refuses to install outside a virtual environment, and its `venv` lacks ensurepip
until python3-venv is there, so there are three ways in: venv, venv with the system's pip, apt.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "desk-requirements"
OLDEST = (3, 11)


class Failed(Exception):
    """Its text says what happened and what to do."""


def enter_environment(module: str, *requirements: str) -> None:
    """Return inside `.venv` with `requirements` installed; restart `python -m module` there if need be."""
    prepare_environment(*requirements)
    restart_inside(module)


def prepare_environment(*requirements: str) -> None:
    """Make `.venv` and install `requirements` there, if that is not done. Leaves the program where it cannot be."""
    try:
        if sys.version_info < OLDEST:
            raise Failed(f"需要 Python 3.11 或更新 · Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
        wanted = _stamp_lines(requirements)
        if not _is_installed(wanted):
            _make_environment()
            _install(requirements)
            STAMP.write_text("\n".join(wanted) + "\n")
    except Failed as error:
        sys.exit(f"\n{error}")


def restart_inside(module: str) -> None:
    """Become `python -m module` with the same arguments inside `.venv`; nothing if we are there."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), "-m", module, *sys.argv[1:]])


def install_packages(packages: list[str], otherwise: str) -> None:
    """Install Debian packages as root or by sudo; raise Failed with `otherwise` when that cannot be."""
    root = _root_command()
    if root is None or not shutil.which("apt-get"):
        raise Failed(otherwise)
    say(f"apt 安装 · apt installs {' '.join(packages)}")
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        if subprocess.run([*root, *environment, "apt-get", *step], check=False).returncode:
            raise Failed(f"apt-get {step[0]} 没成，看上面几行 · failed, see the lines above.\n{otherwise}")


def say(line: str) -> None:
    print(f"▸ {line}", flush=True)


def _stamp_lines(requirements: tuple[str, ...]) -> list[str]:
    return [f"{hashlib.sha256((ROOT / file).read_bytes()).hexdigest()} {file}" for file in requirements]


def _is_installed(wanted: list[str]) -> bool:
    stamped = STAMP.read_text().splitlines() if STAMP.exists() else []
    return set(wanted) <= set(stamped) and _runs(PYTHON)


def _runs(python: Path) -> bool:
    """A virtual environment outlives an upgrade of the system's Python only as a broken link."""
    return python.exists() and subprocess.run([python, "-c", ""], check=False).returncode == 0


def _make_environment() -> None:
    if _runs(PYTHON):
        return
    if not (_has("ensurepip") or _has("pip")):
        install_packages(
            ["python3-venv"],
            "这个 Python 没有 ensurepip，也没有 pip。请管理员运行：apt install python3-venv，再运行一次本命令。\n"
            "This Python has neither ensurepip nor pip. As root: apt install python3-venv, then run this again.",
        )
    say("建立运行环境 · making the environment .venv")
    options = [] if _has("ensurepip") else ["--without-pip"]
    if subprocess.run([sys.executable, "-m", "venv", "--clear", *options, VENV], check=False).returncode:
        raise Failed(f"没能建立 {VENV} · could not make {VENV}: see above (disk full? no right to write?).")


def _has(module: str) -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec(module) is not None


def _install(requirements: tuple[str, ...]) -> None:
    say(f"安装 {' '.join(requirements)}，头一次要几分钟 · installing; the first time takes some minutes")
    has_own_pip = subprocess.run([PYTHON, "-c", "import pip"], check=False, stderr=subprocess.DEVNULL).returncode == 0
    pip = [PYTHON, "-m", "pip"] if has_own_pip else [sys.executable, "-m", "pip", "--python", PYTHON]
    files = [word for file in requirements for word in ("-r", ROOT / file)]
    if subprocess.run([*pip, "install", "--disable-pip-version-check", *files], check=False).returncode:
        raise Failed(
            "没能装好，原因在上面几行。网络慢或不通时可以换镜像再试：\n"
            "Could not install; the reason stands above. Behind a slow network try a mirror:\n"
            "  PIP_INDEX_URL=https://pypi.tuna.tsinghua.edu.cn/simple python3 -m data start"
        )


def _root_command() -> list[str] | None:
    """How to become root: not needed, by sudo (asking only where somebody can answer), or not at all."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if sys.stdin.isatty():
        return ["sudo"]
    can = subprocess.run(["sudo", "-n", "true"], check=False, stderr=subprocess.DEVNULL).returncode == 0
    return ["sudo", "-n"] if can else None
