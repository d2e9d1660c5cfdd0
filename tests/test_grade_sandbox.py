"""What a learner's process cannot do in the sandbox, what it still can, and what each layer gives alone.

Every probe runs in a process tree of its own: a nursery that is started for it, and an examinee that the nursery forks.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from utils.grade import sandbox
from utils.grade.sandbox import Limits, Protections, allowed_paths, available, split
from utils.learn.registry import ROOT

linux = pytest.mark.skipif(sys.platform != "linux", reason="the layers are those of the Linux kernel")

NURSERY = """
import importlib.util, json, os, sys, time
order = json.loads(sys.argv[1])
spec = importlib.util.spec_from_file_location("sandbox", order["module"])
sandbox = sys.modules["sandbox"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sandbox)
sys.path = [order["course"], *filter(None, sys.path[1:])]
layers, parent = order["layers"], order["parent"]
sandbox.bootstrap("namespaces" in layers)
for name in order["warm"]:
    __import__(name)
cage = sandbox.prepare(layers, sandbox.allowed_paths(order["course"], order["forbidden"]), order["base"])
nursery = os.getpid()
report, end = os.pipe()
started = time.perf_counter()
if not order["careless"]:
    sandbox.before_fork()
child = os.fork()
if child == 0:
    exec(order["sabotage"])
    try:
        sandbox.enter(sandbox.Limits(**order["limits"]), cage, order["workdir"], keep=[end])
    except sandbox.SandboxError as error:
        os.write(end, json.dumps({"enter": f"SandboxError: {error}"}).encode())
        os._exit(sandbox.EXIT_UNCONFINED)
    found = {"seconds": time.perf_counter() - started}
    import ctypes, errno, signal, socket, subprocess, threading, warnings
    warnings.simplefilter("ignore")
    libc = ctypes.CDLL(None, use_errno=True)
    def syscall(number, *arguments):
        result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
        if result < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return result
    known = {**globals(), "SYS": order["numbers"], "outside": order["outside"], "course": order["course"]}
    for name, code in order["probes"].items():
        space = dict(known)
        os.write(end, json.dumps({name: "begun"}).encode() + b"\\n")
        try:
            exec(code, space)
            came = f"done: {space.get('answer')!r}"
        except BaseException as error:
            came = f"{type(error).__name__}: {error}"
        os.write(end, json.dumps({name: came[:300]}).encode() + b"\\n")
    os.write(end, json.dumps(found).encode() + b"\\n")
    os._exit(0)
os.close(end)
text = b""
while block := os.read(report, 65536):
    text += block
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(json.dumps({"found": text.decode().splitlines(), "status": status}))
"""


def run(folder, probes, layers=None, *, python=sys.executable, user=None, prefix=(), **order):
    """Run probes in an examinee; return what came of each, with the exit status under ``"status"``."""
    make(folder)
    base = str(folder / "base")
    order = {"layers": list(usual() if layers is None else layers), "probes": probes, "numbers": numbers(), **order}
    order = {
        "warm": ["utils"],
        "limits": {},
        "careless": False,
        "sabotage": "",
        "forbidden": [str(folder / "outside")],
        **order,
    }
    order = {"workdir": f"{base}/own", "base": base, "parent": os.getpid(), "module": sandbox.__file__, **order}
    order |= {"course": str(folder / "course"), "outside": str(folder / "outside")}
    if user:
        shutil.chown(base, user)
    clean = {"PATH": "/usr/bin:/bin", "HOME": order["workdir"], "TMPDIR": order["workdir"], "OMP_NUM_THREADS": "2",
             "MPLBACKEND": "agg", "LOKY_MAX_CPU_COUNT": "1", "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
    command = [*prefix, python, "-c", NURSERY, json.dumps(order)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, env=clean, user=user, cwd="/")
    assert ended.returncode == 0, ended.stderr
    record = json.loads(ended.stdout.splitlines()[-1])
    found = {name: came for line in record["found"] for name, came in json.loads(line).items()}
    return {**found, "status": record["status"]}


def make(folder):
    """Make a small course, and an outside that has nothing to do with it."""
    if (folder / "base").exists():
        return
    course, outside = folder / "course", folder / "outside"
    (folder / "base").mkdir(parents=True)
    for path in ("utils/learn/exercises", "utils/learn/quizzes", "utils/draw", "solutions", "tests"):
        (course / path).mkdir(parents=True)
    for path in (
        "utils/__init__",
        "utils/learn/exercises/c1w1",
        "utils/learn/loop",
        "utils/draw/lines",
        "solutions/c1w1",
    ):
        (course / f"{path}.py").write_text("SECRET = 42\n")
    (outside / "folder").mkdir(parents=True)
    (outside / "victim.txt").write_text("as it was\n")
    os.utime(outside / "victim.txt", (1000, 1000))


def state(folder):
    """Everything about a folder that a submission could have changed."""
    paths = [folder, *sorted(folder.rglob("*"))]
    return [(str(p), p.lstat().st_mode, p.lstat().st_mtime_ns, p.read_bytes() if p.is_file() else b"") for p in paths]


@functools.cache
def offered():
    return available()


def usual():
    """The layers that this machine offers."""
    return offered().layers


def need(*layers):
    for layer in layers:
        if layer not in usual():
            pytest.skip(f"this machine does not offer {layer}: {offered().reasons[layer]}")


def numbers():
    """The numbers of the system calls in the sandbox's tables, on this machine; -1 for those that it does not have."""
    words, column = sandbox._REFUSED.split(), sandbox.MACHINE or 0
    table = {words[i]: words[i + 1 + column].replace("-", "-1") for i in range(0, len(words), 3)}
    table |= {name: pair[column] for name, pair in sandbox._CHECKED.items()} | {"getpid": (39, 172)[column]}
    return {name: -1 if number is None else int(number) for name, number in table.items()}


READS = {
    "the system's users": "open('/etc/passwd').read()",
    "the folder above": "os.listdir(outside + '/..')",
    "somebody's files": "open(outside + '/victim.txt').read()",
    "the root": "os.listdir('/home')",
    "the solutions": "open(course + '/solutions/c1w1.py').read()",
    "the exercises": "open(course + '/utils/learn/exercises/c1w1.py').read()",
    "the list of solutions": "os.listdir(course + '/solutions')",
    "another week's exercises": "import importlib; importlib.import_module('utils.learn.exercises.c9w9')",
    "the parent's memory": "open(f'/proc/{parent}/mem', 'rb').read(1)",
    "the parent's environment": "open(f'/proc/{parent}/environ', 'rb').read()",
    "the parent's command": "open(f'/proc/{parent}/cmdline', 'rb').read()",
    "the nursery's memory": "open(f'/proc/{nursery}/mem', 'rb').read(1)",
    "all processes": "os.listdir('/proc')",
    "a disk": "open('/dev/vda', 'rb').read(1)",
    "the terminal": "open('/dev/tty')",
    "a watch on a folder": "syscall(SYS['inotify_init1'], 0)",
}
WRITES = {
    "a new file": "open(outside + '/new', 'w')",
    "overwriting": "open(outside + '/victim.txt', 'w')",
    "appending": "open(outside + '/victim.txt', 'a').write('x')",
    "truncating": "os.truncate(outside + '/victim.txt', 0)",
    "truncating while reading": "os.open(outside + '/victim.txt', os.O_RDONLY | os.O_TRUNC)",
    "deleting": "os.unlink(outside + '/victim.txt')",
    "deleting a folder": "os.rmdir(outside + '/folder')",
    "a folder": "os.mkdir(outside + '/new')",
    "permissions": "os.chmod(outside + '/victim.txt', 0o777)",
    "permissions of the folder": "os.chmod(outside, 0o777)",
    "times": "os.utime(outside + '/victim.txt')",
    "owner": "os.chown(outside + '/victim.txt', os.getuid(), os.getgid())",
    "attributes": "os.setxattr(outside + '/victim.txt', 'user.x', b'y')",
    "renaming": "os.rename(outside + '/victim.txt', outside + '/other')",
    "fetching": "os.rename(outside + '/victim.txt', 'fetched')",
    "bringing": "open('mine', 'w').close(); os.rename('mine', outside + '/mine')",
    "a link to it": "os.link(outside + '/victim.txt', 'theirs')",
    "a link there": "os.symlink('/etc/passwd', outside + '/link')",
    "through a link": "os.path.islink('way') or os.symlink(outside + '/victim.txt', 'way'); open('way', 'w')",
    "the course package": "open(course + '/utils/__init__.py', 'a')",
    "Python itself": "open(os.__file__, 'a')",
    "permissions of Python": "os.chmod(os.__file__, 0o777)",
    "times of Python": "os.utime(os.__file__)",
    "attributes of Python": "import fcntl; fcntl.ioctl(open(os.__file__), 0x40086602, b'\\0' * 8)",
    "shared memory": "open('/dev/shm/x', 'w')",
    "a device": "os.mknod('device', 0o20666, os.makedev(1, 3))",
}
SOCKETS = {
    "TCP": "socket.socket()",
    "UDP": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "IPv6": "socket.socket(socket.AF_INET6)",
    "unix": "socket.socket(socket.AF_UNIX).connect('/run/x')",
    "abstract": "socket.socket(socket.AF_UNIX).bind('\\0name')",
    "raw": "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    "netlink": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "vsock": "socket.socket(40, socket.SOCK_STREAM)",
    "a connection": "socket.create_connection(('127.0.0.1', 80), 1)",
    "a page": "import urllib.request; urllib.request.urlopen('http://127.0.0.1/', timeout=1)",
    "a name": "socket.getaddrinfo('localhost', 80)",
    "another name": "socket.gethostbyname('example.org')",
    "a pair of datagram sockets": "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
}
PROCESSES = {
    "fork": "os.fork() or os._exit(0)",
    "forkpty": "os.forkpty()[0] or os._exit(0)",
    "fork by number": "syscall(SYS['fork']) or os._exit(0)",
    "vfork by number": "syscall(SYS['vfork']) or os._exit(0)",
    "clone by number": "syscall(SYS['clone'], 17, 0, 0, 0, 0) or os._exit(0)",
    "clone with namespaces": "syscall(SYS['clone'], 0x10000000 | 17, 0, 0, 0, 0) or os._exit(0)",
    "clone3 by number": "syscall(SYS['clone3'], ctypes.create_string_buffer(bytes([0] * 32 + [17] + [0] * 55)), 88) or os._exit(0)",
    "a program": "subprocess.run(['/bin/true'])",
    "a shell": "status = os.system('true')\nif status: raise OSError(status)",
    "becoming a program": "os.execv('/bin/true', ['true'])",
    "becoming Python": "os.execv(sys.executable, [sys.executable, '-c', ''])",
    "spawning": "os.posix_spawn('/bin/true', ['true'], {})",
    "a daemon": "os.fork() or os.setsid() or os.fork() or os._exit(0)",
    "multiprocessing": "import multiprocessing as m; m.get_context('fork').Process(target=print).start()",
    "multiprocessing that spawns": "import multiprocessing as m; m.get_context('spawn').Process(target=print).start()",
    "a pool": "from concurrent.futures import *; list(ProcessPoolExecutor(1).map(abs, [1]))",
}
OTHERS = {
    "kill the parent": "os.kill(parent, 0)",
    "kill all": "os.kill(-1, 0)",
    "kill the group": "os.killpg(os.getpgid(0) if os.getpid() != 1 else 2, 0)",
    "kill a thread": "syscall(SYS['tkill'], parent, 0)",
    "ptrace": "syscall(SYS['ptrace'], 16, parent, 0, 0)",
    "be traced": "syscall(SYS['ptrace'], 0, 0, 0, 0)",
    "the parent's pages": "syscall(SYS['process_vm_readv'], parent, ctypes.create_string_buffer(16), 1, ctypes.create_string_buffer(16), 1, 0)",
    "the parent's limits": "import resource; resource.prlimit(parent, resource.RLIMIT_CPU, (1, 1))",
    "the parent's pidfd": "os.pidfd_open(parent)",
    "the parent's priority": "os.setpriority(os.PRIO_PROCESS, parent, 19)",
    "the parent's processors": "os.sched_setaffinity(parent, {0})",
    "signals through a pipe": "import fcntl; fcntl.fcntl(os.pipe()[0], 8, parent)",
    "another signal for a pipe": "import fcntl; fcntl.fcntl(os.pipe()[0], 10, 9)",
}
KERNEL = {
    "io_uring": "syscall(SYS['io_uring_setup'], 4, ctypes.create_string_buffer(120))",
    "memfd": "os.memfd_create('x')",
    "userfaultfd": "syscall(SYS['userfaultfd'], 1)",
    "bpf": "syscall(SYS['bpf'], 0, ctypes.create_string_buffer(64), 64)",
    "perf": "syscall(SYS['perf_event_open'], ctypes.create_string_buffer(128), 0, -1, -1, 0)",
    "keys": "syscall(SYS['keyctl'], 0, -3, 0, 0, 0)",
    "SysV memory": "syscall(SYS['shmget'], 0, 4096, 0o1600)",
    "SysV semaphores": "syscall(SYS['semget'], 0, 1, 0o1600)",
    "message queues": "syscall(SYS['mq_open'], ctypes.c_char_p(b'x'), 0o102, 0o600, None)",
    "a user namespace": "syscall(SYS['unshare'], 0x10000000)",
    "a mount": "syscall(SYS['mount'], ctypes.c_char_p(b't'), ctypes.c_char_p(b'.'), ctypes.c_char_p(b'tmpfs'), 0, None)",
    "unmounting": "syscall(SYS['umount2'], ctypes.c_char_p(b'.'), 2)",
    "another root": "os.chroot('.')",
    "file handles": "syscall(SYS['open_by_handle_at'], 3, ctypes.create_string_buffer(64), 0)",
    "personality": "syscall(SYS['personality'], 0x0040000)",
    "outliving the nursery": "libc.prctl(1, 0) == 0 or (_ for _ in ()).throw(OSError('refused'))",
    "being dumped": "libc.prctl(4, 1) == 0 or (_ for _ in ()).throw(OSError('refused'))",
    "a call from the future": "syscall(600)",
    "32-bit numbers": "syscall(0x40000000 | SYS['getpid']) if SYS['fork'] >= 0 else syscall(600)",
    "openat2": "syscall(SYS['openat2'], -100, ctypes.c_char_p(b'.'), ctypes.create_string_buffer(24), 24)",
    "more memory than allowed": "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
    "more time than allowed": "import resource; resource.setrlimit(resource.RLIMIT_CPU, (-1, -1))",
}
WORKS = {
    "own folder": "os.makedirs('a/b'); open('a/b/x', 'w').write('y'); os.rename('a/b/x', 'a/x'); os.unlink('a/x'); os.rmdir('a/b')",
    "a temporary file": "import tempfile; f = tempfile.TemporaryFile(); f.write(b'x')",
    "a temporary folder": "import tempfile, pathlib\nwith tempfile.TemporaryDirectory() as d: pathlib.Path(d, 'x').touch()",
    "a link of its own": "os.symlink('there', 'link'); os.unlink('link')",
    "dropping output": "open(os.devnull, 'w').write('x')",
    "randomness": "open('/dev/urandom', 'rb').read(4); os.urandom(4)",
    "threads": "t = [threading.Thread(target=sum, args=([1],)) for _ in range(8)]; [x.start() for x in t]; [x.join() for x in t]",
    "a thread pool": "from concurrent.futures import *; answer = list(ThreadPoolExecutor(4).map(abs, [-1, 2]))",
    "asyncio": "import asyncio; answer = asyncio.run(asyncio.sleep(0, 'x'))",
    "a pair of sockets": "a, b = socket.socketpair(); a.send(b'x'); answer = b.recv(1)",
    "a signal to itself": "hits = []; signal.signal(signal.SIGUSR1, lambda *_: hits.append(1)); os.kill(os.getpid(), signal.SIGUSR1); hits[0]; signal.raise_signal(signal.SIGUSR1); hits[1]",
    "an alarm": "signal.signal(signal.SIGALRM, lambda *_: None); signal.setitimer(signal.ITIMER_REAL, 0.01); signal.pause()",
    "a module that was not loaded": "import wave, sqlite3, zoneinfo; zoneinfo.ZoneInfo('UTC')",
    "lowering its limits": "import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); resource.getrlimit(resource.RLIMIT_AS)",
    "counting processors": "os.cpu_count(); len(os.sched_getaffinity(0))",
    "the course": "import utils.draw.lines as lines; answer = lines.SECRET",
    "its source": "open(course + '/utils/draw/lines.py').read()",
    "mime types": "import mimetypes; mimetypes.guess_type('x.png')",
    "the local time": "import time; time.localtime()",
    "about itself": "len(open('/proc/self/maps').read()); os.listdir('/proc/self/task'); open('/proc/cpuinfo').read()",
    "hashes": "import hashlib, ssl; hashlib.sha256(b'x').hexdigest(); ssl.create_default_context",
}
LIBRARIES = {
    "numpy": "import numpy as np; answer = float((np.ones((400, 400)) @ np.ones((400, 400)))[0, 0])",
    "numpy files": "import numpy as np; np.save('x.npy', np.arange(3)); answer = np.load('x.npy').tolist()",
    "linear algebra": "import numpy as np; answer = np.linalg.eigvalsh(np.eye(300)).sum()",
    "scipy": "import scipy.linalg, scipy.optimize, scipy.stats; answer = scipy.stats.norm.cdf(0)",
    "scikit-learn": "from sklearn.cluster import KMeans; from sklearn.datasets import load_iris; KMeans(3, n_init=2).fit(load_iris().data)",
    "sympy": "import sympy; answer = str(sympy.integrate(sympy.Symbol('x')))",
    "a figure": "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.title('$x^2$'); plt.savefig('x.png'); answer = os.path.getsize('x.png') > 1000",
    "IPython": "import IPython; answer = IPython.__name__",
}
DANGEROUS_UNCONFINED = (
    "the course",
    "Python itself",
    "permissions of Python",
    "times of Python",
    "attributes of Python",
)
BY_SECCOMP = ("truncating", "truncating while reading", "permissions", "permissions of the folder", "times", "owner",
              "attributes", "a device")  # fmt: skip
"""Writes that Landlock does not know, or not on every kernel."""
CHANGES_OF_FILES = {name: code for name, code in WRITES.items() if name not in (*DANGEROUS_UNCONFINED, "shared memory")}
REFUSALS = ("PermissionError", "OSError", "FileNotFoundError", "ProcessLookupError", "gaierror", "URLError", "ModuleNotFoundError",
            "ValueError", "BrokenProcessPool", "BlockingIOError")  # fmt: skip
FORBIDDEN = READS | WRITES | SOCKETS | PROCESSES | OTHERS | KERNEL


@pytest.fixture(scope="module")
def confined(tmp_path_factory):
    """What came of every probe with all layers that the machine offers, and whether the outside is as it was."""
    need("landlock", "seccomp", "limits")
    folder = tmp_path_factory.mktemp("confined")
    make(folder)
    before = state(folder / "course"), state(folder / "outside")
    found = run(folder, FORBIDDEN | WORKS)
    assert (state(folder / "course"), state(folder / "outside")) == before
    return found


def refused(came):
    """A call that the kernel refused; a probe that was mistaken raises something else."""
    return came.split(":")[0] in REFUSALS


@linux
@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_submission_cannot(confined, name):
    assert refused(confined[name]), confined[name]


@linux
@pytest.mark.parametrize("name", WORKS)
def test_an_honest_answer_still_can(confined, name):
    assert confined[name].startswith("done"), confined[name]


@linux
def test_the_cost_of_a_submission_is_known(confined, tmp_path, capsys):
    with capsys.disabled():
        print(f"\nfork and enter with {', '.join(usual())}: {confined['seconds'] * 1e3:.1f} ms")


@linux
def test_the_libraries_of_the_course_work_inside(tmp_path):
    need("landlock", "seccomp")
    found = run(tmp_path, LIBRARIES)
    assert {name: found[name] for name in LIBRARIES if not found[name].startswith("done")} == {}


@linux
def test_libraries_that_the_nursery_imported_work_inside(tmp_path):
    need("landlock", "seccomp")
    found = run(tmp_path, LIBRARIES, warm=["utils", "numpy", "scipy.linalg", "matplotlib.pyplot", "sklearn", "IPython"])
    assert {name: found[name] for name in LIBRARIES if not found[name].startswith("done")} == {}


# --- each layer alone


@linux
def test_landlock_alone_hides_files_and_keeps_them(tmp_path):
    need("landlock")
    make(tmp_path)
    probes = {
        name: code
        for name, code in (READS | CHANGES_OF_FILES).items()
        if name not in ("a watch on a folder", *BY_SECCOMP)
    }
    before = state(tmp_path / "outside")
    found = run(tmp_path, probes | WORKS, ["landlock"])
    assert [name for name in probes if not refused(found[name])] == []
    assert [name for name in WORKS if not found[name].startswith("done")] == []
    assert state(tmp_path / "outside") == before


@linux
def test_landlock_alone_starts_no_program_and_opens_no_connection(tmp_path):
    need("landlock")
    probes = {name: PROCESSES[name] for name in ("a program", "a shell", "becoming a program", "spawning")}
    found = run(tmp_path, probes | {"TCP": SOCKETS["a connection"], "signal": OTHERS["kill the parent"]}, ["landlock"])
    assert [name for name in probes if not refused(found[name])] == []
    abi = offered().abi
    assert abi < 4 or found["TCP"].startswith("PermissionError")
    assert abi < 6 or found["signal"].startswith("PermissionError")


@linux
def test_seccomp_alone_starts_nothing_and_reaches_nobody(tmp_path):
    need("seccomp")
    probes = PROCESSES | SOCKETS | OTHERS | KERNEL | {name: WRITES[name] for name in BY_SECCOMP}
    for name in ("more memory than allowed", "more time than allowed", "a name"):  # no limits; the name is in a file
        del probes[name]
    make(tmp_path)
    before = state(tmp_path / "outside")
    found = run(tmp_path, probes | WORKS, ["seccomp"])
    assert [name for name in probes if not refused(found[name])] == []
    assert [name for name in WORKS if not found[name].startswith("done")] == []
    assert state(tmp_path / "outside") == before


@linux
def test_namespaces_alone_have_no_network_and_see_no_process(tmp_path):
    need("namespaces")
    probes = {name: SOCKETS[name] for name in ("a connection", "a page", "another name")}
    probes |= {"signal": OTHERS["kill the parent"], "pidfd": OTHERS["the parent's pidfd"]}
    found = run(
        tmp_path, probes | {"pid": "answer = os.getpid()", "hostname": "socket.sethostname('x')"}, ["namespaces"]
    )
    assert [name for name in probes if not refused(found[name])] == []
    assert found["pid"] == "done: 1"
    assert found["hostname"].startswith("PermissionError"), "capabilities were kept"


@linux
def test_mounts_alone_show_nothing_else_and_keep_what_they_show(tmp_path):
    need("mount")
    make(tmp_path)
    probes = READS | WRITES
    del probes["a watch on a folder"], probes["all processes"]
    exists = {"stat": "os.stat(outside)", "who else": "os.stat(course + '/solutions/c1w1.py')"}
    before = state(tmp_path / "course"), state(tmp_path / "outside")
    found = run(tmp_path, probes | exists | WORKS, ["namespaces", "mount"])
    assert [name for name in probes | exists if not refused(found[name])] == []
    assert [name for name in WORKS if not found[name].startswith("done")] == []
    assert (state(tmp_path / "course"), state(tmp_path / "outside")) == before


@linux
def test_mounts_cannot_be_undone_from_inside(tmp_path):
    need("mount")
    probes = {name: KERNEL[name] for name in ("a mount", "unmounting", "another root")}
    probes["lifting a cover"] = (
        "syscall(SYS['umount2'], ctypes.c_char_p((course + '/utils/learn/exercises').encode()), 2)"
    )
    again = "syscall(SYS['unshare'], 0x10020000); syscall(SYS['umount2'], ctypes.c_char_p((course + '/utils/learn/exercises').encode()), 2)"
    found = run(tmp_path, probes | {"as root of a new user namespace": again}, ["namespaces", "mount"])
    assert {name: found[name] for name in found if name in probes or "new" in name if not refused(found[name])} == {}


# --- limits

LIMITS = {
    "memory": ("x = [bytearray(2**20) for _ in range(300)]", "MemoryError"),
    "memory in one piece": ("bytearray(2**40)", "MemoryError"),
    "memory in a thread": (
        "out = []\ndef f():\n  try: bytearray(2**30)\n  except MemoryError: out.append(1)\n"
        "t = threading.Thread(target=f); t.start(); t.join(); answer = out", "done: [1]"),
    "size of a file": ("open('big', 'wb').write(bytes(2**21))", "OSError: [Errno 27]"),
    "open files": ("x = [os.dup(0) for _ in range(200)]", "OSError: [Errno 24]"),
    "a core dump": ("import resource; answer = resource.getrlimit(resource.RLIMIT_CORE)", "done: (0, 0)"),
}  # fmt: skip
SMALL = {"memory": 200 * 2**20, "file_size": 2**20, "open_files": 64, "cpu_seconds": 20}


@linux
@pytest.mark.parametrize("layers", [("limits",), None], ids=["alone", "with the others"])
def test_limits_hold_and_the_rest_goes_on(tmp_path, layers):
    need("limits")
    probes = {name: code for name, (code, _) in LIMITS.items()} | {"afterwards": "answer = 1"}
    found = run(tmp_path, probes, layers, limits=SMALL)
    assert {name: found[name] for name, (_, came) in LIMITS.items() if not found[name].startswith(came)} == {}
    assert found["afterwards"] == "done: 1"


@linux
@pytest.mark.parametrize("layers", [("limits",), None], ids=["alone", "with the others"])
def test_processor_time_ends_even_for_one_that_ignores_signals(tmp_path, layers):
    need("limits")
    hog = (
        "[signal.signal(s, signal.SIG_IGN) for s in (signal.SIGXCPU, signal.SIGTERM, signal.SIGINT)]\nwhile True: pass"
    )
    found = run(tmp_path, {"hog": hog}, layers, limits={"cpu_seconds": 1})
    assert found["status"] == -signal.SIGKILL
    assert found["hog"] == "begun"


@linux
def test_the_folder_in_memory_is_bounded(tmp_path):
    need("mount")
    many = "for i in range(1000): open(f'f{i}', 'w').close()"
    probes = {"size": "for i in range(9): open(f'b{i}', 'wb').write(bytes(2**20))", "files": many, "left": "answer = 1"}
    limits = {"folder_size": 4 * 2**20, "folder_files": 100}
    found = run(tmp_path, probes, limits=limits)
    assert found["size"].startswith("OSError: [Errno 28]") and found["files"].startswith("OSError: [Errno 28]")
    assert found["left"] == "done: 1"
    assert list((tmp_path / "base").iterdir()) == []


@linux
def test_a_thousand_threads_cost_only_themselves(tmp_path):
    need("seccomp", "limits")
    code = "threading.stack_size(2**20)\nhold = threading.Event()\ntry:\n  [threading.Thread(target=hold.wait).start() for _ in range(1000)]\nfinally: hold.set()"
    found = run(tmp_path, {"many": code, "left": "answer = 1"}, limits={"memory": 100 * 2**20})
    assert found["many"].startswith(("RuntimeError", "MemoryError"))
    assert found["left"] == "done: 1"


# --- ends


@linux
@pytest.mark.parametrize(
    "code", ["os.abort()", "ctypes.string_at(0)", "os.kill(os.getpid(), 9)", "signal.raise_signal(9)"]
)
def test_a_crash_ends_the_examinee_and_not_the_nursery(tmp_path, code):
    need("seccomp")
    found = run(tmp_path, {"crash": code, "afterwards": "answer = 1"})
    died = found["status"] < 0
    # The first process of a namespace may send itself SIGKILL in vain; then nothing has happened, and it goes on.
    assert died or found["afterwards"] == "done: 1"


OUTER = """
import os, sys, signal, time
sys.path.insert(0, {root!r})
from utils.grade import sandbox
assert sandbox.bootstrap()
{code}
"""


def start_outer(code):
    command = [sys.executable, "-c", OUTER.format(root=str(ROOT), code=code)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@linux
@pytest.mark.parametrize(
    ("code", "status"), [("os._exit(7)", 7), ("sys.exit(0)", 0), ("1 / 0", 1), ("os._exit(200)", 200)]
)
def test_the_nursery_ends_as_it_would_without_namespaces(code, status, capfd):
    need("namespaces")
    with start_outer(code) as process:
        assert process.wait(30) == status
    capfd.readouterr()


@linux
def test_the_nursery_ends_when_it_is_told_to():
    need("namespaces")
    with start_outer("print('ready', flush=True); time.sleep(600)") as process:
        assert process.stdout.readline() == "ready\n"
        process.terminate()
        assert process.wait(30) == -signal.SIGTERM
        assert process.stdout.read() == ""  # returns when nobody holds the pipe any more, not even the nursery within


@linux
def test_the_nursery_ends_with_the_grader():
    need("namespaces")
    inner = OUTER.format(root=str(ROOT), code="print('ready', flush=True); time.sleep(600)")
    grader = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {inner!r}]); time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", grader], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        process.kill()
        assert process.stdout.read() == ""


@linux
def test_a_background_process_ends_with_the_examinee(tmp_path):
    need("namespaces")
    daemon = (
        "if os.fork() == 0:\n  os.setsid()\n  if os.fork(): os._exit(0)\n  import time; time.sleep(600)\nanswer = 1"
    )
    # The report is a pipe that the daemon inherits: the nursery would wait for it until the timeout if it lived on.
    assert run(tmp_path, {"daemon": daemon}, ["namespaces"])["daemon"] == "done: 1"


# --- nothing runs unconfined by accident


@linux
@pytest.mark.parametrize(
    ("layer", "sabotage"),
    [
        ("landlock", "[os.close(descriptor) for descriptor in cage.rules.descriptors]"),
        ("seccomp", "cage.filter.header.raw = bytes(16)"),
        ("limits", "os.close(cage.size)"),
        ("mount", "object.__setattr__(cage, 'base', '/nowhere')"),
    ],
)
def test_an_examinee_that_cannot_be_confined_runs_nothing(tmp_path, layer, sabotage):
    need("namespaces", layer)
    layers = ["namespaces", layer]
    found = run(tmp_path, {"ran": "answer = 1"}, layers, sabotage=sabotage)
    assert found["status"] == sandbox.EXIT_UNCONFINED
    assert found["enter"].startswith("SandboxError") and "ran" not in found


@linux
def test_a_fork_without_its_own_namespace_is_noticed(tmp_path):
    need("namespaces")
    found = run(tmp_path, {"ran": "answer = 1"}, ["namespaces"], careless=True)
    assert found["status"] == sandbox.EXIT_UNCONFINED and "before_fork" in found["enter"]


def test_layers_that_cannot_be_had_are_refused(tmp_path):
    with pytest.raises(ValueError, match="the layers are landlock"):
        sandbox.prepare(["magic"], allowed_paths(tmp_path), tmp_path)
    with pytest.raises(sandbox.SandboxError, match="bootstrap"):
        sandbox.prepare(["namespaces"], allowed_paths(tmp_path), tmp_path)


def test_without_layers_an_examinee_still_has_its_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cage = sandbox.prepare([], allowed_paths(tmp_path), tmp_path)
    sandbox.enter(Limits(), cage, tmp_path / "own")
    assert Path.cwd() == tmp_path / "own"


# --- elsewhere


SYSTEM = next(
    (path for path in ("/usr/bin/python3.14", "/usr/bin/python3.13", "/usr/bin/python3.12", "/usr/bin/python3.11")
     if os.access(path, os.X_OK)), None)  # fmt: skip


@linux
def test_it_holds_for_a_user_without_privileges():
    need("landlock", "seccomp", "limits")
    if os.getuid() != 0 or SYSTEM is None:
        pytest.skip("needs root, to become nobody, and a Python of the system that nobody can start")
    folder = Path("/var/tmp") / f"grade-sandbox-{os.getpid()}"
    folder.mkdir(mode=0o755)
    try:
        shutil.copy(sandbox.__file__, folder / "sandbox.py")
        make(folder)
        before = state(folder / "course"), state(folder / "outside")
        found = run(folder, FORBIDDEN | WORKS, python=SYSTEM, user="nobody", module=str(folder / "sandbox.py"))
        assert [name for name in FORBIDDEN if not refused(found[name])] == []
        assert {name: found[name] for name in WORKS if not found[name].startswith("done")} == {}
        assert (state(folder / "course"), state(folder / "outside")) == before
    finally:
        shutil.rmtree(folder)


@linux
def test_bubblewrap_stands_in_where_namespaces_are_refused(tmp_path, monkeypatch):
    if not shutil.which("bwrap"):
        pytest.skip("bubblewrap is not installed")
    monkeypatch.setenv("COURSE_GRADE_WITHOUT", "namespaces")
    protections = available()
    if not protections.bwrap:
        pytest.skip("bubblewrap does not work here")
    make(tmp_path)
    prefix = sandbox.bwrap_prefix(tmp_path / "base")
    probes = SOCKETS | READS | WRITES | {"user": "answer = open('/proc/self/status').read()"}
    found = run(tmp_path, probes | WORKS, protections.layers, prefix=prefix)
    assert [name for name in SOCKETS | READS | WRITES if not refused(found[name])] == []
    assert [name for name in WORKS if not found[name].startswith("done")] == []
    assert list((tmp_path / "base").iterdir()) == []
    connection = "socket.create_connection(('192.0.2.1', 80), 1)"  # an address that is nobody's
    alone = run(tmp_path, {"a connection": connection, "kill": "os.kill(parent, 0)"}, [], prefix=prefix)
    assert "unreachable" in alone["a connection"] and refused(alone["kill"])


@linux
@pytest.mark.parametrize("layer", sandbox.LAYERS)
def test_each_layer_can_be_turned_off(monkeypatch, layer):
    need(layer)
    monkeypatch.setenv("COURSE_GRADE_WITHOUT", f"{layer}, bwrap")
    without = available()
    assert layer not in without.layers and "COURSE_GRADE_WITHOUT" in without.reasons[layer]
    assert ("mount" in without.layers) == ("mount" in usual() and layer not in ("mount", "namespaces"))


def test_what_is_missing_is_said_in_words():
    nothing = Protections((), dict.fromkeys(sandbox.LAYERS, "not on this system (Windows)"))
    assert nothing.missing == sandbox.REQUIRED
    assert all("not on this system" in str(one) for one in nothing.protections if not one.active)
    assert not Protections(("landlock", "seccomp", "limits"), {}).missing
    assert not Protections(("mount", "namespaces", "seccomp", "limits"), {}).missing
    assert Protections(("landlock", "namespaces", "mount", "limits"), {}).missing == ("processes",)
    assert Protections.from_plain(json.loads(json.dumps(nothing.plain()))) == nothing


def test_the_module_can_be_imported_and_used_where_there_is_no_layer():
    code = f"""
import sys
sys.platform = "darwin"
sys.modules["resource"] = None
import importlib.util
spec = importlib.util.spec_from_file_location("sandbox", {sandbox.__file__!r})
sandbox = sys.modules["sandbox"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sandbox)
print(sandbox.available().layers, sandbox.bootstrap(), sandbox.hide_memory(), sandbox.before_fork())
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ended.stdout == "() False False None\n", ended.stderr


# --- what may be read


def tree(root, *files):
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text("")
    return os.path.realpath(root)


def readable(allowed, path):
    """Whether the rules that are made of it let a file be read."""
    parts = [part for root in allowed.roots for part in split(root, allowed.forbidden)]
    return any(os.path.realpath(path) == part or os.path.realpath(path).startswith(part + os.sep) for part in parts)


def test_a_folder_with_something_forbidden_is_split(tmp_path):
    root = tree(tmp_path, "a/x", "a/b/secret/y", "a/b/z", "c/w")
    assert split(root, [f"{root}/a/b/secret"]) == [f"{root}/a/b/z", f"{root}/a/x", f"{root}/c"]
    assert split(root, [f"{root}/a/b/not-yet-there"]) == [
        f"{root}/a/b/secret",
        f"{root}/a/b/z",
        f"{root}/a/x",
        f"{root}/c",
    ]
    assert split(root, []) == [root]
    assert split(root, [root]) == []


def test_links_do_not_lead_out_of_a_split_folder(tmp_path):
    root = tree(tmp_path, "lib/x", "lib/hidden/y", "elsewhere/z")
    os.symlink(f"{root}/elsewhere", f"{root}/lib/link")
    assert split(f"{root}/lib", [f"{root}/lib/hidden"]) == [f"{root}/lib/x"]


COURSE = ("utils/draw/lines.py", "utils/learn/exercises/c1w1.py", "utils/learn/quizzes/c1w1.toml", "utils/learn/loop.py",
          "solutions/c1w1.py", "tests/test_x.py", "docs/x.md", "Course1/x.ipynb")  # fmt: skip
PUBLIC = ("utils/draw/lines.py", "utils/learn/loop.py")


@pytest.mark.parametrize("place", ["course", "prefix/lib/course", "prefix/share/course"])
def test_of_the_course_only_the_package_may_be_read(tmp_path, monkeypatch, place):
    tree(tmp_path / "prefix", "lib/python/os.py", "share/x")
    course = Path(tree(tmp_path / place, *COURSE))
    for name in ("prefix", "base_prefix", "exec_prefix", "base_exec_prefix"):
        monkeypatch.setattr(sys, name, str(tmp_path / "prefix"))
    allowed = allowed_paths(course, [course / "solutions"])
    assert [path for path in COURSE if readable(allowed, course / path)] == list(PUBLIC)
    assert readable(allowed, tmp_path / "prefix/lib/python/os.py")


def test_an_environment_inside_the_course_may_be_read(tmp_path, monkeypatch):
    course = Path(tree(tmp_path / "course", *COURSE, ".venv/lib/x.py", "lib/y.py"))
    monkeypatch.setattr(sys, "prefix", str(course / ".venv"))
    allowed = allowed_paths(course, [course])
    assert readable(allowed, course / ".venv/lib/x.py")
    assert not readable(allowed, course / "lib/y.py")
    monkeypatch.setattr(sys, "prefix", str(course))
    allowed = allowed_paths(course, [course / "solutions"])
    assert readable(allowed, course / "lib/y.py")
    assert not readable(allowed, course / "solutions/c1w1.py")


def test_submissions_and_results_inside_python_stay_hidden(tmp_path, monkeypatch):
    tree(tmp_path, "prefix/lib/python/os.py", "prefix/share/class/amara.ipynb", "course/utils/x.py")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "prefix"))
    allowed = allowed_paths(tmp_path / "course", [tmp_path / "prefix/share/class", tmp_path / "prefix/share/out"])
    assert not readable(allowed, tmp_path / "prefix/share/class/amara.ipynb")
    assert not readable(allowed, tmp_path / "prefix/share/out/grades.csv")
    assert readable(allowed, tmp_path / "prefix/lib/python/os.py")


def test_a_forbidden_folder_around_everything_hides_neither_python_nor_the_package(tmp_path):
    course = Path(tree(tmp_path / "course", *COURSE))
    allowed = allowed_paths(course, [tmp_path, course])
    assert readable(allowed, course / "utils/draw/lines.py") and readable(allowed, os.__file__)
    assert not readable(allowed, course / "solutions/c1w1.py")


def test_links_on_the_way_are_followed_and_remembered(tmp_path):
    course = Path(tree(tmp_path / "real/course", *COURSE))
    os.symlink("real", tmp_path / "link")
    allowed = allowed_paths(tmp_path / "link/course")
    assert readable(allowed, course / "utils/draw/lines.py")
    assert not readable(allowed, course / "utils/learn/exercises/c1w1.py")
    assert (os.path.realpath(tmp_path) + "/link", "real") in allowed.links


@linux
@pytest.mark.parametrize("layers", [["landlock"], ["namespaces", "mount"], None], ids=["landlock", "mount", "all"])
def test_a_course_reached_through_a_link_with_submissions_in_the_package_works(tmp_path, layers):
    need(*(layers or ["landlock", "seccomp"]))
    make(tmp_path / "real")
    os.symlink("real", tmp_path / "link")
    (tmp_path / "real/course/utils/class").mkdir()
    (tmp_path / "real/course/utils/class/amara.ipynb").write_text("{}")
    hidden = [str(tmp_path / "link/course/utils/class")]
    probes = {
        "another": "open(course + '/utils/class/amara.ipynb')",
        "import": "import utils.draw.lines, utils.learn.loop",
    }
    found = run(tmp_path / "link", probes, layers, forbidden=hidden)
    assert refused(found["another"]) and found["import"].startswith("done"), found


# --- the filter, on both kinds of machine


def verdict(machine, number, *arguments, architecture=None):
    """Run the filter's program as the kernel would; return its answer."""
    architecture = sandbox._AUDIT_ARCH[machine] if architecture is None else architecture
    data = struct.pack(
        "<IIQ6Q", number, architecture, 0, *[a % 2**64 for a in (*arguments, *[0] * (6 - len(arguments)))]
    )
    program, at, value = sandbox._filter_program(machine), 0, 0
    while True:
        code, yes, no, k = program[at]
        k = 77 if k is sandbox._OWN_PID else k
        at += 1
        if code == sandbox._RETURN:
            return {sandbox._ALLOW: "allowed", sandbox._EPERM: "refused", sandbox._ENOSYS: "missing"}[k]
        if code == sandbox._LOAD:
            value = struct.unpack_from("<I", data, k)[0]
        elif code == sandbox._AND:
            value &= k
        else:
            at += yes if (value == k if code == sandbox._EQUAL else value >= k) else no


HIGH = 2**32
DECISIONS = [
    ("clone", (0x3D0F00,), "allowed"),  # what pthread_create asks for
    ("clone", (17,), "refused"),
    ("clone", (0x3D0F00 | 0x20000000,), "refused"),
    ("clone", (17 + HIGH * 0x10000,), "refused"),
    ("clone3", (0, 88), "missing"),
    ("kill", (77, 9), "allowed"),
    ("kill", (77 + HIGH, 9), "allowed"),  # the kernel looks at the lower half
    ("kill", (-1, 9), "refused"),
    ("kill", (0, 9), "refused"),
    ("kill", (-77, 9), "refused"),
    ("tgkill", (77, 78, 6), "allowed"),
    ("tgkill", (76, 76, 6), "refused"),
    ("prlimit64", (0, 7), "allowed"),
    ("prlimit64", (HIGH, 7), "allowed"),
    ("prlimit64", (1, 7), "refused"),
    ("openat", (-100, 0, 0o1101), "allowed"),
    ("openat", (-100, 0, 0o1000), "refused"),
    ("openat", (-100, 0, 0o1003), "refused"),
    ("openat", (-100, 0, 0o2000000 | HIGH), "allowed"),
    ("fcntl", (3, 2, 1), "allowed"),
    ("fcntl", (3, 8, 1), "refused"),
    ("ioctl", (0, 0x5412), "refused"),
    ("ioctl", (0, 0x5412 + HIGH), "refused"),
    ("ioctl", (0, 0x5401), "allowed"),
    ("prctl", (15,), "allowed"),
    ("prctl", (1, 0), "refused"),
    ("socketpair", (1, 1), "allowed"),
    ("socketpair", (1, 0o2004001), "allowed"),
    ("socketpair", (1, 2), "refused"),
    ("socketpair", (1, 0o2000002), "refused"),
    ("socketpair", (16, 1), "refused"),
]


@pytest.mark.parametrize("machine", [0, 1], ids=["x86-64", "ARM64"])
@pytest.mark.parametrize(("name", "arguments", "expected"), DECISIONS)
def test_the_filter_looks_at_arguments_as_the_kernel_does(machine, name, arguments, expected):
    assert verdict(machine, sandbox._CHECKED[name][machine], *arguments) == expected


@pytest.mark.parametrize("machine", [0, 1], ids=["x86-64", "ARM64"])
def test_the_filter_refuses_its_whole_table_and_what_it_does_not_know(machine):
    refused_numbers = sandbox._refused_numbers(machine)
    assert len(set(refused_numbers)) == len(refused_numbers) > 100
    assert {verdict(machine, number) for number in refused_numbers} == {"refused"}
    assert verdict(machine, 600) == "missing"
    assert verdict(machine, 0x40000000) == "refused"
    assert verdict(machine, 64, architecture=sandbox._AUDIT_ARCH[1 - machine]) == "refused"
    assert verdict(machine, 64, architecture=0x40000003) == "refused"  # 32-bit x86
    everyday = {
        0: (0, 1, 3, 9, 10, 11, 12, 13, 14, 202, 228, 318),
        1: (63, 64, 57, 222, 226, 215, 214, 134, 98, 113, 278),
    }
    assert {verdict(machine, number) for number in everyday[machine]} == {"allowed"}
