"""Set-up on a machine with only Python 3.11, pip, npm, make, gcc and git. Run by the system's python3; `make setup`.

Each step says what it does, is skipped when its inputs have not changed and its products are there, and leaves nothing
half done behind a stamp. One set-up at a time: a second one waits.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
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
POLICY = "/usr/sbin/policy-rc.d"
BEAT = 10  # seconds between two lines of a long step


def say(*words: object) -> None:
    print("[setup]", *words, flush=True)


def digest(paths: Iterable[Path], *more: str) -> str:
    seen = hashlib.sha256("\n".join(more).encode())
    for path in paths:
        seen.update(path.read_bytes())
    return seen.hexdigest()


def once(name: str, state: str, step: Callable[[], None], *products: Path) -> None:
    """Runs `step` unless it ended well before with the same inputs and its products are still there."""
    stamp = STAMPS / name
    if stamp.exists() and stamp.read_text() == state and all(path.exists() for path in products):
        return
    stamp.unlink(missing_ok=True)
    step()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)


def run(*command: str, cwd: Path = ROOT) -> None:
    """Runs a step that may be long: a line every ten seconds, and its own words only when it fails."""
    with tempfile.TemporaryFile() as words:
        try:
            child = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=words, stderr=words)
        except FileNotFoundError:
            raise SystemExit(
                f"[setup] {command[0]} is not on this machine; install it and call make setup again"
            ) from None
        if wait(child):
            words.seek(0)
            print(words.read().decode(errors="replace")[-4000:], file=sys.stderr)
            raise SystemExit(f"[setup] failed: {' '.join(command)[:200]}")


def wait(child: subprocess.Popen[bytes]) -> int:
    begun = time.monotonic()
    while True:
        try:
            return child.wait(BEAT)
        except subprocess.TimeoutExpired:
            say(f"  … {time.monotonic() - begun:.0f} s")


def environment() -> None:
    """Makes .venv; one that was made elsewhere (a copied folder) is made anew, its scripts name the old place."""
    place = VENV / "made-at"
    if PYTHON.exists() and place.exists() and place.read_text() == str(VENV):
        return
    say("virtual environment in .venv")
    made = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(made, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
        # Debian without python3-venv has no ensurepip: the system's pip fills the environment from outside
        run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV))
    place.write_text(str(VENV))


def python_packages() -> None:
    environment()
    say("Python packages, pinned and hashed (about a minute)")
    inside = subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    pip = [str(PYTHON), "-m", "pip"] if inside else [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    install = [*pip, "--disable-pip-version-check", "install", "--quiet"]
    run(*install, "--require-hashes", *[word for path in REQUIREMENTS for word in ("-r", str(path))])
    say("the project itself, editable")
    run(*install, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def missing_debian() -> list[str]:
    """Debian packages that are not there; on another system (no dpkg) nothing can be said, so nothing is missing."""
    if shutil.which("dpkg-query") is None:
        return []
    wanted = [*QT, *TESTS]
    renamed = [f"{name}t64" for name in QT]  # newer Debian renamed what carries 64-bit time
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f=${db:Status-Status} ${Package}\n", *wanted, *renamed],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    there = {line.split()[1] for line in asked.stdout.splitlines() if line.startswith("installed ")}
    return [name for name in wanted if name not in there and f"{name}t64" not in there]


def debian_packages() -> None:
    """Installs what is missing where that is allowed; a failure is named and set-up goes on."""
    if missing := missing_debian():
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        if may_install(root):
            install_debian(root, missing)
    if left := missing_debian():
        say("Debian packages missing and not installable here:", *left)
        say("  install them by hand; to let set-up try again: rm build/stamps/debian")


def may_install(root: list[str]) -> bool:
    if shutil.which("apt-get") is None or (root and shutil.which("sudo") is None):
        return False
    return subprocess.run([*root, "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0


def install_debian(root: list[str], missing: list[str]) -> None:
    """Installs without starting services: a policy-rc.d of ours stands in for the time, unless there is one."""
    say("Debian packages:", *missing, "(a few minutes)")
    ours = not Path(POLICY).exists()
    if ours:
        subprocess.run(
            [*root, "sh", "-c", f"printf '#!/bin/sh\\nexit 101\\n' > {POLICY}; chmod 755 {POLICY}"], check=False
        )
    try:
        apt(root, "update")
        apt(root, "install", *missing)
        for name in missing_debian():  # one name that this system does not know must not keep the others out
            apt(root, "install", name)
    finally:
        if ours:
            subprocess.run([*root, "rm", "-f", POLICY], check=False)


def apt(root: list[str], verb: str, *names: str) -> None:
    """A failing service or mirror shows in what is missing afterwards, so the exit status is not asked."""
    words = ["-y", "--no-install-recommends"] if verb == "install" else []
    command = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", verb, *words, *names]
    wait(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))


def fetch(package: str, folder: Path) -> Path:
    """The npm package, unpacked under `folder`, after its checksum was found right."""
    pinned = json.loads((ROOT / "assets" / "npm.json").read_text())[package]
    run("npm", "pack", "--silent", f"{package}@{pinned['version']}", cwd=folder)
    (archive,) = folder.glob("*.tgz")
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != pinned["sha256"]:
        raise SystemExit(f"[setup] {package}: checksum {found} is not the pinned one; nothing was installed")
    with tarfile.open(archive) as packed:
        packed.extraction_filter = getattr(tarfile, "data_filter", None)  # Debian's 3.11.2 has no filters yet
        packed.extractall(folder)
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


def rare_characters() -> None:
    """HanaMin from Debian, for what Noto lacks; its absence is no error here, `kiosk doctor` tells of it."""
    for path in sorted(HANAZONO.glob("HanaMin*.ttf")):
        shutil.copyfile(path, BUILD / "fonts" / path.name)
    made = sorted((BUILD / "fonts").glob("*.ttf"))
    manifest = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made}
    (BUILD / "fonts" / "MANIFEST.json").write_text(json.dumps(manifest, indent=1) + "\n")


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


def words() -> None:
    say("words: compiled")
    run(str(PYTHON), str(ROOT / "tools" / "compile_words.py"))


def main() -> None:
    npm, merging, icon_names = (
        ROOT / "assets" / "npm.json",
        ROOT / "tools" / "merge_fonts.py",
        ROOT / "assets" / "icons.txt",
    )
    packages = digest([*REQUIREMENTS, ROOT / "pyproject.toml"], str(VENV), sys.version)
    once("python", packages, python_packages, PYTHON, VENV / "bin" / "kiosk", VENV / "made-at")
    once("debian", f"{os.geteuid()} {missing_debian()}", debian_packages)
    faces = [BUILD / "fonts" / f"JiamenkouSans-{weight}.ttf" for weight in ("Regular", "Bold")]
    state = digest([npm, merging])
    once("fonts", state, fonts, *faces)
    rare = sorted(path.name for path in HANAZONO.glob("HanaMin*.ttf"))
    once("rare", f"{state} {rare}", rare_characters, *(BUILD / "fonts" / name for name in [*rare, "MANIFEST.json"]))
    once("icons", digest([npm, icon_names], "tinted"), icons, BUILD / "icons")
    sentences = sorted((ROOT / "assets" / "words").rglob("*.po"))
    once("words", digest(sentences), words, *(BUILD / "words" / f"{language}.json" for language in ("zh", "ko")))


def begin() -> None:
    """The right Python, and one set-up at a time."""
    if sys.version_info[:2] != (3, 11):
        other = shutil.which("python3.11")
        if other and subprocess.run([other, "-V"], capture_output=True, check=False).returncode == 0:
            os.execv(other, [other, *sys.argv])
        if sys.version_info < (3, 11):  # noqa: UP036  an older Python may meet this file
            raise SystemExit(f"[setup] Python 3.11 is needed, this is {sys.version.split()[0]}")
        say(f"note: Python {sys.version.split()[0]}; the project is built for 3.11")
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        main()


if __name__ == "__main__":
    begin()
