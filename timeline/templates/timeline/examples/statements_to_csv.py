"""Write every statement on JEDI into statements.csv, which any spreadsheet opens."""

import csv
import json
from urllib.request import urlopen

url = "{{ site_url }}/api/v1/statements/?dispute=jedi&limit=1000"
with open("statements.csv", "w", newline="", encoding="utf-8-sig") as file:
    rows = csv.writer(file)
    rows.writerow(["date", "speaker", "capacity", "stance", "claim", "quote", "page"])
    while url:
        answer = json.load(urlopen(url))
        for one in answer["results"]:
            rows.writerow(
                [
                    one["date"]["text"],
                    one["speaker"]["name"],
                    one["capacity"].get("en", ""),
                    one["stance"],
                    one["claim"]["name"]["en"] if one["claim"] else "",
                    one["quote"]["text"],
                    one["page_url"],
                ]
            )
        url = answer["next"]
