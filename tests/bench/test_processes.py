from __future__ import annotations

import os
import subprocess
import sys

from bench import processes


def test_cpu_seconds_rise_with_work():
    own = [os.getpid()]
    before = processes.cpu_seconds(own)
    while processes.cpu_seconds(own) < before + 0.05:
        processes.yardstick()
    assert processes.cpu_seconds(own) >= before + 0.05


def test_the_tree_holds_children_and_their_children():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as child:
        while len(processes.tree(child.pid)) < 2:
            pass
        found = processes.tree(child.pid)
        mine = processes.tree(os.getpid())
        assert child.stdin is not None
        child.stdin.write(b"\n")
        child.stdin.close()
    assert (found[0], len(found), set(found) <= set(mine)) == (child.pid, 2, True)


def test_memory_of_this_process_and_of_none():
    assert processes.memory(os.getpid()) > 10
    assert processes.memory(2**22 + 1) == 0


def test_written_bytes_are_counted(tmp_path):
    before = processes.bytes_written([os.getpid()])
    with (tmp_path / "file").open("wb", buffering=0) as file:
        file.write(b"x" * 100_000)
    assert processes.bytes_written([os.getpid()]) - before >= 100_000


def test_processes_are_found_by_their_name():
    with subprocess.Popen(["sleep", "60"]) as child:
        while child.pid not in processes.named("sleep"):
            pass
        child.kill()
