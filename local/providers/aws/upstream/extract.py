"""Extract: read the schemas of the Terraform provider with its own code, and write `facts.jsonl`.

`python -m local.providers.aws.upstream.extract [VERSION]` needs Go, 3 GB of disk and about fifteen minutes. The
provider's source comes as a Go module; only the packages of our services, and the clients they use, are built.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from local.providers.aws.upstream import FILE, distil, version

MODULE = "github.com/hashicorp/terraform-provider-aws"
CLIENTS = "github.com/aws/aws-sdk-go-v2/service/"
EXTRACTOR = Path(__file__).parent / "extract.go"


def main() -> None:
    """Fetch, build, run, distil."""
    parser = argparse.ArgumentParser(prog="python -m local.providers.aws.upstream.extract", description=__doc__)
    parser.add_argument("version", nargs="?", default=version(), help="of the Go module (default: %(default)s)")
    wanted = parser.parse_args().version
    with tempfile.TemporaryDirectory(prefix="terraform-provider-aws-") as folder:
        source = Path(folder) / "source"
        _fetch(wanted, Path(folder), source)
        _prune(source)
        program = source / "extract" / "main.go"
        program.parent.mkdir()
        shutil.copyfile(EXTRACTOR, program)
        print("Building (about fifteen minutes).")
        _go("build", "-mod=mod", "-o", f"{folder}/extract", "extract/main.go", cwd=source)
        found = subprocess.run([f"{folder}/extract"], capture_output=True, text=True, check=True).stdout
        release = (source / "version" / "VERSION").read_text().strip()
    head = json.dumps({"version": wanted, "release": release}, separators=(",", ":"))
    FILE.write_text("\n".join([head, *distil.lines(json.loads(found)), ""]), encoding="utf-8")
    print(f"Wrote {FILE}.")


def _fetch(wanted: str, folder: Path, source: Path) -> None:
    (folder / "go.mod").write_text("module extract\n")
    told = json.loads(_go("mod", "download", "-json", f"{MODULE}@{wanted}", cwd=folder))
    shutil.copytree(told["Dir"], source, ignore=shutil.ignore_patterns("website", "docs", "examples", "*_test.go"))
    for path in (source, *source.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)


def _prune(source: Path) -> None:
    """Leave out of the provider's own client the services that none of ours needs: most of the build."""
    pending = ["internal/conns", *(f"internal/service/{service}" for service in _services())]
    seen, needed = set[str](), set[str]()
    while pending:
        package = pending.pop()
        if package in seen:
            continue
        seen.add(package)
        for file in (source / package).glob("*.go"):
            for path in re.findall(r'^\s*(?:\w+ )?"([\w./-]+)"$', file.read_text(), re.MULTILINE):
                if path.startswith(f"{MODULE}/"):
                    pending.append(path.removeprefix(f"{MODULE}/"))
                elif path.startswith(CLIENTS) and file.name != "awsclient_gen.go":
                    needed.add(path.removeprefix(CLIENTS).split("/")[0])
    client = source / "internal" / "conns" / "awsclient_gen.go"
    head, *functions = re.split(r"(?m)^(?=func )", client.read_text())
    imports = re.findall(rf'^\t(?:(\w+) )?"{CLIENTS}(\w+)"$', head, re.MULTILINE)
    unused = {alias or service for alias, service in imports if service not in needed}
    head = "\n".join(line for line in head.split("\n") if not _imports_one_of(line, unused))
    kept = [text for text in functions if not any(f"*{alias}.Client" in text for alias in unused)]
    client.write_text(head + "".join(kept))


def _imports_one_of(line: str, aliases: set[str]) -> bool:
    found = re.match(rf'\t(?:(\w+) )?"{CLIENTS}(\w+)"$', line)
    return found is not None and (found[1] or found[2]) in aliases


def _services() -> list[str]:
    return re.findall(rf'"{MODULE}/internal/service/(\w+)"', EXTRACTOR.read_text())


def _go(*words: str, cwd: Path) -> str:
    go = shutil.which("go") or sys.exit("Go is needed: it builds the extractor inside the provider.")
    return subprocess.run([go, *words], cwd=cwd, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    main()
