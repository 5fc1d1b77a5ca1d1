"""The case that CourtListener is asked for when an alert names it by number only."""

import json

from tests.feed_server import content

CASE_PATH = "/api/rest/v4/dockets/16510274/"
DOCKET = {
    "id": 16510274,
    "court_id": "uscfc",
    "docket_number": "1:19-cv-01796",
    "case_name": "AMAZON WEB SERVICES, INC. v. United States",
    "date_filed": "2019-11-22",
    "absolute_url": "/docket/16510274/amazon-web-services-inc-v-united-states/",
}
CASE = content(json.dumps(DOCKET).encode(), "application/json")
