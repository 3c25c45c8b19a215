"""`make model`: trains the model that is shipped with each commune that has a corpus, and writes it beside the pack.

The same corpus, pack and libraries give the same file, byte for byte.
"""

import sys
from pathlib import Path

from feedback_service.pack.files import load_files
from feedback_service.routing.learned.corpus import read_corpus
from feedback_service.routing.learned.in_force import COMMUNES, SHIPPED
from feedback_service.routing.learned.storing import to_bytes
from feedback_service.routing.learned.whole import Tell, train


def ship(home: Path, tell: Tell) -> Path:
    """Raises PackInvalid, CorpusNotReadable. The file appears when it is whole."""
    examples = read_corpus(home / "corpus")
    phrases = sum(example.phrase for example in examples)
    tell(f"{home.name}: {len(examples) - phrases} messages, {phrases} phrases")
    model = train(examples, load_files(home), tell)
    unfinished, finished = home / f"{SHIPPED}.new", home / SHIPPED
    unfinished.write_bytes(to_bytes(model))
    unfinished.replace(finished)
    tell(f"{home.name}: model {model.version}, {finished.stat().st_size // 1024} KB")
    return finished


def _say(said: str) -> None:
    sys.stdout.write(f"{said}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    for folder in sorted(COMMUNES.iterdir()):
        if any(folder.glob("corpus/*.txt")):
            ship(folder, _say)
