"""Make the picture in README.md anew: `make screenshot` starts the product in a new folder."""

from pathlib import Path

from e2e.product import chromium, running_product, sign_in

PICTURE = Path(__file__).resolve().parent / "reader.png"


def main() -> None:
    with running_product() as site, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        sign_in(page, site.url, "researcher", site.passwords["researcher"])
        page.get_by_role("link", name="Marlbrook YOT").first.click()
        page.get_by_role("link", name="Denise, after five weeks").click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURE)


if __name__ == "__main__":
    main()
