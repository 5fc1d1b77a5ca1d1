"""Keep a complete copy of the record in record.db. Run it again and again, or once as `follow.py live`."""

import json
import sqlite3
import sys
import time
from http.client import HTTPException
from urllib.request import Request, urlopen

SITE = "{{ site_url }}"
copy = sqlite3.connect("record.db")
copy.execute("CREATE TABLE IF NOT EXISTS documents (object, id, seq, document, PRIMARY KEY (object, id))")
copy.execute("CREATE TABLE IF NOT EXISTS place (since)")
place = copy.execute("SELECT max(since) FROM place").fetchone()[0] or 0

def apply(changes, since):
    with copy:  # all of it and where it ends, or nothing: stop this program whenever you like
        for change in changes:
            name = (change["object"], change["id"])
            copy.execute("DELETE FROM documents WHERE object = ? AND id = ?", name)
            if not change["removed"]:
                row = (*name, change["seq"], json.dumps(change["document"]))
                copy.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", row)
        copy.execute("DELETE FROM place")
        copy.execute("INSERT INTO place VALUES (?)", (since,))
    return since

answer = {"next": "the first"}
while answer["next"]:
    answer = json.load(urlopen(f"{SITE}/api/v1/changes/?since={place}&limit=1000", timeout=60))
    place = apply(answer["results"], answer["next_since"])
print(copy.execute("SELECT count(*) FROM documents").fetchone()[0], "documents", flush=True)
while "live" in sys.argv:  # a stream ends now and then, and is opened again where it was
    try:
        asked = Request(f"{SITE}/streams/changes/?since={place}", headers={"Accept": "text/event-stream"})
        for line in urlopen(asked, timeout=60):
            if line.startswith(b"data: "):
                place = apply([json.loads(line[6:])], json.loads(line[6:])["seq"])
    except (OSError, HTTPException):
        time.sleep(5)
