"""The receiver that the page for journalists prints: run as printed, it takes what is ours and nothing else."""

import html
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.utils import timezone

from tests.factories import make_dispute, make_event
from tests.timeline.webhooks.conftest import work
from timeline import webhooks
from timeline.models import Webhook
from timeline.publishing import publish
from timeline.webhook_states import MessageState, WebhookState
from timeline.webhooks.signing import secret_of

pytestmark = pytest.mark.django_db
PRINTED = re.compile(r'<pre data-example="receive.py"><code>(.*?)</code></pre>', re.DOTALL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("page", ["/for-journalists/", "/de/for-journalists/"])
def test_the_printed_receiver_answers_the_challenge_and_takes_each_message_once(
    client, follow, settings, tmp_path, page
):
    dispute = make_dispute(slug="jedi", name="JEDI")
    publish([dispute])
    port = free_port()
    settings.WEBHOOK_ALLOW_HOSTS = [f"127.0.0.1:{port}"]
    row = follow(url=f"http://127.0.0.1:{port}/", state="confirmed", answered_at=None, kinds=["published"])
    [printed] = PRINTED.findall(client.get(page).content.decode())
    (tmp_path / "receive.py").write_text(html.unescape(printed))
    env = {**os.environ, "WEBHOOK_SECRET": secret_of(row), "PORT": str(port)}
    command = [sys.executable, "receive.py"]
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True) as receiver:
        try:
            wait_for(port)
            webhooks.challenge(row, now=timezone.now())
            work(timezone.now())
            assert Webhook.objects.get().state == WebhookState.ACTIVE
            event = make_event(dispute=dispute)
            publish([event])
            work(timezone.now())
            row.messages.update(state=MessageState.WAITING, due_at=timezone.now())
            work(timezone.now())
            assert row.messages.get(seq__isnull=False).tries.count() == 2
            assert forged(port) == 401
        finally:
            receiver.terminate()
        said = receiver.stdout.read() if receiver.stdout else ""
    assert said.split()[0] == "event.published"
    assert event.public_id in said
    assert len(said.splitlines()) == 1, "the second time it is known"


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the receiver did not start")


def forged(port: int) -> int:
    headers = {"webhook-id": "msg_1", "webhook-timestamp": str(int(time.time())), "webhook-signature": "v1,AAAA"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", b'{"type":"event.published"}', headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=5)  # noqa: S310 - our own receiver
    with refused.value as answer:
        return answer.code
