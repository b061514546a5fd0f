"""The review desk in a real browser: a reviewer sees the papers, decides, and is told why when she may not."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import Select, WebDriverWait

from kiosk.desk import accepting
from sync.centre.review import ReviewDesk
from tests.desk_at_hand import CLERK, an_application
from tests.processes import Town
from tests.sync.town_at_hand import Village


@pytest.fixture
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    flags = "headless=new no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-sync"
    for flag in [*flags.split(), "disable-component-update", "window-size=1100,900"]:
        options.add_argument(f"--{flag}")
    options.add_argument(f"--user-data-dir={tempfile.mkdtemp(prefix='chromium-')}")
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    yield driver
    driver.quit()


def button(browser: webdriver.Chrome, kind: str) -> None:
    """Presses a button and waits for the page that answers."""
    old = browser.find_element(By.ID, f"do-{kind}")
    old.click()
    WebDriverWait(browser, 10).until(staleness_of(old))


@pytest.mark.needs("chromium", "chromium-driver")
def test_a_case_is_reviewed_suspended_extended_decided_and_closed(browser: webdriver.Chrome, tmp_path: Path) -> None:
    town = Town(tmp_path / "home")
    try:
        with town.counter() as counter:
            number = accepting.accept(counter.tools, counter.clerk, an_application("YJ-MZ-001")).case.number
        town.open_centre()
        town.sync()
        address = town.settings.centre_address()
        browser.get(f"{address}/review")
        assert "王**" in browser.page_source and "王建国" not in browser.page_source
        browser.find_element(By.PARTIAL_LINK_TEXT, "YJ001001-01A").click()
        assert "居民身份证" in browser.page_source and "已核验" in browser.page_source
        button(browser, "review_begun")
        assert "审查中" in browser.find_element(By.ID, "state").text
        button(browser, "decided")
        assert "已决定" in browser.find_element(By.ID, "state").text
        browser.find_element(By.NAME, "result").send_keys("延民低保示例1号")
        button(browser, "closed")
        assert "已办结" in browser.find_element(By.ID, "state").text
        town.sync()
        cases = town.json("kiosk", "status", "--json")["cases"]
        assert [(one["number"], one["state"], one["where"]) for one in cases] == [(number, "closed", "taken")]
    finally:
        town.close()


@pytest.mark.needs("chromium", "chromium-driver")
def test_a_no_without_a_reason_is_refused_in_words(browser: webdriver.Chrome, tmp_path: Path) -> None:
    town = Town(tmp_path / "home")
    try:
        with town.counter() as counter:
            number = accepting.accept(counter.tools, counter.clerk, an_application("YJ-MZ-001")).case.number
        town.open_centre()
        town.sync()
        browser.get(f"{town.settings.centre_address()}/review/{number}")
        form = browser.find_element(By.ID, "do-decided").find_element(By.XPATH, "./ancestor::form")
        Select(form.find_element(By.NAME, "granted")).select_by_value("no")
        button(browser, "decided")
        assert "理由" in browser.find_element(By.ID, "message").text
        assert "已受理" in browser.find_element(By.ID, "state").text
    finally:
        town.close()


def test_what_a_person_wrote_is_escaped_and_a_foreign_form_changes_nothing(tmp_path: Path) -> None:
    village = Village(tmp_path)
    application = an_application("YJ-MZ-001")
    sly = {**application.answers, "applicant_name": "<script>alert(1)</script>"}
    done = accepting.accept(
        village.desk,
        CLERK,
        accepting.Application("YJ-MZ-001", "onsite", sly, application.papers, application.way_details),
    )
    village.agent.until_quiet()
    desk = ReviewDesk(village.centre)
    page = desk.case(done.case.number)
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "已过期" in desk.act(done.case.number, "review_begun", {"token": "guess"})
    assert 'id="state">审查中' not in desk.case(done.case.number)
    assert 'id="state">审查中' in desk.act(done.case.number, "review_begun", {"token": desk.token})
    for kind, form in (("suspended", {"procedure": "survey", "expected_days": "x"}), ("extended", {"days": "99999"})):
        assert 'class="no"' in desk.act(done.case.number, kind, {**form, "token": desk.token, "reason": "r"})
    village.close()
