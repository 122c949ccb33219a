"""What the first page waits for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Builds, maps and forecasts need them: together they take longer than the first page.
HEAVY = ("pandas", "geopandas", "pyogrio", "statsmodels", "scipy.stats", "pptx")


def test_the_first_page_imports_nothing_that_only_others_need() -> None:
    wanted = [
        ast.unparse(node)
        for name in ("dashboard.py", "pages/overview.py")
        for node in ast.parse((ROOT / name).read_text("utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    code = "\n".join([*wanted, "import sys", f"print({{*{HEAVY}}} & {{*sys.modules}})"])
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "set()"
