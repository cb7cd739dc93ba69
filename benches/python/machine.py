"""Prints facts about the machine and the versions as a line of JSON."""

import datetime
import json
import os
import platform
from importlib.metadata import version


def processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as facts:
            return next(line.partition(":")[2].strip() for line in facts if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def system() -> str:
    try:
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']} ({platform.machine()})"
    except (AttributeError, OSError):
        return f"{platform.system()} {platform.release()} ({platform.machine()})"


def facts() -> dict[str, str]:
    packages = [f"{name} {version(name)}" for name in ("sqlectic", "sqlglot", "sqlglotc", "polyglot-sql")]
    return {
        "Date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "Processor": f"{processor()}, {os.cpu_count()} cores",
        "System": system(),
        "Python": f"{platform.python_version()}; {', '.join(packages)}",
        "Crates": "sqlparser 0.63.0, polyglot-sql 0.13.5",
    }


if __name__ == "__main__":
    print(json.dumps(facts()))
