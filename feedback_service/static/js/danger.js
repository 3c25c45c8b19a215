// Does a text sound like danger? Only to show the emergency numbers while somebody writes; the server judges by itself.
//
// The phrases are those of the commune's pack, one a line, written as routing/rules_lexicon.py explains: `a|b` is either
// word, `_` joins words of one choice, `..` stands between parts that are near each other in any order.
(() => {
  const near = 8; // words between the parts of a phrase, at most
  const plain = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  const wordsOf = (text) => text.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const known = (word) => ({ word, plain: plain(word) });

  // A part is a row of steps; a step is a set of choices; a choice is a row of words.
  const compile = (line) =>
    line.split("..").map((part) =>
      part.trim().split(/\s+/).map((step) => step.split("|").map((choice) => wordsOf(choice.replaceAll("_", " ")).map(known))),
    );

  function finder(lines) {
    const phrases = lines.filter((line) => /\p{L}/u.test(line)).map(compile);
    return (text) => {
      const typed = wordsOf(text).map(known);
      const marked = typed.filter((one) => one.word !== one.plain).length;
      const careful = marked > typed.length * 0.45; // writes with accents, so a bare word is meant bare
      // A word typed with accents is that word; one without may be any, where the writer types none.
      const same = (mine, theirs) =>
        theirs && (mine.word === theirs.word || (!careful && theirs.word === theirs.plain && mine.plain === theirs.plain));
      const stands = (part, at, step = 0) =>
        step === part.length ||
        part[step].some((choice) => choice.every((word, n) => same(word, typed[at + n])) && stands(part, at + choice.length, step + 1));
      const places = (part) => typed.map((_, at) => at).filter((at) => stands(part, at));
      return phrases.some(([first, ...others]) => {
        const begins = places(first);
        return begins.some((at) => others.every((part) => places(part).some((other) => Math.abs(other - at) <= near + 2)));
      });
    };
  }

  // A way to ask, once the phrases are here; without a line nothing is ever dangerous.
  window.dangerAt = (address) =>
    fetch(address)
      .then((answer) => (answer.ok ? answer.text() : ""))
      .then((text) => finder(text.split("\n")))
      .catch(() => () => false);
})();
