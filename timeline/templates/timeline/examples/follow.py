"""Keep a complete copy of the record in record.db; run it as often as you like."""

import json
import sqlite3
from urllib.request import urlopen

copy = sqlite3.connect("record.db")
copy.execute("CREATE TABLE IF NOT EXISTS documents (object, id, seq, document, PRIMARY KEY (object, id))")
copy.execute("CREATE TABLE IF NOT EXISTS place (since)")
since = (copy.execute("SELECT max(since) FROM place").fetchone()[0]) or 0

url = f"{{ site_url }}/api/v1/changes/?since={since}&limit=1000"
while url:
    answer = json.load(urlopen(url))
    with copy:  # all of one answer, or nothing of it
        for change in answer["results"]:
            name = (change["object"], change["id"])
            copy.execute("DELETE FROM documents WHERE object = ? AND id = ?", name)
            if not change["removed"]:
                document = json.dumps(change["document"])
                copy.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", (*name, change["seq"], document))
        copy.execute("DELETE FROM place")
        copy.execute("INSERT INTO place VALUES (?)", (answer["next_since"],))
    url = answer["next"]

print(copy.execute("SELECT count(*) FROM documents").fetchone()[0], "documents")
