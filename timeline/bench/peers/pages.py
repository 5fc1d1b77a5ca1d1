"""Writes the peers' pages: the same events as a bare list, for vis-timeline and for TimelineJS3, compressed beforehand.

The two libraries come from npm, for the benchmark alone, into the folder of local things.
"""

import gzip
import json
import shutil
import subprocess
from html import escape
from pathlib import Path

from timeline.documents.shapes import Document

PACKAGES = ("@knight-lab/timelinejs", "vis-timeline")
HEAD = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Timeline</title>"
)
LIST_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:1rem auto;padding:0 1rem}"
    "ol{list-style:none;padding:0;border-left:3px solid #357}"
    ".ev{padding:.5rem 0 .5rem 1rem;border-bottom:1px solid #ddd}.ev h3{margin:.1rem 0;font-size:1rem}"
    ".ev p{margin:.2rem 0}time{font-weight:600}.k{color:#555}"
)
VIS = (
    '<link rel="stylesheet" href="vis/vis.css"><div id="t"></div><script src="vis/vis.js"></script><script>'
    "fetch('vis-{n}.json').then(r=>r.json()).then(d=>{{new vis.Timeline(document.getElementById('t'),"
    "new vis.DataSet(d),{{type:'point',verticalScroll:true,maxHeight:'100vh',"
    "onInitialDrawComplete:()=>{{window.libReady=1}}}})}})</script>"
)
TIMELINEJS = (
    '<link rel="stylesheet" href="tl/css/timeline.css"><style>html,body{{margin:0;height:100%}}</style>'
    '<div id="t" style="width:100%;height:100vh"></div><script src="tl/js/timeline.js"></script><script>'
    "fetch('tl-{n}.json').then(r=>r.json()).then(d=>{{const t=new TL.Timeline('t',d,{{font:null,"
    "hash_bookmark:false}});t.on('ready',()=>{{window.libReady=1}})}})</script>"
)


class NoPeers(RuntimeError):
    """The libraries could not be installed; the message says why."""


def install(folder: Path, *, fetch: bool = True) -> Path:
    """Install the libraries with npm if they are not there and may be fetched; return their folder; raises NoPeers."""
    modules = folder / "node_modules"
    if not all((modules / name).is_dir() for name in PACKAGES):
        npm = shutil.which("npm") if fetch else None
        if npm is None:
            raise NoPeers("vis-timeline and TimelineJS3 are not here, and there is no npm to fetch them with")
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            raise NoPeers(f"npm: {done.stderr.strip()[-200:]}")
    return modules


def write_list(folder: Path, events: list[Document]) -> None:
    """Write the bare list with date, kind, title, summary, parties and sources of every event."""
    rows = "".join(map(_item, events))
    page = f"{HEAD}<style>{LIST_STYLE}</style><h1>Timeline of {len(events)} events</h1><ol>\n{rows}</ol>"
    _write(folder / f"list-{len(events)}.html", page)


def write_libraries(folder: Path, modules: Path, events: list[Document]) -> None:
    """Write the pages of both libraries with their files and data."""
    n = len(events)
    built = modules / "@knight-lab" / "timelinejs" / "dist"
    for part in ("js", "css"):
        shutil.copytree(built / part, folder / "tl" / part, dirs_exist_ok=True)
    (folder / "vis").mkdir(exist_ok=True)
    vis = modules / "vis-timeline"
    shutil.copy(vis / "standalone" / "umd" / "vis-timeline-graph2d.min.js", folder / "vis" / "vis.js")
    shutil.copy(vis / "styles" / "vis-timeline-graph2d.min.css", folder / "vis" / "vis.css")
    _write(folder / f"vis-{n}.json", json.dumps([_point(event) for event in events]))
    _write(folder / f"vis-{n}.html", HEAD + VIS.format(n=n))
    _write(folder / f"tl-{n}.json", json.dumps({"events": [_slide(event) for event in events]}))
    _write(folder / f"tl-{n}.html", HEAD + TIMELINEJS.format(n=n))


def _item(event: Document) -> str:
    cites = " ".join(
        f'<a href="{escape(one["source"]["url"])}">{escape(one["source"]["publisher"])}: '
        f"{escape(one['source']['name'])}</a>"
        for one in event["citations"]
    )
    who = ", ".join(f"{escape(row['party']['name'])} ({row['role']})" for row in event["parties"])
    day = event["date"]["text"]
    return (
        f'<li class="ev" id="e{event["id"]}"><time datetime="{day}">{day}</time> <span class="k">{event["type"]}</span>'
        f"<h3>{escape(event['title']['en'])}</h3><p>{escape(event['summary']['en'])}</p><p>{who}</p><p>{cites}</p></li>\n"
    )


def _point(event: Document) -> Document:
    title = f"{escape(event['summary']['en'])} {' '.join(one['source']['url'] for one in event['citations'])}"
    return {
        "id": event["id"],
        "start": event["date"]["text"],
        "content": escape(event["title"]["en"]),
        "title": title,
    }


def _slide(event: Document) -> Document:
    year, month, day = map(int, event["date"]["text"].split("-"))
    cites = " ".join(f'<a href="{one["source"]["url"]}">{one["source"]["name"]}</a>' for one in event["citations"])
    return {
        "unique_id": event["id"],
        "group": event["type"],
        "start_date": {"year": year, "month": month, "day": day},
        "text": {
            "headline": escape(event["title"]["en"]),
            "text": f"<p>{escape(event['summary']['en'])}</p><p>{cites}</p>",
        },
    }


def _write(path: Path, text: str) -> None:
    path.write_text(text)
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(text.encode(), 6, mtime=0))
