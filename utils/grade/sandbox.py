"""The sandbox of the grading runner: layers of the Linux kernel around a learner's process, without root or containers.

Three processes use it. The *parent* asks what the kernel offers (:func:`available`) and starts the *nursery*. The nursery
moves into namespaces of its own (:func:`bootstrap`; where only bubblewrap may make them, the parent starts it with
:func:`bwrap_prefix`), says what may be read (:func:`allowed_paths`, :func:`prepare`), and for each submission calls
:func:`before_fork` and ``os.fork()``. The child, the *examinee*, calls :func:`enter` before it looks at the submission.

The layers, each of which holds without the others:

- ``landlock``: reading below the allowed paths only, writing in the examinee's own folder only, no TCP, no signals to others;
- ``seccomp``: no new process, no program, no socket, no look into other processes, and none of the calls that change times
  and permissions of files, which Landlock lets pass;
- ``namespaces``: no network device, process numbers of its own: when the examinee ends, all that it started ends with it;
- ``mount``: a root that holds what may be read and nothing else, read-only, and a folder in memory, of bounded size;
- ``limits``: processor time, memory, file size, open files. They bind one process, and with ``seccomp`` there is only one.

Sources: ``landlock(7)``, ``seccomp(2)``, ``user_namespaces(7)``, ``pid_namespaces(7)``, ``mount_setattr(2)``,
``pivot_root(2)``, ``capabilities(7)``. The module can be imported everywhere; elsewhere than on Linux no layer is available.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import platform
import select
import shutil
import signal
import stat
import struct
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.machinery import PathFinder
from pathlib import Path

__all__ = [
    "LAYERS",
    "REQUIRED",
    "WITHOUT",
    "IN_BWRAP",
    "EXIT_UNCONFINED",
    "SandboxError",
    "Limits",
    "Allowed",
    "Cage",
    "Protection",
    "Protections",
    "available",
    "usable",
    "allowed_paths",
    "split",
    "bootstrap",
    "prepare",
    "before_fork",
    "enter",
    "hide_memory",
    "bwrap_prefix",
]

LINUX = sys.platform == "linux"
if LINUX:
    import resource

LAYERS = ("landlock", "seccomp", "namespaces", "mount", "limits")
"""Names of the layers, as ``COURSE_GRADE_WITHOUT`` and :func:`prepare` take them."""
REQUIRED = ("files", "processes", "network", "limits")
"""What ``--require-isolation`` insists on; see :attr:`Protections.missing`."""
WITHOUT = "COURSE_GRADE_WITHOUT"
"""Environment variable that names layers to leave out."""
IN_BWRAP = "COURSE_GRADE_IN_BWRAP"
"""Environment variable that is set within bubblewrap, by whoever used :func:`bwrap_prefix`."""
EXIT_UNCONFINED = 86
"""Exit code for an examinee that could not be confined and therefore ran nothing."""
MACHINE = {"x86_64": 0, "amd64": 0, "aarch64": 1, "arm64": 1}.get(platform.machine().lower()) if LINUX else None
"""Column of the tables of system calls; none for machines that the seccomp filter does not know."""

AF_UNIX, SOCK_STREAM = 1, 1
# unshare(2), clone(2)
CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET, CLONE_THREAD = 0x10000000, 0x20000000, 0x40000000, 0x00010000
# mount(2), umount2(2), mount_setattr(2)
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 0x1, 0x2, 0x4, 0x8
MS_BIND, MS_REC, MS_PRIVATE, MNT_DETACH = 0x1000, 0x4000, 0x40000, 0x2
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV = 0x1, 0x2, 0x4
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
# prctl(2)
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_MM = 1, 4, 22, 35
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_SCHED_CORE = 36, 38, 47, 62
PR_SET_PTRACER, PR_CAP_AMBIENT_CLEAR_ALL, SECCOMP_MODE_FILTER = 0x59616D61, 4, 2
_LINUX_CAPABILITY_VERSION_3 = 0x20080522
# landlock(7): rights on files, on TCP ports, scopes
FS_EXECUTE, FS_WRITE_FILE, FS_READ_FILE, FS_READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
FS_MAKE_CHAR, FS_MAKE_SOCK, FS_MAKE_BLOCK = 1 << 6, 1 << 9, 1 << 11
FS_REFER, FS_TRUNCATE, FS_IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
NET_BIND_TCP, NET_CONNECT_TCP = 1 << 0, 1 << 1
SCOPE_ABSTRACT_UNIX_SOCKET, SCOPE_SIGNAL = 1 << 0, 1 << 1
LANDLOCK_CREATE_RULESET_VERSION, LANDLOCK_RULE_PATH_BENEATH = 1, 1

# The numbers of the calls that the module makes itself; libc has no functions for them.
_CALLS = {
    "pivot_root": (155, 41),
    "mount_setattr": (442, 442),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
}

_REFUSED = """
fork 57 -   vfork 58 -   execve 59 221   execveat 322 281
socket 41 198   connect 42 203   bind 49 200   listen 50 201   accept 43 202   accept4 288 242
ptrace 101 117   process_vm_readv 310 270   process_vm_writev 311 271   kcmp 312 272   pidfd_open 434 434
pidfd_getfd 438 438   pidfd_send_signal 424 424   process_madvise 440 440   process_mrelease 448 448
get_robust_list 274 100   move_pages 279 239   migrate_pages 256 238   sched_setparam 142 118
sched_setscheduler 144 119   sched_setattr 314 274   sched_setaffinity 203 122   setpriority 141 140
ioprio_set 251 30
io_uring_setup 425 425   io_uring_enter 426 426   io_uring_register 427 427   bpf 321 280   perf_event_open 298 241
userfaultfd 323 282   seccomp 317 277   personality 135 92   modify_ldt 154 -   fanotify_init 300 262
fanotify_mark 301 263   inotify_init 253 -   inotify_init1 294 26   inotify_add_watch 254 27   add_key 248 217
request_key 249 218   keyctl 250 219   lookup_dcookie 212 18   lsm_set_self_attr 460 460
mount 165 40   umount2 166 39   pivot_root 155 41   move_mount 429 429   open_tree 428 428   fsopen 430 430
fsconfig 431 431   fsmount 432 432   fspick 433 433   mount_setattr 442 442   statmount 457 457   listmount 458 458
unshare 272 97   setns 308 268   chroot 161 51   name_to_handle_at 303 264   open_by_handle_at 304 265
quotactl 179 60   quotactl_fd 443 443
memfd_create 319 279   memfd_secret 447 447   shmget 29 194   shmat 30 196   shmctl 31 195   shmdt 67 197
semget 64 190   semop 65 193   semtimedop 220 192   semctl 66 191   msgget 68 186   msgsnd 69 189   msgrcv 70 188
msgctl 71 187   mq_open 240 180   mq_unlink 241 181   mq_timedsend 242 182   mq_timedreceive 243 183
mq_notify 244 184   mq_getsetattr 245 185
chmod 90 -   fchmod 91 52   fchmodat 268 53   fchmodat2 452 452   chown 92 -   fchown 93 55   lchown 94 -
fchownat 260 54   utime 132 -   utimes 235 -   futimesat 261 -   utimensat 280 88   setxattr 188 5   lsetxattr 189 6
fsetxattr 190 7   removexattr 197 14   lremovexattr 198 15   fremovexattr 199 16   setxattrat 463 463
removexattrat 466 466   truncate 76 45   mknod 133 -   mknodat 259 33   sync 162 81   syncfs 306 267
reboot 169 142   swapon 167 224   swapoff 168 225   init_module 175 105   finit_module 313 273   delete_module 176 106
kexec_load 246 104   kexec_file_load 320 294   acct 163 89   settimeofday 164 170   clock_settime 227 112
clock_adjtime 305 266   adjtimex 159 171   sethostname 170 161   setdomainname 171 162   iopl 172 -   ioperm 173 -
nfsservctl 180 42   vhangup 153 58   uselib 134 -   syslog 103 116
"""
"""System calls that the filter refuses whatever their arguments: name, number on x86-64, on ARM64 (``-``: not there)."""

_CHECKED = {
    "clone": (56, 220),
    "clone3": (435, 435),
    "openat2": (437, 437),
    "open": (2, None),
    "openat": (257, 56),
    "prlimit64": (302, 261),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "fcntl": (72, 25),
    "ioctl": (16, 29),
    "prctl": (157, 167),
    "socketpair": (53, 199),
}
"""System calls of which the filter looks at the arguments."""
_FIRST_UNKNOWN = 467
"""Calls with this number or a higher one are newer than the table; the filter says that the kernel does not have them."""


class SandboxError(RuntimeError):
    """A layer that was promised could not be put in place; whoever meets it must end without running anything."""


@dataclass(frozen=True)
class Limits:
    """What one examinee may use.

    Parameters
    ----------
    cpu_seconds : int
        Processor time of all its threads; at the limit the kernel kills it.
    memory : int
        Bytes of address space beyond what the nursery has already.
    file_size : int
        Bytes of one file.
    folder_size : int
        Bytes of all files in its own folder, which they take from the memory; needs the layer ``mount``.
    folder_files : int
        Files and folders in its own folder; needs the layer ``mount``.
    open_files : int
    threads : int
        Of all examinees of a nursery together; needs the layer ``namespaces``, and does not bind root.

    Examples
    --------
    >>> Limits(memory=512 * 2**20).open_files
    128
    """

    cpu_seconds: int = 120
    memory: int = 1024 * 2**20
    file_size: int = 32 * 2**20
    folder_size: int = 64 * 2**20
    folder_files: int = 4096
    open_files: int = 128
    threads: int = 4096


# --- plain system calls -------------------------------------------------------------------------------------------------

_libc = ctypes.CDLL(None, use_errno=True) if LINUX else None
if LINUX:
    _libc.syscall.restype = ctypes.c_long


def _check(result: int, what: str) -> int:
    """Return the result of a system call, or raise with its error."""
    if result < 0:
        code = ctypes.get_errno()
        raise SandboxError(f"{what}: {os.strerror(code)}")
    return result


def _known_machine() -> int:
    if MACHINE is None:
        raise SandboxError(f"the numbers of system calls on this machine ({platform.machine()}) are not known")
    return MACHINE


def _call(name: str, *arguments) -> int:
    """Make a system call that libc has no function for; all six arguments are given at full width."""
    number = _CALLS[name][_known_machine()]
    full = [a if isinstance(a, ctypes.c_void_p) else ctypes.c_long(a) for a in arguments]
    full += [ctypes.c_long(0)] * (6 - len(full))
    return _check(_libc.syscall(ctypes.c_long(number), *full), name)


def _pointer(buffer) -> ctypes.c_void_p:
    return ctypes.c_void_p(ctypes.addressof(buffer))


def _prctl(option: int, *arguments: int) -> int:
    full = [ctypes.c_ulong(a) for a in arguments] + [ctypes.c_ulong(0)] * (4 - len(arguments))
    return _check(_libc.prctl(option, *full), f"prctl {option}")


def _mount(source: str, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind, data)]
    what = f"mount {kind or source} on {target}"
    _check(_libc.mount(*texts[:3], ctypes.c_ulong(flags), texts[3]), what)


def _unshare(flags: int) -> None:
    _check(_libc.unshare(flags), "unshare")


# --- what may be read ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Allowed:
    """What an examinee may read.

    Parameters
    ----------
    roots : tuple of str
        Files and folders, without symbolic links in their paths, and none of them inside another.
    forbidden : tuple of str
        What stays hidden even if it lies inside one of the roots.
    listed : tuple of str
        Folders whose names may be listed although something inside is forbidden.
    links : tuple of (str, str)
        Symbolic links on the way to the roots, with what they hold.
    """

    roots: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
SHARED = """
/lib /lib64 /usr/lib /usr/lib64 /usr/lib32 /usr/local/lib /usr/local/lib64 /usr/share /usr/local/share/fonts
/etc/ld.so.cache /etc/ld.so.conf /etc/ld.so.conf.d /etc/alternatives /etc/localtime /etc/timezone /etc/fonts /etc/mime.types
/etc/ssl/openssl.cnf /etc/pki/tls/openssl.cnf /etc/crypto-policies /sys/devices/system/cpu /sys/fs/cgroup/cpu.max
/sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu/cpu.cfs_period_us
""".split()
"""Libraries, fonts, time zones, and the counts of processors that numerical libraries ask for."""
ABOUT_SELF = "/proc/self"
"""What numerical libraries ask about their own process; opened by each examinee for itself."""
ABOUT_MACHINE = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat")
STORES = ("/nix/store", "/gnu/store")
"""Where two distributions keep every package, each in a folder of its own."""
OF_A_PREFIX = ("lib", "lib64", "lib32", "share", "etc", "fonts", "ssl", "pyvenv.cfg")
"""What Python reads of its own prefix; the rest may be a project's folder in which somebody made an environment."""
WITHHELD = ("utils/learn/exercises", "utils/learn/quizzes")
"""Parts of the course package that the examinee does without: they hold the cases, and how more of them are drawn."""


def allowed_paths(course_root: str | os.PathLike, forbidden: Iterable[str | os.PathLike] = ()) -> Allowed:
    """Return what an examinee may read: Python, its packages, the shared libraries, and the course package.

    Parameters
    ----------
    course_root : path
        The folder of the course. Only its ``utils`` may be read, and of that not the exercises nor the quizzes.
    forbidden : iterable of paths
        What stays hidden even if it lies in one of these: solutions, tests, submissions, results. A folder around them,
        such as the one from which the runner was started, needs no mention and hides none of them.

    Returns
    -------
    Allowed

    Examples
    --------
    >>> allowed = allowed_paths("/nowhere/course", ["/nowhere/class"])
    >>> any("course" in root for root in allowed.roots)  # there is no such folder
    False
    """
    course = Path(course_root)
    links: dict[str, str] = {}
    wanted = [*SHARED, *_of_python(), str(course / "utils")]
    wanted += [store for store in STORES if os.path.realpath(sys.base_prefix).startswith(store)]
    real = {_resolve(path, links) for path in wanted if os.path.exists(path)}
    withheld = [os.path.join(entry, name) for entry in sys.path for name in WITHHELD]  # of an installed copy
    hidden = {os.path.realpath(path) for path in (*forbidden, *filter(os.path.exists, withheld))}
    hidden |= {os.path.realpath(course / name) for name in WITHHELD}
    if course.is_dir():  # in case that it lies within the Python installation
        own = {os.path.realpath(entry) for entry in os.scandir(course)}
        hidden |= {entry for entry in own if not any(_inside(path, entry) for path in real)}
    roots = tuple(sorted(path for path in real if not any(_inside(path, other) for other in real - {path})))
    hidden = {path for path in hidden if any(_inside(path, root) for root in roots)}
    package = os.path.realpath(course / "utils")
    listed = {str(parent) for path in hidden for parent in Path(path).parents if _inside(str(parent), package)}
    return Allowed(roots, tuple(sorted(hidden)), tuple(sorted(listed)), tuple(sorted(links.items())))


def split(root: str, forbidden: Collection[str]) -> list[str]:
    """Return the parts of `root` that together hold everything in it but the forbidden paths.

    Landlock can only allow a folder with all that is in it, so a folder with something forbidden inside is replaced by its
    entries. An entry that is made later in such a folder is not allowed.

    Parameters
    ----------
    root : str
    forbidden : collection of str
        Paths without symbolic links.

    Returns
    -------
    list of str
        `root` itself where nothing inside it is forbidden.

    Examples
    --------
    >>> split("/nowhere/lib", ["/nowhere/library", "/elsewhere"])
    ['/nowhere/lib']
    >>> split("/nowhere/lib", ["/nowhere"])
    []
    """
    if any(_inside(root, path) for path in forbidden):
        return []
    if not any(_inside(path, root) for path in forbidden):
        return [root]
    try:
        entries = sorted(entry.path for entry in os.scandir(root) if not entry.is_symlink())
    except OSError:
        return []
    return [part for entry in entries for part in split(entry, forbidden)]


def _inside(path: str, folder: str) -> bool:
    """Tell whether `path` is `folder` or lies in it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _of_python() -> list[str]:
    """List where this Python finds its library and its packages."""
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix} - {os.sep}
    found = [os.path.join(prefix, name) for prefix in prefixes for name in OF_A_PREFIX]
    found += [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    kinds = ("site-packages", "dist-packages", "lib-dynload")
    return found + [path for path in sys.path if os.path.basename(path) in kinds or path.endswith(".zip")]


def _loaded_libraries() -> list[str]:
    """List the shared libraries that this process has loaded, from wherever they came."""
    with contextlib.suppress(OSError), open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
        paths = {line.split(maxsplit=5)[5].rstrip("\n") for line in maps if line.count("/")}
        return sorted(path for path in paths if ".so" in os.path.basename(path) and os.path.isfile(path))
    return []


def _resolve(path: str, links: dict[str, str]) -> str:
    """Return the real path, and add the symbolic links on the way to `links`."""
    done, pending = "/", os.path.abspath(path).split("/")[:0:-1]
    while pending:
        step = pending.pop()
        here = os.path.normpath(os.path.join(done, step))
        if os.path.islink(here) and len(links) < 1000:
            links[here] = os.readlink(here)
            target = links[here]
            done = "/" if target.startswith("/") else done
            pending += [part for part in target.split("/")[::-1] if part]
        else:
            done = here
    return done


# --- namespaces and mounts ----------------------------------------------------------------------------------------------

_own_processes: int | None = None  # the nursery's own PID namespace, to which it returns before each fork


def bootstrap(wanted: bool = True) -> bool:
    """Move the calling process into user, PID, network, IPC and host-name namespaces of its own.

    To be called first of all in the nursery, while it has one thread. A process cannot enter a new PID namespace itself, so
    the work goes on in a child; the process that was started only waits for it, and ends as it ends. If either of them, or
    the parent, dies, so do the others, and everything in the namespace with them.

    Parameters
    ----------
    wanted : bool
        Without it nothing is done.

    Returns
    -------
    bool
        False where the system does not permit it; then nothing has changed.
    """
    if not (LINUX and wanted) or _attempt(_own_namespaces):
        return False
    parent = _open_pidfd(os.getppid())
    alive, keeper = os.pipe()
    _own_namespaces()
    child = os.fork()
    if child:
        os.close(alive)
        _wait_and_follow(child, parent)
    os.close(keeper)
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if select.select([alive], [], [], 0)[0]:  # the outer process died before the line above
        os._exit(EXIT_UNCONFINED)
    for descriptor in {alive, *({parent} - {None})}:
        os.close(descriptor)
    global _own_processes
    _own_processes = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    return True


def _own_namespaces() -> None:
    """Unshare, and keep the ids of user and group as they are."""
    user, group = os.geteuid(), os.getegid()
    _unshare(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)


def _open_pidfd(pid: int) -> int | None:
    try:
        return os.pidfd_open(pid)
    except OSError:
        return None


def _wait_and_follow(child: int, parent: int | None) -> None:
    """Wait until the child ends, and end in the same way; if the parent ends first, end the child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    watch, own = select.poll(), _open_pidfd(child)
    if parent is not None and own is not None:
        watch.register(parent, select.POLLIN)
        watch.register(own, select.POLLIN)
        if any(descriptor == parent for descriptor, _ in watch.poll()):
            os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code < 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with contextlib.suppress(OSError, ValueError):
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code if code >= 0 else 128 - code)


def before_fork() -> None:
    """Let the next ``os.fork()`` of the nursery make the first process of a PID namespace of its own.

    To be called before every fork once :func:`bootstrap` returned True; otherwise it does nothing.

    Raises
    ------
    SandboxError
        If the kernel refuses, because too many namespaces are in use.
    """
    if _own_processes is not None:
        _check(_libc.setns(_own_processes, CLONE_NEWPID), "setns")
        _unshare(CLONE_NEWPID)


def _new_root(allowed: Allowed, base: str) -> None:
    """Exchange the root of the nursery for one that holds nothing but what may be read, all of it read-only."""
    _unshare(CLONE_NEWNS)
    _mount("none", "/", None, MS_REC | MS_PRIVATE)
    _mount("tmpfs", base, "tmpfs", MS_NOSUID | MS_NODEV, "size=4m,mode=755")
    for path in allowed.roots:
        _bind(path, base + path)
    for path, target in allowed.links:
        _link(base + path, target)
    for path in allowed.forbidden:
        _mask(path, base, allowed.roots)
    os.makedirs(base + base, exist_ok=True)
    os.makedirs(base + "/proc")
    with contextlib.suppress(SandboxError):  # refused where parts of /proc are covered, as in some containers
        _mount("proc", base + "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "hidepid=2")
    devices = [path for path in DEVICES if os.path.exists(path)]
    for path in devices:
        _make_target(path, base + path)
    attributes = struct.pack("QQQQ", MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV, 0, 0, 0)
    top, buffer = ctypes.create_string_buffer(os.fsencode(base)), ctypes.create_string_buffer(attributes, 32)
    _call("mount_setattr", AT_FDCWD, _pointer(top), AT_RECURSIVE, _pointer(buffer), 32)
    for path in devices:  # after the line that takes all devices away
        _mount(path, base + path, None, MS_BIND)
    os.chdir(base)
    here = ctypes.create_string_buffer(b".")
    _call("pivot_root", _pointer(here), _pointer(here))
    _check(_libc.umount2(b".", MNT_DETACH), "umount the old root")
    os.chdir("/")


def _make_target(source: str, target: str) -> None:
    """Make the folder or the empty file that a mount needs to be put on."""
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    elif not os.path.exists(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o444))


def _bind(source: str, target: str) -> None:
    _make_target(source, target)
    _mount(source, target, None, MS_BIND | MS_REC)


def _link(path: str, target: str) -> None:
    """Make a symbolic link of the old root in the new one, unless a part that was taken over whole has it."""
    if not os.path.lexists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(target, path)


def _mask(path: str, base: str, roots: Iterable[str]) -> None:
    """Cover a forbidden path that came along with one of the roots."""
    if not any(_inside(path, root) for root in roots) or not os.path.exists(path):
        return
    if os.path.isdir(path):
        _mount("tmpfs", base + path, "tmpfs", MS_NOSUID | MS_NODEV, "size=4k,mode=000")
    else:
        _make_target("", f"{base}/.withheld")
        os.chmod(f"{base}/.withheld", 0)
        _mount(f"{base}/.withheld", base + path, None, MS_BIND)


# --- the seccomp filter -------------------------------------------------------------------------------------------------

_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO
_EPERM, _ENOSYS = _ERRNO | 1, _ERRNO | 38
_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = (
    0x20,
    0x54,
    0x15,
    0x35,
    0x06,
)  # LD|W|ABS, ALU|AND|K, JMP|JEQ|K, JMP|JGE|K, RET|K
_AUDIT_ARCH = (0xC000003E, 0xC00000B7)
_X32_BIT = 0x40000000
_OWN_PID = object()  # stands in the program where the examinee's process number comes

Instruction = tuple[int, int, int, object]


def _argument(index: int) -> Instruction:
    """Load the lower half of an argument (both machines are little-endian)."""
    return (_LOAD, 0, 0, 16 + 8 * index)


def _answer(result: int) -> Instruction:
    return (_RETURN, 0, 0, result)


def _only(index: int, mask: int, *values: object) -> list[Instruction]:
    """Allow the call if an argument, under a mask, is one of the values."""
    block = [_argument(index), (_AND, 0, 0, mask)]
    for value in values:
        block += [(_EQUAL, 0, 1, value), _answer(_ALLOW)]
    return [*block, _answer(_EPERM)]


def _but(index: int, mask: int, *values: int) -> list[Instruction]:
    """Refuse the call if an argument, under a mask, is one of the values."""
    block = [_argument(index), (_AND, 0, 0, mask)]
    for value in values:
        block += [(_EQUAL, 0, 1, value), _answer(_EPERM)]
    return [*block, _answer(_ALLOW)]


def _checks() -> dict[str, list[Instruction]]:
    """Return what the filter does for each call of which it looks at the arguments.

    The kernel takes all of these arguments as 32-bit numbers, apart from the flags of clone, of which all that matter lie
    in the lower half; so looking at the lower half is looking at what the kernel sees.
    """
    word, access_and_truncate = 0xFFFFFFFF, 0o1003  # O_ACCMODE | O_TRUNC
    truncating_unseen = (0o1000, 0o1003)  # without opening for writing, which Landlock lets pass before ABI 3
    new = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET
    signals = ("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo")
    owner_lease_signal_notify = (8, 1024, 10, 15, 1026)  # F_SETOWN, F_SETLEASE, F_SETSIG, F_SETOWN_EX, F_NOTIFY
    # TIOCSTI, TIOCLINUX (typing into a terminal), FIOSETOWN, SIOCSPGRP, FS_IOC_SETFLAGS, FS_IOC_SETVERSION, FS_IOC_FSSETXATTR
    controls = (0x5412, 0x541C, 0x8901, 0x8902, 0x40086602, 0x40087602, 0x401C5820)
    options = (PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_MM, PR_SET_CHILD_SUBREAPER, PR_SCHED_CORE)
    streams = _only(1, 0xF, SOCK_STREAM)[:-1]  # any other kind could be pointed at a third socket
    return {name: _only(0, word, _OWN_PID) for name in signals} | {
        "clone": _only(0, new | CLONE_THREAD, CLONE_THREAD),
        "clone3": [_answer(_ENOSYS)],  # its flags lie in memory, out of the filter's sight; libc then uses clone
        "openat2": [_answer(_ENOSYS)],  # likewise
        "open": _but(1, access_and_truncate, *truncating_unseen),
        "openat": _but(2, access_and_truncate, *truncating_unseen),
        "prlimit64": _only(0, word, 0, _OWN_PID),
        "fcntl": _but(1, word, *owner_lease_signal_notify),
        "ioctl": _but(1, word, *controls),
        "prctl": _but(0, word, *options, PR_SET_PTRACER),
        "socketpair": [_argument(0), (_EQUAL, 0, len(streams), AF_UNIX), *streams, _answer(_EPERM)],
    }


def _refused_numbers(machine: int) -> list[int]:
    words = _REFUSED.split()
    return [int(words[i + 1 + machine]) for i in range(0, len(words), 3) if words[i + 1 + machine] != "-"]


def _filter_program(machine: int) -> list[Instruction]:
    """Return the filter: refuse what is in the tables, allow the rest."""
    program = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, _AUDIT_ARCH[machine]), _answer(_EPERM), (_LOAD, 0, 0, 0)]
    program += [(_AT_LEAST, 0, 1, _X32_BIT), _answer(_EPERM), (_AT_LEAST, 0, 1, _FIRST_UNKNOWN), _answer(_ENOSYS)]
    for number in _refused_numbers(machine):
        program += [(_EQUAL, 0, 1, number), _answer(_EPERM)]
    for name, block in _checks().items():
        if (number := _CHECKED[name][machine]) is not None:
            program += [(_EQUAL, 0, len(block), number), *block]
    return [*program, _answer(_ALLOW)]


@dataclass(frozen=True)
class _Filter:
    """The program as the kernel takes it, and where the examinee's process number has to be written in it."""

    code: ctypes.Array
    header: ctypes.Array
    places: tuple[int, ...]

    @classmethod
    def build(cls, machine: int) -> _Filter:
        program = _filter_program(machine)
        packed = b"".join(struct.pack("=HBBI", *step[:3], 0 if step[3] is _OWN_PID else step[3]) for step in program)
        code = ctypes.create_string_buffer(packed, len(packed))
        header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code)), 16)
        return cls(code, header, tuple(8 * i + 4 for i, step in enumerate(program) if step[3] is _OWN_PID))

    def install(self) -> None:
        """Put the filter around the calling thread and all that comes of it; there is no way back."""
        for place in self.places:
            struct.pack_into("=I", self.code, place, os.getpid())
        _check(_libc.prctl(PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_MODE_FILTER), _pointer(self.header)), "seccomp")


# --- Landlock -----------------------------------------------------------------------------------------------------------


def _landlock_abi() -> int:
    """Return which version of Landlock the kernel offers; 0 for none."""
    try:
        return _call("landlock_create_ruleset", ctypes.c_void_p(None), 0, LANDLOCK_CREATE_RULESET_VERSION)
    except SandboxError:
        return 0


@dataclass(frozen=True)
class _Rules:
    """What Landlock handles on this kernel, and open files for what may be read."""

    attributes: ctypes.Array
    size: int
    handled: int
    descriptors: tuple[int, ...]
    rules: tuple[ctypes.Array, ...]

    @classmethod
    def build(cls, abi: int, allowed: Allowed) -> _Rules:
        handled = (1 << (12 + min(abi, 3))) - 1  # 13 rights, then FS_REFER, then FS_TRUNCATE
        handled |= FS_IOCTL_DEV if abi >= 5 else 0
        net = NET_BIND_TCP | NET_CONNECT_TCP if abi >= 4 else 0
        scoped = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL if abi >= 6 else 0
        size = 8 if abi < 4 else 16 if abi < 6 else 24
        attributes = ctypes.create_string_buffer(struct.pack("QQQ", handled, net, scoped), 24)
        read = FS_READ_FILE | FS_READ_DIR
        wanted = [(part, read) for root in allowed.roots for part in split(root, allowed.forbidden)]
        wanted += [(path, FS_READ_DIR) for path in allowed.listed]
        wanted += [(path, FS_READ_FILE) for path in ABOUT_MACHINE]
        wanted += [(path, FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE | FS_IOCTL_DEV) for path in DEVICES]
        opened = tuple(_opened(wanted, handled))
        return cls(attributes, size, handled, tuple(descriptor for descriptor, _ in opened), tuple(map(_rule, opened)))

    def restrict(self, folder: str) -> None:
        """Confine the calling thread and all that comes of it to the rules, and to writing in `folder`."""
        ruleset = _call("landlock_create_ruleset", _pointer(self.attributes), self.size, 0)
        everything = self.handled & ~(FS_EXECUTE | FS_MAKE_CHAR | FS_MAKE_BLOCK | FS_MAKE_SOCK | FS_IOCTL_DEV)
        own = list(_opened([(folder, everything), (ABOUT_SELF, FS_READ_FILE | FS_READ_DIR)], self.handled))
        for rule in (*self.rules, *map(_rule, own)):
            _call("landlock_add_rule", ruleset, LANDLOCK_RULE_PATH_BENEATH, _pointer(rule), 0)
        _call("landlock_restrict_self", ruleset, 0)
        for descriptor in (ruleset, *(descriptor for descriptor, _ in own)):
            os.close(descriptor)


def _rule(opened: tuple[int, int]) -> ctypes.Array:
    """Return a rule as the kernel takes it: these rights below this open folder."""
    descriptor, rights = opened
    return ctypes.create_string_buffer(struct.pack("=Qi", rights, descriptor), 12)


def _opened(wanted: Iterable[tuple[str, int]], handled: int) -> Iterator[tuple[int, int]]:
    """Open what can be opened, each with the rights that such a file or folder can have."""
    for path, rights in wanted:
        with contextlib.suppress(OSError):
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
            folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
            yield descriptor, rights & handled & (~0 if folder else ~FS_READ_DIR)


# --- preparing and entering ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cage:
    """What the nursery has made ready, so that entering takes an examinee little time.

    Parameters
    ----------
    layers : frozenset of str
        The layers that :func:`enter` puts in place, or fails.
    base : str
        The empty folder in which the examinees' own folders lie.
    """

    layers: frozenset[str]
    base: str
    nursery: int
    size: int
    rules: _Rules | None = field(default=None, repr=False)
    filter: _Filter | None = field(default=None, repr=False)


def prepare(layers: Collection[str], allowed: Allowed, base: str | os.PathLike) -> Cage:
    """Make the nursery ready to fork examinees; to be called after it has imported all that they need.

    With the layer ``mount`` the nursery itself sees from now on only what is allowed, and cannot write any more.

    Parameters
    ----------
    layers : collection of str
        Which of :data:`LAYERS` to use, as :attr:`Protections.layers` has them.
    allowed : Allowed
    base : path
        An empty folder of the nursery's own, for the examinees' folders.

    Returns
    -------
    Cage

    Raises
    ------
    SandboxError
        If one of the layers cannot be had; the nursery must then end.
    ValueError
        For a layer that does not exist.
    """
    if unknown := set(layers) - set(LAYERS):
        raise ValueError(f"There is no layer {', '.join(sorted(unknown))}; the layers are {', '.join(LAYERS)}.")
    if "namespaces" in layers and _own_processes is None:
        raise SandboxError("namespaces: bootstrap() was not called, or not permitted")
    if not layers:
        return Cage(frozenset(), os.path.realpath(base), os.getpid(), 0)
    base = os.path.realpath(base)
    libraries = [path for path in _loaded_libraries() if not any(_inside(path, root) for root in allowed.roots)]
    allowed = Allowed((*allowed.roots, *libraries), allowed.forbidden, allowed.listed, allowed.links)
    _remember_folders()
    hide_memory()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a folder that had to be split can need many
    statm = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
    if "mount" in layers:
        _new_root(allowed, base)
    abi = _landlock_abi() if "landlock" in layers else 0
    if "landlock" in layers and not abi:
        raise SandboxError("landlock: this kernel does not offer it")
    rules = _Rules.build(abi, allowed) if abi else None
    program = _Filter.build(_known_machine()) if "seccomp" in layers else None
    return Cage(frozenset(layers), base, os.getpid(), statm, rules, program)


def _remember_folders() -> None:
    """Let the import system list every folder on its path, so that examinees need not list them."""
    packages = [
        list(module.__path__) for module in [*sys.modules.values()] if isinstance(getattr(module, "__path__", 0), list)
    ]
    for path in (None, *packages):
        with contextlib.suppress(Exception):  # a package with a path of its own making
            PathFinder.find_spec("there_is_no_such_module", path)


def hide_memory() -> bool:
    """Keep other processes of the same user from reading the memory and the environment of this one.

    Meant for the parent, which knows the expected values, and for the nursery. It does not stop root.

    Returns
    -------
    bool
        Whether the system has a way to do it.
    """
    return LINUX and _libc.prctl(PR_SET_DUMPABLE, ctypes.c_ulong(0)) == 0


def enter(limits: Limits, cage: Cage, workdir: str | os.PathLike, *, keep: Iterable[int] | None = None) -> None:
    """Confine the calling process for good; to be called in the examinee, right after the fork.

    Parameters
    ----------
    limits : Limits
    cage : Cage
        From :func:`prepare`.
    workdir : path
        The examinee's own folder, `cage.base` or inside it; made if it is not there, and the current folder afterwards. With
        the layer ``mount`` it lies in the memory and is gone with the examinee; else somebody must remove it.
    keep : iterable of int, optional
        File descriptors to keep, besides 0, 1 and 2; all others are closed. Without it nothing of the caller's is closed.

    Raises
    ------
    SandboxError
        If a layer of the cage could not be put in place. The caller must report it and end with :data:`EXIT_UNCONFINED`.
    """
    if not cage.layers:
        os.makedirs(workdir, exist_ok=True)
        os.chdir(workdir)
        return
    try:
        _enter(limits, cage, os.fspath(workdir), keep)
    except SandboxError:
        raise
    except Exception as error:  # whatever it was: not confined
        raise SandboxError(f"{type(error).__name__}: {error}") from error


def _enter(limits: Limits, cage: Cage, workdir: str, keep: Iterable[int] | None) -> None:
    if "namespaces" in cage.layers and os.getpid() != 1:
        raise SandboxError("namespaces: before_fork() was not called")
    os.setsid()
    os.umask(0o077)
    if "mount" in cage.layers:
        _own_folder(cage, limits)
    os.makedirs(workdir, exist_ok=True)
    os.chdir(workdir)
    if "limits" in cage.layers:
        _set_limits(limits, cage)
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    if cage.rules is not None:
        cage.rules.restrict(workdir)
    _drop_capabilities()
    _prctl(PR_SET_DUMPABLE, 0)
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if "namespaces" not in cage.layers and os.getppid() != cage.nursery:
        raise SandboxError("the nursery has ended")
    _close(cage, keep)
    with contextlib.suppress(OSError):  # kept open, so that the kernel does not forget which folder the rule was for
        os.open(ABOUT_SELF, os.O_PATH | os.O_CLOEXEC)
    if cage.filter is not None:
        cage.filter.install()


def _own_folder(cage: Cage, limits: Limits) -> None:
    """Put an empty folder in memory over the common one, for this process only."""
    _unshare(CLONE_NEWNS if "seccomp" in cage.layers else CLONE_NEWNS | CLONE_NEWIPC)
    size = f"size={limits.folder_size},nr_inodes={limits.folder_files},mode=700"
    _mount("tmpfs", cage.base, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, size)


def _set_limits(limits: Limits, cage: Cage) -> None:
    """Lower the limits, for good."""
    used = int(os.pread(cage.size, 64, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")
    wanted = [
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, used + limits.memory),
    ]
    if "namespaces" in cage.layers:  # elsewhere it would count all that the user runs
        wanted.append((resource.RLIMIT_NPROC, limits.threads))
    for kind, value in wanted:
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


_CAPABILITY_HEADER = struct.pack("=Ii", _LINUX_CAPABILITY_VERSION_3, 0)


def _drop_capabilities() -> None:
    """Give up every capability: those of root, and those that a user namespace gives its first process."""
    with contextlib.suppress(SandboxError):  # kernels before 4.3 have no ambient set
        _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header, none = ctypes.create_string_buffer(_CAPABILITY_HEADER, 8), ctypes.create_string_buffer(24)
    _check(_libc.capset(_pointer(header), _pointer(none)), "capset")


def _close(cage: Cage, keep: Iterable[int] | None) -> None:
    """Close the nursery's descriptors, and unless `keep` is None, all others but those to keep."""
    if keep is None:
        for descriptor in {cage.size, _own_processes, *(cage.rules.descriptors if cage.rules else ())} - {None}:
            os.close(descriptor)
        return
    low = 0
    for descriptor in sorted({0, 1, 2, *keep}):
        if low < descriptor:  # os.closerange(0, 0) would close everything
            os.closerange(low, descriptor)
        low = descriptor + 1
    os.closerange(low, 2**31 - 1)


# --- what this system offers --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Protection:
    """One protection, for the line that the runner prints.

    Parameters
    ----------
    key : {"files", "processes", "network", "limits", "environment"}
    name : str
    active : bool
    what : str
        What it does, in plain words.
    why_not : str
        Why it is not active, or falls short.
    """

    key: str
    name: str
    active: bool
    what: str
    why_not: str = ""

    def __str__(self) -> str:
        """Return one line."""
        state = "on " if self.active else "off"
        return f"{state}  {self.name}: {self.what}" + (f" ({self.why_not})" if self.why_not else "")


@dataclass(frozen=True)
class Protections:
    """What protects the machine from the submissions.

    Parameters
    ----------
    layers : tuple of str
        What :func:`prepare` is to be given.
    reasons : dict
        For each layer that is not to be had, why.
    abi : int
        Version of Landlock; 0 for none.
    bwrap : bool
        Whether the nursery is to be started with :func:`bwrap_prefix`.

    Examples
    --------
    >>> Protections(("landlock", "seccomp", "limits"), {"namespaces": "not permitted"}, abi=4).missing
    ()
    >>> Protections(("limits",), {}).missing
    ('files', 'processes', 'network')
    """

    layers: tuple[str, ...]
    reasons: dict[str, str]
    abi: int = 0
    bwrap: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of :data:`REQUIRED` nothing provides."""
        keys = {protection.key for protection in self.protections if protection.active}
        return tuple(key for key in REQUIRED if key not in keys)

    @property
    def protections(self) -> tuple[Protection, ...]:
        """All of them, active or not, in words."""
        on, why = self.layers, self.reasons.get
        version = f"Landlock ABI {self.abi}" if self.abi else "Landlock"
        spaces = "through bwrap" if self.bwrap else "user, PID, network, IPC"
        return (
            Protection("files", f"files ({version})", "landlock" in on,
                       "reads Python and the course package only, writes in its own folder only", why("landlock", "")),
            Protection("files", "file system (mount namespace)", "mount" in on,
                       "sees no other files at all; its own folder is in memory and bounded", why("mount", "")),
            Protection("processes", "processes and system calls (seccomp)", "seccomp" in on,
                       "starts no process and no program, touches no other one", why("seccomp", "")),
            Protection("network", "network (seccomp)", "seccomp" in on, "opens no socket", why("seccomp", "")),
            Protection("network", f"namespaces ({spaces})", "namespaces" in on or self.bwrap,
                       "has no network; all that it started ends with it",
                       "" if self.bwrap else why("namespaces", "")),
            Protection("limits", "limits (CPU, memory, file size, open files)", "limits" in on,
                       "is stopped when it uses too much", why("limits", "")),
            Protection("environment", "clean environment", True, "finds no variables of yours, and an empty folder"),
        )  # fmt: skip

    def plain(self) -> dict:
        """Return what JSON knows, for the nursery or for another machine."""
        return {"layers": list(self.layers), "reasons": self.reasons, "abi": self.abi, "bwrap": self.bwrap}

    @classmethod
    def from_plain(cls, record: dict) -> Protections:
        """Return what :meth:`plain` wrote."""
        return cls(tuple(record["layers"]), dict(record["reasons"]), record["abi"], record["bwrap"])


def available() -> Protections:
    """Find out which layers this system offers, by trying each in a process of its own.

    The variable ``COURSE_GRADE_WITHOUT`` turns layers off, for tests and for finding out which of them is in the way:
    ``COURSE_GRADE_WITHOUT=landlock,mount``. Without ``namespaces`` there is no ``mount`` either, and bubblewrap is tried
    where it is installed, unless ``bwrap`` is named as well.

    Returns
    -------
    Protections
    """
    if not LINUX:
        return usable()
    variables = {name: os.environ[name] for name in ("PATH", WITHOUT) if name in os.environ}
    return _probe([], variables)


def usable() -> Protections:
    """Do the same as :func:`available` in the calling process, which must have one thread and no layer yet.

    Within bubblewrap (:data:`IN_BWRAP` is set), that is said as well.

    Returns
    -------
    Protections
    """
    if not LINUX:
        return Protections((), dict.fromkeys(LAYERS, f"not on this system ({platform.system()})"))
    without = {name.strip() for name in os.environ.get(WITHOUT, "").split(",")}
    with tempfile.TemporaryDirectory() as folder:
        reasons: dict[str, str] = {}
        for name, trial in _TRIALS.items():
            reason = f"turned off by {WITHOUT}" if name in without else _attempt(lambda trial=trial: trial(folder))
            reasons |= {name: reason} if reason else {}
        if "namespaces" in reasons:
            reasons.setdefault("mount", "needs namespaces")
        layers = tuple(name for name in LAYERS if name not in reasons)
        if IN_BWRAP in os.environ:
            return Protections(layers, reasons, _landlock_abi(), bwrap="namespaces" in reasons)
        if "namespaces" not in reasons or "bwrap" in without or not shutil.which("bwrap"):
            return Protections(layers, reasons, _landlock_abi())
        variables = {WITHOUT: ",".join(without), "TMPDIR": folder, IN_BWRAP: "1", "PATH": os.environ.get("PATH", "")}
        inside = _probe(bwrap_prefix(folder), variables)
        return inside if inside.bwrap else Protections(layers, reasons, _landlock_abi())


def _probe(prefix: Sequence[str], variables: Mapping[str, str]) -> Protections:
    """Try every layer in a fresh Python, which may fork because it has one thread."""
    command = [*prefix, sys.executable, "-I", "-S", os.path.abspath(__file__)]
    variables = {"LC_ALL": "C.UTF-8", **variables}
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, env=variables, check=True)
        return Protections.from_plain(json.loads(ended.stdout))
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return Protections((), dict.fromkeys(LAYERS, f"could not be tried: {error}"))


def _attempt(trial: Callable[[], object]) -> str:
    """Run something in a child; return why it failed, or an empty string."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            trial()
        except BaseException as error:
            os.write(write, (str(error) or type(error).__name__).encode(errors="replace")[:500])
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        message = pipe.read().decode(errors="replace")
    status = os.waitpid(child, 0)[1]
    return message or (f"a trial ended with status {status}" if status else "")


def _try_landlock(folder: str) -> None:
    if not (abi := _landlock_abi()):
        raise SandboxError("this kernel does not offer Landlock, or it is switched off")
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    _Rules.build(abi, Allowed(())).restrict(folder)
    with contextlib.suppress(PermissionError):
        os.listdir("/")
        raise SandboxError("Landlock let a forbidden folder be read")


def _try_seccomp(folder: str) -> None:
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    _Filter.build(_known_machine()).install()
    with contextlib.suppress(PermissionError):
        if os.fork() == 0:
            os._exit(0)
        raise SandboxError("seccomp let a process be started")


def _try_namespaces(folder: str) -> None:
    if not bootstrap():
        _own_namespaces()  # once more, for the reason
    before_fork()
    _attempt_here(lambda: None if os.getpid() == 1 else _fail("no process numbers of its own"))


def _try_mount(folder: str) -> None:
    if not bootstrap():
        raise SandboxError("needs namespaces, which are not permitted")
    cage = prepare(("namespaces", "mount"), allowed_paths(folder), folder)
    before_fork()
    _attempt_here(
        lambda: enter(Limits(), cage, folder) or (os.path.exists("/etc/passwd") and _fail("the old root is visible"))
    )


def _try_limits(folder: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def _attempt_here(trial: Callable[[], object]) -> None:
    if reason := _attempt(trial):
        raise SandboxError(reason)


def _fail(reason: str) -> None:
    raise SandboxError(reason)


_TRIALS = {
    "landlock": _try_landlock,
    "seccomp": _try_seccomp,
    "namespaces": _try_namespaces,
    "mount": _try_mount,
    "limits": _try_limits,
}


def bwrap_prefix(base: str | os.PathLike) -> list[str]:
    """Return the words to put before the nursery's command, to start it within bubblewrap.

    For systems that refuse user namespaces to programs in general, but not to ``bwrap``. The whole system is visible there,
    read-only; hiding files is left to Landlock.

    Parameters
    ----------
    base : path
        An empty folder; inside, it is an empty folder in memory, which all examinees of the nursery share.

    Returns
    -------
    list of str
        Open file descriptors are handed on to the command.

    Examples
    --------
    >>> bwrap_prefix("/tmp/work")[-2:]
    ['/tmp/work', '--']
    """
    spaces = "--unshare-user-try --unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup-try".split()
    view = ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", os.fspath(base)]
    return ["bwrap", "--die-with-parent", "--new-session", "--cap-drop", "ALL", *spaces, *view, "--"]


if __name__ == "__main__":
    print(json.dumps(usable().plain()))
