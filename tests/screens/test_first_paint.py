"""Before the first paint nothing but QtWidgets and the standard library is loaded."""

import subprocess
import sys

HEAVY = ("sqlalchemy", "requests", "reportlab", "escpos", "pypinyin", "msgspec", "babel", "litestar", "PIL")
SCRIPT = """
import sys, os
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
import kiosk.counter
from kiosk.settings import Settings
from kiosk import screens
settings = Settings.read({{"KIOSK_HOME": sys.argv[1]}})
app = screens.application(settings)
print([name for name in {heavy!r} if name in sys.modules])
"""


def test_nothing_heavy_is_loaded(tmp_path: object) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(heavy=HEAVY), str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"
