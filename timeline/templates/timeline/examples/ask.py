"""Ask your own copy: the rulings on JEDI, by day, with who took part."""

import json
import sqlite3

copy = sqlite3.connect("record.db")
events = [json.loads(text) for (text,) in copy.execute("SELECT document FROM documents WHERE object = 'event'")]
rulings = [one for one in events if one["type"] == "ruling" and one["dispute"]["id"] == "jedi"]
for one in sorted(rulings, key=lambda one: one["date"]["earliest"]):
    parties = ", ".join(row["party"]["name"] for row in one["parties"])
    print(one["date"]["text"], one["title"]["en"], f"({parties})" if parties else "")
