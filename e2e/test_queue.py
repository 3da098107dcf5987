"""Jobs are done once, whatever happens to the workers and to Redis; people do not notice."""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from .inside import (
    children,
    eventually,
    frozen,
    is_alive,
    kill,
    redis_pid,
    rows,
    service,
    sign_in,
    stopped,
    value,
)
from .product import Site, start_product, stop_product

FILES = 150
DISTANCES = itertools.count(1)
MOST_ATTEMPTS = 5
OVER = ("done", "failed", "cancelled")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A product of this file's own: its parts get killed."""
    var = Path(tempfile.mkdtemp(prefix="yotcoder-e2e-"))
    started = start_product(var)
    yield started
    stop_product(started)
    shutil.rmtree(var, ignore_errors=True)


def pool_processes(site: Site) -> list[int]:
    return list(children(service(site, "celery")))


def worker(site: Site) -> list[int]:
    return [service(site, "celery")]


# Imports -------------------------------------------------------------------------------------


def dropped(client: httpx.Client, name: str) -> int:
    """A batch of FILES files that waits for its dry run."""
    files = [
        ("documents", (f"{name}-{n:03}.txt", f"{name} {n}\n\nA second paragraph.\n".encode()))
        for n in range(FILES)
    ]
    answer = client.post("/projects/1/import/", files=files)
    assert answer.status_code == 302, answer.text
    return int(answer.headers["Location"].strip("/").split("/")[-1])


def import_status(site: Site, batch: int) -> str:
    return value(site, "SELECT status FROM fieldnotes_importbatch WHERE id = %s", batch)


def imported(site: Site, batch: int) -> int:
    return value(site, "SELECT count(*) FROM fieldnotes_document WHERE batch_id = %s", batch)


def checked(site: Site, client: httpx.Client, name: str) -> int:
    batch = dropped(client, name)
    eventually(lambda: import_status(site, batch) == "done")
    return batch


def confirm(client: httpx.Client, batch: int) -> None:
    assert client.post(f"/import/{batch}/confirm/").status_code == 302


@pytest.mark.parametrize("victims", [pool_processes, worker])
def test_an_import_goes_on_after_a_kill(site: Site, victims: Callable[[Site], list[int]]) -> None:
    client = sign_in(site, "admin")
    batch = checked(site, client, victims.__name__)
    confirm(client, batch)
    eventually(lambda: imported(site, batch) >= 20)
    with frozen(site, "fieldnotes_document"):
        killed = victims(site)
        orphans = [child for pid in killed for child in children(pid)]
        kill(*killed)
    eventually(lambda: import_status(site, batch) in OVER)
    assert not [pid for pid in orphans if is_alive(pid)]

    assert import_status(site, batch) == "done"
    items = rows(
        site,
        "SELECT i.name, d.source_name FROM fieldnotes_importitem i "
        "JOIN fieldnotes_document d ON d.id = i.document_id WHERE i.batch_id = %s",
        batch,
    )
    names = {f"{victims.__name__}-{n:03}.txt" for n in range(FILES)}
    assert len(items) == FILES == imported(site, batch)
    assert {name for name, _ in items} == {source for _, source in items} == names

    again = checked(site, client, victims.__name__)
    confirm(client, again)
    eventually(lambda: import_status(site, again) == "done")
    assert imported(site, again) == 0


def test_a_file_that_met_a_broken_connection_is_not_refused(site: Site) -> None:
    client = sign_in(site, "admin")
    batch = checked(site, client, "connection")
    confirm(client, batch)
    eventually(lambda: imported(site, batch) >= 20)
    with frozen(site, "fieldnotes_document"):
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE %s"
        eventually(lambda: rows(site, cut, 'INSERT INTO "fieldnotes_document"%'))
    eventually(lambda: import_status(site, batch) in OVER)
    assert import_status(site, batch) == "done"
    assert imported(site, batch) == FILES


def test_a_cancelled_import_keeps_what_it_has(site: Site) -> None:
    client = sign_in(site, "admin")
    batch = checked(site, client, "cancelled")
    confirm(client, batch)
    eventually(lambda: imported(site, batch) >= 20)
    with stopped(*pool_processes(site)):
        assert client.post(f"/import/{batch}/cancel/").status_code == 302
    eventually(lambda: import_status(site, batch) in OVER)
    assert import_status(site, batch) == "cancelled"
    with_document = (
        "SELECT count(*) FROM fieldnotes_importitem WHERE batch_id = %s AND document_id IS NOT NULL"
    )
    assert 20 <= imported(site, batch) == value(site, with_document, batch) < FILES


# Reports -------------------------------------------------------------------------------------


def ask(client: httpx.Client, base: str = "") -> int:
    """A report; without a base one that nobody asked for before, so that it is computed."""
    base = base or f"near:{next(DISTANCES)}"
    answer = client.post("/api/projects/1/reports", json={"base": base})
    assert answer.status_code == 202, answer.text
    return int(answer.json()["id"])


def report_status(site: Site, report: int) -> str:
    return value(site, "SELECT status FROM coding_report WHERE id = %s", report)


@pytest.mark.parametrize("victims", [pool_processes, worker])
def test_a_report_is_finished_after_a_kill(
    site: Site, victims: Callable[[Site], list[int]]
) -> None:
    client = sign_in(site, "supervisor")
    with frozen(site, "coding_segmentblock"):
        report = ask(client)
        eventually(lambda: report_status(site, report) == "running")
        kill(*victims(site))
    eventually(lambda: report_status(site, report) in OVER)
    finished = client.get(f"/api/reports/{report}").json()
    assert finished["status"] == "done" and finished["rows"]


def test_a_report_that_takes_long_is_not_taken_for_lost(site: Site) -> None:
    client = sign_in(site, "supervisor")
    heartbeat = "SELECT heartbeat_at > started_at + interval '6 s' FROM coding_report WHERE id = %s"
    with frozen(site, "coding_segmentblock"):
        report = ask(client)
        eventually(lambda: value(site, heartbeat, report))
    eventually(lambda: report_status(site, report) in OVER)
    assert report_status(site, report) == "done"
    assert value(site, "SELECT attempts FROM coding_report WHERE id = %s", report) == 1


def test_a_report_that_kills_its_worker_each_time_is_given_up(site: Site) -> None:
    client = sign_in(site, "supervisor")
    attempts = "SELECT attempts FROM coding_report WHERE id = %s"
    with frozen(site, "coding_segmentblock"):
        report = ask(client)
        for attempt in range(1, MOST_ATTEMPTS + 1):
            eventually(lambda attempt=attempt: value(site, attempts, report) == attempt)
            kill(*pool_processes(site))
        eventually(lambda: report_status(site, report) in OVER)
    answer = client.get(f"/api/reports/{report}").json()
    assert answer["status"] == "failed"
    assert f"{MOST_ATTEMPTS} attempts" in answer["error"]


def test_two_who_ask_the_same_at_once_share_one_report(site: Site) -> None:
    clients = [sign_in(site, name) for name in ("supervisor", "admin") * 2]
    base = f"near:{next(DISTANCES)}"
    with frozen(site, "coding_segmentblock"):
        with ThreadPoolExecutor(len(clients)) as threads:
            asked = set(threads.map(lambda client: ask(client, base), clients))
        (report,) = asked
        eventually(lambda: report_status(site, report) == "running")
        assert ask(clients[0], base) == report
        kill(*pool_processes(site))
    eventually(lambda: report_status(site, report) in OVER)
    assert report_status(site, report) == "done"
    assert ask(clients[1], base) == report
    count = "SELECT count(*) FROM coding_report WHERE parameters->>'base' = %s"
    assert value(site, count, base) == 1


def test_a_report_is_cancelled_while_it_is_computed(site: Site) -> None:
    client = sign_in(site, "supervisor")
    with frozen(site, "coding_segmentblock"):
        base = f"near:{next(DISTANCES)}"
        report = ask(client, base)
        eventually(lambda: report_status(site, report) == "running")
        assert client.post(f"/reports/{report}/cancel/").status_code == 302
        other = ask(client, base)  # who wants it now does not get the one that ends
        assert other != report
    eventually(lambda: report_status(site, report) in OVER)
    assert report_status(site, report) == "cancelled"
    eventually(lambda: report_status(site, other) in OVER)
    assert report_status(site, other) == "done"


def test_one_long_report_leaves_the_way_to_other_work(site: Site) -> None:
    client = sign_in(site, "supervisor")
    with frozen(site, "coding_segmentblock"):
        long = ask(client)
        eventually(lambda: report_status(site, long) == "running")
        batch = dropped(sign_in(site, "admin"), "beside-a-report")
        eventually(lambda: import_status(site, batch) == "done")
        assert report_status(site, long) == "running"
    eventually(lambda: report_status(site, long) == "done")


# Redis ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["slow", "gone"])
def test_people_work_on_without_redis(site: Site, state: str) -> None:
    client = sign_in(site, "supervisor")
    client.timeout = httpx.Timeout(5)
    ask_code = "SELECT min(id) FROM coding_code WHERE NOT retired"
    length = {"slow": 300, "gone": 301}[state]
    body = {"start": 0, "end": length, "codes": [value(site, ask_code)]}
    redis = redis_pid(site)
    # The supervisor stands still, too: it would have a new Redis up within two seconds.
    with stopped(site.process.pid):
        if state == "gone":
            kill(redis)
        with stopped(*[redis] if state == "slow" else []):
            sign_in(site, "researcher").get("/", timeout=5).raise_for_status()
            client.get("/documents/1/").raise_for_status()
            assert client.post("/api/documents/1/segments", json=body).status_code == 201
            report = ask(client)
            client.get(f"/reports/{report}/").raise_for_status()
            assert report_status(site, report) == "queued"
    for _ in range(2):
        site.manage("shell", "-c", "from yotcoder.tasks import sweep; sweep()")
    eventually(lambda: report_status(site, report) in OVER)
    finished = client.get(f"/api/reports/{report}").json()
    assert finished["status"] == "done" and finished["rows"]
    assert value(site, "SELECT attempts FROM coding_report WHERE id = %s", report) == 1
