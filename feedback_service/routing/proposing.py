"""The seam of routing: `propose` takes a text and a pack and says what it thinks, and why. Pure.

The lexicon finds the pack's phrases; the model, where the commune has one, weighs them together with everything
else that the message says. Without a model the lexicon speaks alone.
"""

from feedback_service.pack.model import Pack
from feedback_service.routing.deciding import Heard, decide
from feedback_service.routing.learned.hits import named_hits
from feedback_service.routing.learned.in_force import model_for
from feedback_service.routing.learned.model import Model
from feedback_service.routing.learned.reading import read
from feedback_service.routing.matters import with_matters
from feedback_service.routing.moved import as_the_pack_says
from feedback_service.routing.proposal import Proposal
from feedback_service.routing.rules_flags import raised_signals
from feedback_service.routing.rules_lexicon import lexicon_of
from feedback_service.routing.rules_matching import find_hits
from feedback_service.routing.rules_scoring import rank_units, topic_scores
from feedback_service.routing.rules_words import split_words


def propose(text: str, pack: Pack, area: str = "") -> Proposal:
    """What kind, unit and topic `text` is about, with flags and reasons. Takes any text; never fails on one.

    `area` is the code of the place that the sender chose, "" if none.
    """
    return propose_by(model_for(pack), text, pack, area)


def propose_by(model: Model | None, text: str, pack: Pack, area: str = "") -> Proposal:
    """The same with the model of the caller's choice, None for the lexicon alone."""
    lexicon = lexicon_of(pack)
    words = split_words(text, lexicon.abbreviations)
    hits = find_hits(words, lexicon)
    topics = topic_scores(hits)
    ranked = rank_units(topics, pack)
    reading = None
    if model:
        named = named_hits(words, hits, topics, ranked, pack)
        reading = as_the_pack_says(read(words, named, model), topics, named, pack, model)
    signals = raised_signals(hits, lexicon, pack)
    heard = Heard(words, tuple(hits), signals, topics, tuple(ranked), reading)
    return with_matters(decide(heard, pack, model, area), text, heard, pack, model)
