import base64, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, HTTPServer

SECRET = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
seen = set()  # keep these in your database


def is_ours(headers, body):
    """Check the time first, then every signature: while a secret is replaced there are two."""
    number, second = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not second.isdigit() or abs(time.time() - int(second)) > 300:
        return False
    digest = hmac.digest(SECRET, f"{number}.{second}.".encode() + body, "sha256")
    expected = b"v1," + base64.b64encode(digest)
    given = headers.get("webhook-signature", "").encode().split()
    return any(hmac.compare_digest(expected, one) for one in given)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        if not is_ours(self.headers, body):
            return self.answer(401)
        message = json.loads(body)
        if message["type"] == "webhook.challenge":
            return self.answer(200, message["data"]["challenge"])
        if self.headers["webhook-id"] not in seen:  # the same message may come again
            seen.add(self.headers["webhook-id"])
            print(message["type"], message["data"].get("page_url", ""), flush=True)
        return self.answer(200)

    def answer(self, status, words=""):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(words.encode())


HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Receiver).serve_forever()
