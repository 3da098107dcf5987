"""What was answered with 201 is there, whatever dies afterwards; nothing is doubled."""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from .inside import (
    assert_gapless_log,
    eventually,
    family,
    kill,
    postgres_pid,
    rows,
    service,
    sign_in,
    value,
)
from .product import Site, start_product, stop_product

PEOPLE = ["researcher", "researcher2", "supervisor", "admin"]
DOCUMENT = 1


class Passage(NamedTuple):
    start: int
    end: int
    code: int


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A product of this file's own: its parts get killed."""
    var = Path(tempfile.mkdtemp(prefix="yotcoder-e2e-"))
    started = start_product(var)
    yield started
    stop_product(started)
    shutil.rmtree(var, ignore_errors=True)


def tag(client: httpx.Client, passage: Passage) -> int:
    """Status of the answer; 0 when none came."""
    body = {"start": passage.start, "end": passage.end, "codes": [passage.code]}
    try:
        return client.post(f"/api/documents/{DOCUMENT}/segments", json=body).status_code
    except httpx.TransportError:
        return 0


def new_passages(site: Site, count: int, lane: int = 0) -> list[Passage]:
    """Passages that the sample has not coded; each lane has a length of its own."""
    code = value(site, "SELECT min(id) FROM coding_code WHERE NOT retired")
    return [Passage(at, at + 200 + lane, code) for at in range(count)]


def stored(site: Site, username: str) -> list[Passage]:
    found = rows(
        site,
        'SELECT start, "end", code_id FROM coding_codedsegment s JOIN fieldnotes_user u '
        "ON u.id = s.coder_id WHERE s.document_id = %s AND u.username = %s",
        DOCUMENT,
        username,
    )
    return [Passage(*row) for row in found]


def test_a_tag_outlives_the_web_server(site: Site) -> None:
    (passage,) = new_passages(site, 1)
    client = sign_in(site, "researcher")
    assert tag(client, passage) == 201
    killed = family(service(site, "gunicorn"))
    kill(*killed)
    eventually(lambda: tag(client, passage) == 200)  # the same session; the segment is there
    assert service(site, "gunicorn") not in killed
    assert stored(site, "researcher").count(passage) == 1
    assert_gapless_log(site, DOCUMENT)


def test_eight_clients_at_once_lose_and_double_nothing(site: Site) -> None:
    """Each person works in two browsers that send the same, and sends every fifth tag again."""
    already = {name: stored(site, name) for name in PEOPLE}
    lanes = {name: new_passages(site, 20, lane) for lane, name in enumerate(PEOPLE, start=1)}
    revision = "SELECT revision FROM fieldnotes_document WHERE id = %s"
    before = value(site, revision, DOCUMENT)

    def work(name: str) -> list[int]:
        client = sign_in(site, name)
        answers = []
        for number, passage in enumerate(lanes[name]):
            repeats = 2 if number % 4 == 0 else 1
            answers += [tag(client, passage) for _ in range(repeats)]
        return answers

    with ThreadPoolExecutor(8) as threads:
        answers = [answer for worked in threads.map(work, PEOPLE * 2) for answer in worked]
    assert len(answers) == 8 * 25
    assert answers.count(201) == sum(len(lane) for lane in lanes.values())
    assert answers.count(200) == len(answers) - answers.count(201)
    for name in PEOPLE:
        assert sorted(stored(site, name)) == sorted(already[name] + lanes[name])
    assert value(site, revision, DOCUMENT) == before + answers.count(201)
    assert_gapless_log(site, DOCUMENT)


def test_tags_outlive_the_database_server(site: Site) -> None:
    lanes = {name: new_passages(site, 60, lane) for lane, name in enumerate(PEOPLE, start=10)}
    acknowledged: dict[str, list[Passage]] = {name: [] for name in PEOPLE}
    under_way = threading.Barrier(len(PEOPLE) + 1)

    def work(name: str) -> None:
        client = sign_in(site, name)
        for number, passage in enumerate(lanes[name]):
            if number == 15:
                under_way.wait()
            eventually(lambda passage=passage: tag(client, passage) in (200, 201))
            acknowledged[name].append(passage)

    with ThreadPoolExecutor(len(PEOPLE)) as threads:
        work_done = [threads.submit(work, name) for name in PEOPLE]
        under_way.wait()
        before = postgres_pid(site)
        kill(before)
        for done in work_done:
            done.result()
    assert postgres_pid(site) != before
    for name in PEOPLE:
        found = stored(site, name)
        assert acknowledged[name] == lanes[name]
        assert [found.count(passage) for passage in lanes[name]] == [1] * len(lanes[name])
    assert_gapless_log(site, DOCUMENT)
