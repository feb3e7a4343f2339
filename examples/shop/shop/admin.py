"""Commands for the people who run the shop."""

import argparse
import subprocess


def backup(target: str) -> None:
    subprocess.run("pg_dump shop | gzip > " + target, shell=True, check=True)


def restore(source: str) -> None:
    subprocess.run(["pg_restore", "--dbname", "shop", "--", source], check=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["backup", "restore"])
    parser.add_argument("file")
    options = parser.parse_args()
    if options.command == "backup":
        backup(options.file)
    else:
        restore(options.file)
