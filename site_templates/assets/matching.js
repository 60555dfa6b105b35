// What the words of a query say, and how well a thing that was found fits them: names before mentions.
// Used by search alone, which fetches it when somebody searches.
(function () {
  "use strict";

  var english = document.documentElement.lang === "en";
  var SMALL = english ? " a am an and any are at be can do for from get have how i in is it me my near of on or some that the there this to want we what where who with you " : " a albo ani bo by chce chcialabym chcialbym co czy dla do dostac dostane gdzie go i ich im ja jak jest jestem kiedy kto ktory lub ma mam miedzy mi mnie moge moj moja na nad nic nie nigdy nigdzie nikt o od po pod potrzebuje przez przy szukam sa sie ta tak tam ten to tu tutaj u w we z za ze znajde znalezc ";
  SMALL += "а в вас ви де для до є з за і из ми мене мені мною на нас не немає ні по потрібен потрібна потрібне потрібно про та треба у хочу хто це чи що шукаю я як ";

  // Latin and Cyrillic words; an apostrophe stands inside a Ukrainian word.
  function split(text) {
    return spelling.fold(text).replace(/([а-яєіґ])['’ʼ](?=[а-яєіґ])/g, "$1").split(/[^a-z0-9а-яєіґ]+/).filter(Boolean);
  }

  // Without the words that say nothing of what somebody looks for, unless all are such.
  function telling(words) {
    var found = words.filter(function (one) { return SMALL.indexOf(" " + one + " ") < 0; });
    return found.length ? found : words;
  }

  // A Ukrainian word without its ending: Pagefind knows no Ukrainian, but finds what begins so.
  function begin(word) {
    return word.replace(/^([а-яєіґ]{2,}?)(?:ами|ями|ого|ому|ими|іми|ою|ею|єю|еи|ів|ам|ям|ах|ях|ом|ем|им|их|[аеєиіоуюяь])$/, "$1");
  }

  // Whether two words may be forms of one: the same beginning, and only known endings after it.
  var ENDING = english ? /^(?:s|es|ies|y|d|ed|ing|er|ers|ion|ions|al|ly|ment|less|ness)?$/ : /^(?:[cdgklnrstwz]{0,2}(?:i?(?:a|e|o|u|ow|om|em|ego|emu|ej|ach|ami|owi|owie)|i|y|im|ich|imi|ym|ych|ymi|owa|owe|owy|ek|ec|el|en)|c|my|cie|sz|l|l[aoiy]|l[ae]m|l[ae]s)?$/;

  function akin(word, other) {
    if (other.indexOf(word) === 0) return true;
    var shared = 0;
    while (shared < word.length && word[shared] === other[shared]) shared++;
    var rest = Math.max(word.length, other.length) - shared;
    return shared >= 3 && rest <= 5 && shared + 1 >= rest && ENDING.test(word.slice(shared));
  }

  // How far a word is from being a form of another. "Rybnku" is hardly one of "Rybnik" or "Rybno": a
  // consonant stands there in a vowel's place, and only an "e" goes so ("domek", "domku").
  function kin(word, other) {
    if (!akin(word, other)) return 9;
    var shared = 0;
    while (shared < word.length && word[shared] === other[shared]) shared++;
    return !english && /^[^aeiouy]/.test(word.slice(shared)) && /^(?!i?e[^aeiouy])[aeiouy]/.test(other.slice(shared)) ? 1.75 : 0;
  }

  // How well a word fits one of a name: the same or a form of it wholly, a longer one that only begins
  // so less. "Żyć" is not half of "Żychlin".
  function likeness(word, other) {
    if (!akin(word, other)) return 0;
    return other.indexOf(word) === 0 && !ENDING.test(other.slice(word.length)) ? 0.6 : 1;
  }

  // How much of a name the words make up, when it has them all: 1 to 2. A half when they have all of
  // a name of several words, and more beside it. Else 0.
  function nameMatch(name, terms) {
    var parts = telling(split(name));
    var hits = terms.filter(function (term) {
      return parts.some(function (part) { return akin(term, part); });
    }).length;
    var exact = terms.filter(function (term) { return parts.indexOf(term) >= 0; }).length;
    if (hits < terms.length) {
      return hits > 1 && parts.every(function (part) {
        return part.length < 3 || terms.some(function (term) { return akin(term, part); });
      }) ? 0.5 : 0;
    }
    var fit = terms.reduce(function (sum, term) {
      return sum + Math.max.apply(null, parts.map(function (part) { return likeness(term, part); }));
    }, 0);
    return 1 + fit / Math.max(parts.length, hits) + exact / 10;
  }

  // All that was typed and is a name, small words and all, says most: "nie chcę żyć" is not "nie mam z czego żyć".
  function nameScore(meta, terms, typed) {
    var names = (meta.also || "").split("|");
    var others = names.map(function (one) { return nameMatch(one, terms) * 0.95; });
    var withKind = nameMatch(meta.title + " " + meta.kind, terms) * 0.9;
    var whole = names.concat(meta.title).some(function (one) { return split(one).join(" ") === typed; });
    return Math.max.apply(null, others.concat(nameMatch(meta.title, terms), withKind)) + (whole ? 0.5 : 0);
  }

  // Pagefind shortens a word that it does not know until something begins with it: that found nothing.
  function meant(one, terms) {
    var told = split(one.content + " " + one.meta.title);
    return terms.some(function (term) { return told.some(function (word) { return akin(term, word); }); });
  }

  function isTrouble(meta) { return /^\/(telefony|helplines)\/./.test(meta.address); }
  function isKind(meta) { return /^\/(rodzaje|kinds)\//.test(meta.address); }
  function helps(meta) { return /^\/(organizacje|organizations)\/./.test(meta.address); }

  // A page about a group or a kind of help must not hide those who help: the first two of them that
  // were found stand among the first four results. The page of a kind, which those of the kind stand
  // above, is the fifth then.
  function lift(list) {
    var first = list.filter(helps).slice(0, 2);
    first.forEach(function (one, number) {
      if (list.indexOf(one) < 4) return;
      list.splice(list.indexOf(one), 1);
      list.splice(2 + number, 0, one);
    });
    var kind = list.filter(isKind)[0];
    if (kind && list.indexOf(kind) > 4) {
      list.splice(list.indexOf(kind), 1);
      list.splice(4, 0, kind);
    }
    return list;
  }

  // The best first: names before mentions, of equal ones whom to call, and no page twice. `told` is
  // what Pagefind found, `text` the whole query.
  function rank(told, terms, text) {
    var seen = {}, typed = split(text).join(" ");
    return told.filter(function (one) { return meant(one, terms); }).map(function (one, place) {
      return { meta: one.meta, name: nameScore(one.meta, terms, typed), place: place };
    }).sort(function (a, b) { return b.name - a.name || (a.name ? isTrouble(b.meta) - isTrouble(a.meta) : 0) || isKind(a.meta) - isKind(b.meta) || a.place - b.place; })
      .map(function (row) { return row.meta; })
      .filter(function (meta) { return !seen[meta.address] && (seen[meta.address] = true); });
  }

  // The words of a query that say what somebody looks for.
  function terms(text) { return telling(split(text)).map(begin); }

  window.matching = { terms: terms, kin: kin, rank: rank, lift: lift };
})();
