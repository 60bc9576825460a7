#!/usr/bin/env python3
"""What the program does on a terminal, and does not do elsewhere: colours, the line of progress,
an EPUB that nobody wants to see.  usage: terminal.py PROGRAM"""
import os
import pty
import subprocess
import sys
import tempfile
import threading
import time

program = os.path.realpath(sys.argv[1])
folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)
failed = 0
TEXT = b"---\ntitle: T\nlang: en\ndate: 2026\n---\n# A\n\n"


def run(arguments, text=TEXT, terminal="err", delay=0.0, **variables):
    """Status, standard output and error; one of them is a terminal. The text comes after delay."""
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CLICOLOR_FORCE")}
    environment.update({"TERM": "xterm"}, **variables)
    master, slave = pty.openpty()
    seen = []

    def watch():
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:
                return
            if not part:
                return
            seen.append(part)

    pipe = subprocess.PIPE
    child = subprocess.Popen([program] + arguments, env=environment, stdin=pipe,
                             stdout=slave if terminal == "out" else pipe,
                             stderr=slave if terminal == "err" else pipe)
    os.close(slave)
    watcher = threading.Thread(target=watch)
    watcher.start()
    time.sleep(delay)
    out, err = child.communicate(text)
    watcher.join()
    os.close(master)
    shown = b"".join(seen)
    return child.returncode, out if terminal != "out" else shown, err if terminal != "err" else shown


def check(right, what, got):
    global failed
    if not right:
        print(f"{what}: {got}")
        failed = 1


wrong = TEXT + b"[x](gone.md)\n"
red = b"\x1b[1;31merror:\x1b[0m"
got = run(["build", "-"], wrong)
check(got[0] == 1 and red in got[2], "colours on a terminal", got)
for variables in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
    got = run(["build", "-"], wrong, **variables)
    check(got[0] == 1 and b"\x1b" not in got[2], f"no colours with {variables}", got)
got = run(["build", "-"], wrong, NO_COLOR="")
check(red in got[2], "NO_COLOR that is empty", got)
got = run(["build", "-"], wrong, terminal="none", CLICOLOR_FORCE="1")
check(got[0] == 1 and b"\x1b" not in got[2], "no colours into a pipe", got)
got = run(["build", "-", "--color", "always"], wrong, terminal="none")
check(red in got[2], "colours on demand", got)

got = run(["build", "-", "-o", "-"], terminal="out")
check(got[0] == 2 and got[1] == b"" and b"terminal" in got[2], "no EPUB for a terminal", got)
got = run(["build", "-", "-o", "-"])
check(got[0] == 0 and got[1][:2] == b"PK" and got[2] == b"", "an EPUB for a pipe", got)

clear = b"\r\x1b[K"
got = run(["build", "-"], wrong, delay=1.6)
check(clear + b"octavo: reading, 1 s" in got[2], "progress after a second", got)
check(b"\n" not in got[2].split(b"error:")[0], "progress is one line", got)
check(got[2].split(b"<stdin>")[0].endswith(clear), "progress is gone before messages", got)
got = run(["build", "-"], delay=1.6)
check(got[0] == 0 and got[1] == b"t.epub\n" and got[2].endswith(clear), "progress is gone", got)
got = run(["build", "-"])
check(got[2] == b"", "no progress of quick work", got)
for arguments, terminal, term in ((["-q"], "err", "xterm"), ([], "none", "xterm"), ([], "err", "dumb")):
    got = run(["build", "-"] + arguments, terminal=terminal, delay=1.3, TERM=term)
    check(got[0] == 0 and got[2] == b"", f"no progress: {arguments} {terminal} {term}", got)
sys.exit(failed)
