"""Set-up on a machine with only Python 3.11, pip, npm, make, gcc and git. Run by the system's python3; `make setup`.

Each step says what it does, is skipped when its inputs have not changed, and leaves nothing half done behind a stamp.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD = ROOT / "build"
STAMPS = BUILD / "stamps"
REQUIREMENTS = [ROOT / "requirements" / name for name in ("run.txt", "centre.txt", "dev.txt")]

QT = """libegl1 libgl1 libx11-6 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 libx11-xcb1 libxcb-cursor0
libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0""".split()
TESTS = "postgresql cups cups-client chromium chromium-driver xvfb xdotool fonts-hanazono".split()
HANAZONO = Path("/usr/share/fonts/truetype/hanazono")


def say(*words: object) -> None:
    print("[setup]", *words, flush=True)


def digest(paths: Iterable[Path], *more: str) -> str:
    seen = hashlib.sha256("\n".join(more).encode())
    for path in paths:
        seen.update(path.read_bytes())
    return seen.hexdigest()


def once(name: str, state: str, step: Callable[[], None]) -> None:
    """Runs `step` unless it ended well before with the same inputs."""
    stamp = STAMPS / name
    if stamp.exists() and stamp.read_text() == state:
        return
    stamp.unlink(missing_ok=True)
    step()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)


def run(*command: str, **more: object) -> None:
    subprocess.run(command, check=True, **more)  # type: ignore[call-overload]


def python_packages() -> None:
    if sys.version_info[:2] != (3, 11):
        say(f"note: Python {sys.version.split()[0]}; the project is built for 3.11")
    if not PYTHON.exists():
        say("virtual environment in .venv")
        run(sys.executable, "-m", "venv", str(VENV))
    say("Python packages, pinned and hashed (about a minute)")
    wanted = [word for path in REQUIREMENTS for word in ("-r", str(path))]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run(*pip, "--require-hashes", *wanted)
    say("the project itself, editable")
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def installed(package: str) -> bool:
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f=${db:Status-Status}", package], capture_output=True, text=True, check=False
    )
    return asked.returncode == 0 and asked.stdout == "installed"


def missing_debian() -> list[str]:
    """Debian packages that are not there; on another system (no dpkg) nothing can be said, so nothing is missing."""
    if shutil.which("dpkg-query") is None:
        return []
    return [package for package in [*QT, *TESTS] if not installed(package)]


def debian_packages() -> None:
    missing = missing_debian()
    if missing:
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        may = os.geteuid() == 0 or (
            shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], check=False).returncode == 0
        )
        if may:
            install_debian(root, missing)
    left = missing_debian()
    (BUILD / "missing-debian.txt").write_text("\n".join(left))
    if left:
        say("Debian packages missing and not installable here:", *left)


def install_debian(root: list[str], missing: list[str]) -> None:
    """Installs without starting services: a policy-rc.d of ours stands in for the time, unless there is one."""
    say("Debian packages:", *missing, "(a few minutes)")
    policy = Path("/usr/sbin/policy-rc.d")
    ours = os.geteuid() == 0 and not policy.exists()
    if ours:
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run([*root, "apt-get", "update", "-qq"], env=env, check=False)
        subprocess.run(
            [*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
            env=env, check=False, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    finally:
        if ours:
            policy.unlink(missing_ok=True)


def fetch(package: str, folder: Path) -> Path:
    """The npm package, unpacked under `folder`, after its checksum was found right."""
    pinned = json.loads((ROOT / "assets" / "npm.json").read_text())[package]
    run("npm", "pack", "--silent", f"{package}@{pinned['version']}", cwd=folder, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != pinned["sha256"]:
        raise SystemExit(f"[setup] {package}: checksum {found} is not the pinned one; nothing was installed")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    archive.unlink()
    return folder / "package"


def fonts() -> None:
    say("fonts: Noto Sans SC and KR, merged (about a minute)")
    into = BUILD / "fonts"
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        faces = {}
        for script in ("sc", "kr"):
            folder = Path(scratch) / script
            folder.mkdir()
            faces[script] = fetch(f"@expo-google-fonts/noto-sans-{script}", folder)
        for weight in ("400Regular", "700Bold"):
            sources = [str(faces[s] / weight / f"NotoSans{s.upper()}_{weight}.ttf") for s in ("sc", "kr")]
            target = into / f"JiamenkouSans-{weight[3:]}.ttf"
            run(str(PYTHON), str(ROOT / "tools" / "merge_fonts.py"), *sources, str(target))
    manifest = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(into.glob("*.ttf"))}
    (into / "MANIFEST.json").write_text(json.dumps(manifest, indent=1))


def rare_characters() -> None:
    """HanaMin from Debian, for what Noto lacks; its absence is no error here, `kiosk doctor` tells of it."""
    for path in sorted(HANAZONO.glob("HanaMin*.ttf")):
        shutil.copyfile(path, BUILD / "fonts" / path.name)


def icons() -> None:
    say("icons: Phosphor")
    into = BUILD / "icons"
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        core = fetch("@phosphor-icons/core", Path(scratch))
        for line in (ROOT / "assets" / "icons.txt").read_text().split():
            name, _, colour = line.partition(":")  # a style sheet cannot tint, so what it names comes in its colour
            drawing = (core / "assets" / "regular" / f"{name}.svg").read_text()
            target = f"{name}-{colour}.svg" if colour else f"{name}.svg"
            (into / target).write_text(drawing.replace("currentColor", f"#{colour}") if colour else drawing)


def main() -> None:
    BUILD.mkdir(exist_ok=True)
    npm = ROOT / "assets" / "npm.json"
    once("python", digest([*REQUIREMENTS, ROOT / "pyproject.toml"], str(VENV)), python_packages)
    debian_packages_state = str(missing_debian())
    if debian_packages_state != "[]" or not (BUILD / "missing-debian.txt").exists():
        debian_packages()
    once("fonts", digest([npm, ROOT / "tools" / "merge_fonts.py"]), fonts)
    once("rare", str(sorted(path.name for path in HANAZONO.glob("*.ttf"))), rare_characters)
    once("icons", digest([npm, ROOT / "assets" / "icons.txt"], "tinted"), icons)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as broken:
        raise SystemExit(f"[setup] failed: {' '.join(map(str, broken.cmd))}") from None
