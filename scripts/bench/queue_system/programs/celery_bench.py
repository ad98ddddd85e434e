"""Celery: the app of its worker, and `send` as the other systems have it (see protocol.mjs)."""
import json
import os
import sys
import time

from celery import Celery

app = Celery("celery_bench", broker=os.environ["BROKER"])


def now():
    return time.time() * 1000


@app.task(name="noop", ignore_result=True)
def noop(job_id):
    line = {"mark": "body", "id": job_id, "step": 0, "at": now()}
    os.write(1, (json.dumps(line, separators=(",", ":")) + "\n").encode())


def answer(value):
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    for line in sys.stdin:
        command, sent = json.loads(line), now()
        if "send" in command:
            noop.apply_async((command["send"],))
            answer({"id": command["send"], "sent": sent, "acked": now()})
        else:
            for i in range(command["burst"]):
                noop.apply_async((f"{command['prefix']}{i}",))
            answer({"burst": now() - sent})
