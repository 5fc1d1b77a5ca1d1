"""The pages for citing and comparing in a real browser: no overflow, no error, at every width."""

from playwright.sync_api import Browser


def test_citing_and_comparing_fit_every_width_and_raise_no_error(browser: Browser, site: str):
    problems = []
    for width, scheme in ((360, "light"), (768, "dark"), (1280, "light")):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        for path in ("/cite/100/", "/compare/?from=protest"):
            response = page.goto(site + path)
            assert response is not None
            assert response.status == 200
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if wide > 0:
                problems.append(f"{path} at {width}px is {wide}px too wide")
        page.close()
    assert problems == []
