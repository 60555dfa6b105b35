// Puts the helplines that somebody answers now before the others, by the clock in Poland, and says
// so. Without this file every line stays in its place with its hours in words.
(function () {
  "use strict";

  var DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

  function polishNow(moment) {
    var parts = {};
    new Intl.DateTimeFormat("en-GB", {
      timeZone: "Europe/Warsaw", weekday: "short", month: "2-digit", day: "2-digit",
      hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    }).formatToParts(moment).forEach(function (one) { parts[one.type] = one.value; });
    return {
      minute: DAYS.indexOf(parts.weekday) * 1440 + Number(parts.hour) * 60 + Number(parts.minute),
      day: parts.month + "-" + parts.day,
    };
  }

  function inSeason(season, day) {
    if (!season) return true;
    var ends = season.split("/");
    return ends[0] <= ends[1] ? ends[0] <= day && day <= ends[1] : day >= ends[0] || day <= ends[1];
  }

  function isOpen(item, now) {
    return inSeason(item.getAttribute("data-season"), now.day) &&
      item.getAttribute("data-openings").split(" ").some(function (span) {
        var ends = span.split("-");
        return Number(ends[0]) <= now.minute && now.minute < Number(ends[1]);
      });
  }

  function sharpen(list) {
    var now = polishNow(new Date());
    var items = Array.prototype.slice.call(list.querySelectorAll("[data-openings]"));
    var open = items.filter(function (item) { return isOpen(item, now); });
    items.forEach(function (item) {
      var mark = item.querySelector(".answers");
      if (!mark) {
        mark = document.createElement("b");
        item.appendChild(mark);
      }
      var is = open.indexOf(item) >= 0;
      mark.className = is ? "answers" : "answers shut";
      mark.textContent = list.getAttribute(is ? "data-open" : "data-shut");
    });
    // A number that somebody is about to tap must not move: sorted once, when the page opens.
    if (list.hasAttribute("data-sorted")) return;
    list.setAttribute("data-sorted", "");
    open.concat(items.filter(function (item) { return open.indexOf(item) < 0; }))
      .forEach(function (item) { list.appendChild(item); });
  }

  function sharpenAll() {
    Array.prototype.forEach.call(document.querySelectorAll("[data-lines]"), sharpen);
  }

  try {
    sharpenAll();
    setInterval(sharpenAll, 60000);
    document.addEventListener("visibilitychange", sharpenAll);
  } catch (problem) {
    // An old browser without time zones: all lines, with their hours in words.
  }
})();
