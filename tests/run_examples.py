"""Compiles and runs the programs of tests/examples/, and holds the pages of runtime/guide/ to them.

A page's block begins with ```c NAME.c (or cpp, python, sh and its file): it is the file, or some
whole lines of it. A C program's comment says how it is compiled, "cc NAME.c $(pkg-config --cflags
--libs libiqm-insights ...)", and so it is. Each program runs in a directory of its own beside a
sandbox of its own: it ends with 0 and prints something. NAME.sh, where there is one, runs it in its
place: "$EXAMPLE" is the program, "$EXAMPLES" the directory of the sources, "$PYTHON" a Python.
"""
from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SOURCES = TOP / "tests/examples"
GUIDE = TOP / "runtime/guide"
BUILD = TOP / os.environ.get("BUILD", "build")
COMPILERS = {".c": os.environ.get("CC", "cc"), ".cpp": os.environ.get("CXX", "c++")}
CHECKED = ("c", "cpp", "python", "sh") # languages whose blocks are files
LIMIT = 120 # seconds for a program

# What pkg-config would say if this tree were installed.
OURS = {
    "libiqm-insights": ["-Iruntime/include", "-Igenerated", "{build}/libiqm-insights.a",
                        "{build}/libiqm-runtime.a", "-lcurl", "-lcjson", "-lm", "-pthread"],
    "libiqm-postgres": ["-Iruntime/postgres/include", "{build}/libiqm-postgres.a", "-lpq"],
}


class Wrong(Exception):
    """What is wrong, and where."""


def check_pages() -> int:
    """How many blocks the pages have; each is in the file that it names."""
    count = 0
    for page in sorted(GUIDE.glob("*.md")):
        for line, info, block in blocks(page.read_text()):
            language, _, name = info.partition(" ")
            if language in CHECKED:
                check_block(f"{page.relative_to(TOP)}:{line}", name, block)
                count += 1
    return count


def blocks(page: str) -> list[tuple[int, str, list[str]]]:
    """Line number, "c poll.c" and lines of each fenced block."""
    found: list[tuple[int, str, list[str]]] = []
    inside = False
    for number, line in enumerate(page.splitlines(), 1):
        if line.startswith("```"):
            inside = not inside
            if inside:
                found.append((number, line[3:].strip(), []))
        elif inside:
            found[-1][2].append(line)
    return found


def check_block(where: str, name: str, block: list[str]) -> None:
    """Raises Wrong unless the block's lines stand in the file, one after the other."""
    path = SOURCES / name
    if not name or not path.is_file():
        raise Wrong(f"{where}: the block must name its file, as in ```c poll.c; "
                    f"tests/examples/{name} is none")
    lines = path.read_text().splitlines()
    starts = [i for i, line in enumerate(lines) if block and line == block[0]]
    if not any(lines[i:i + len(block)] == block for i in starts):
        odd = next((line for line in block if line not in lines), block[0] if block else "")
        raise Wrong(f"{where}: not lines of tests/examples/{name}; the first that differs may be:"
                    f"\n{odd}")


def compiled(source: Path, work: Path) -> str:
    """The program, made by the command in the source's comment."""
    stated = re.search(r"(?:cc|c\+\+) (\S+) \$\(pkg-config --cflags --libs ([^)]*)\)",
                       source.read_text())
    if not stated or stated[1] != source.name:
        raise Wrong(f"{source.name} does not say how it is compiled: cc {source.name} "
                    f"$(pkg-config --cflags --libs libiqm-insights)")
    build = os.path.relpath(BUILD, TOP) # a space above it is in no command
    flags: list[str] = []
    for package in stated[2].split():
        if package in OURS:
            flags = [word.format(build=build) for word in OURS[package]] + flags
        else:
            out = subprocess.run(["pkg-config", "--cflags", "--libs", package], check=True,
                                 stdout=subprocess.PIPE, text=True).stdout
            flags += shlex.split(out)
    program = work / source.stem
    subprocess.run([*shlex.split(COMPILERS[source.suffix]), "-O2", "-g", "-Wall", "-Wextra",
                    "-Werror", os.path.relpath(source, TOP), *flags,
                    "-o", os.path.relpath(program, TOP)], cwd=TOP, check=True)
    return str(program)


def run(source: Path) -> None:
    """Compiles and runs one."""
    work = BUILD / "guide" / source.name
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    python = os.environ.get("PYTHON", sys.executable)
    if source.suffix == ".py":
        program, command = str(source), [python, str(source)]
    else:
        program = compiled(source, work)
        command = [program]
    script = source.with_suffix(".sh")
    if script.exists():
        command = ["sh", str(script)]
    env = {**os.environ, "EXAMPLE": program, "EXAMPLES": str(SOURCES), "PYTHON": python,
           "LD_LIBRARY_PATH": str(BUILD)}
    ended = subprocess.run([str(TOP / "tests/with-sandbox.sh"), "--plain", "timeout", str(LIMIT),
                            *command], cwd=work, env=env, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, text=True, errors="replace")
    if ended.returncode or not ended.stdout.strip():
        raise Wrong(f"{source.name} ends with {ended.returncode} and prints:\n{ended.stdout}")
    print(f"example {source.name}: {len(ended.stdout.splitlines())} lines printed", flush=True)


def main() -> int:
    """0: the pages are right, and all programs ran. Arguments: the names of some."""
    every = sorted(p.name for p in SOURCES.iterdir() if p.suffix in (".c", ".cpp", ".py"))
    names = sys.argv[1:] or every
    try:
        for name in set(names) - set(every):
            raise Wrong(f"EXAMPLE: no program '{name}': expected some of {' '.join(every)}")
        print(f"runtime/guide: {check_pages()} blocks are files of tests/examples", flush=True)
        for name in names:
            run(SOURCES / name)
    except (Wrong, subprocess.CalledProcessError) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
