"""Make the picture in README.md anew: `make screenshot` starts the product in a new folder."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "reader.png"
PORT = 8765
URL = f"http://127.0.0.1:{PORT}"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "manage.py", "up", "--port", str(PORT)]
        environment = os.environ | {"YOTCODER_VAR": folder}
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        ) as product:
            try:
                take(_researchers_password(product))
            finally:
                product.send_signal(signal.SIGINT)
                product.communicate()


def take(password: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{URL}/login/")
        page.get_by_label("Username").fill("researcher")
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        _open_a_document(page)
        page.screenshot(path=PICTURE)
        browser.close()


def _open_a_document(page: Page) -> None:
    page.get_by_role("link", name="Marlbrook YOT").first.click()
    page.get_by_role("link", name="Denise, after five weeks").click()
    page.wait_for_load_state("networkidle")


def _researchers_password(product: "subprocess.Popen[str]") -> str:
    password = ""
    for line in product.stdout or ():
        if found := re.match(r"\s+Researcher\s+researcher\s+(\S+)$", line):
            password = found[1]
        if "Ctrl-C" in line:
            break
    return password


if __name__ == "__main__":
    main()
