// Sharpens a dated list of meetings for the reader's own moment: hides what is over, says what is
// today, tomorrow or on right now, and fetches later meetings when the built list has run out.
// Written for old phones: without this file, or when it fails, the built list stays as it is.
(function () {
  "use strict";

  function polishDay(moment) {
    // sv-SE writes a day as 2026-11-23, in the order that meetings have it.
    return new Intl.DateTimeFormat("sv-SE", {
      timeZone: "Europe/Warsaw", year: "numeric", month: "2-digit", day: "2-digit",
    }).format(moment);
  }

  function label(box, item, now, today, tomorrow) {
    var start = item.getAttribute("data-start");
    if (Date.parse(start) <= now) return box.getAttribute("data-now");
    var day = start.slice(0, 10);
    if (day === today) return box.getAttribute("data-today");
    return day === tomorrow ? box.getAttribute("data-tomorrow") : "";
  }

  function each(box, selector, use) {
    Array.prototype.forEach.call(box.querySelectorAll(selector), use);
  }

  function show(box, selector, visible) {
    each(box, selector, function (one) { one.hidden = !visible; });
  }

  function sharpen(box) {
    var now = Date.now();
    var today = polishDay(now);
    var tomorrow = new Date(Date.parse(today + "T12:00:00Z") + 864e5).toISOString().slice(0, 10);
    var most = Number(box.getAttribute("data-most")) || Infinity;
    var left = 0;
    each(box, "[data-end]", function (item) {
      var over = Date.parse(item.getAttribute("data-end")) <= now;
      item.hidden = over || left >= most;
      var old = item.querySelector(".when");
      if (old) item.removeChild(old);
      if (item.hidden) return;
      left += 1;
      var words = label(box, item, now, today, tomorrow);
      if (!words) return;
      var mark = document.createElement("b");
      mark.className = "when";
      mark.textContent = words;
      item.insertBefore(mark, item.firstChild);
    });
    each(box, "[data-day]", function (day) { day.hidden = !day.querySelector("li:not([hidden])"); });
    if (left < most && box.hasAttribute("data-later")) fetchLater(box);
    var unsure = left === 0 && box.hasAttribute("data-unsure");
    show(box, "[data-built]", unsure);
    show(box, "[data-over]", left === 0 && !unsure);
    if (unsure) return;
    each(box, "[data-heading]", function (heading) {
      heading.textContent = heading.getAttribute(left ? "data-heading" : "data-heading-over");
    });
  }

  function fetchLater(box) {
    var address = box.getAttribute("data-later");
    box.removeAttribute("data-later");
    // Until it is here, or for ever if it never comes, nothing is known past the built list.
    box.setAttribute("data-unsure", "");
    fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then(function (rows) {
      box.removeAttribute("data-unsure");
      var list = box.querySelector("ol");
      list.textContent = "";
      rows.forEach(function (row) {
        var item = document.createElement("li");
        item.setAttribute("data-start", row.start);
        item.setAttribute("data-end", row.end);
        [["time", row.when], ["strong", row.what], ["span", row.more]].forEach(function (part) {
          if (!part[1]) return;
          var element = document.createElement(part[0]);
          element.textContent = part[1];
          if (part[0] === "time") element.setAttribute("datetime", row.start);
          if (part[0] === "span") element.className = "quiet";
          item.appendChild(element);
          item.appendChild(document.createTextNode(" "));
        });
        list.appendChild(item);
      });
      sharpen(box);
    }).catch(function () { sharpen(box); });
  }

  function sharpenAll() {
    each(document, "[data-meetings]", sharpen);
  }

  try {
    sharpenAll();
    setInterval(sharpenAll, 30000);
    document.addEventListener("visibilitychange", sharpenAll);
    window.addEventListener("pageshow", sharpenAll);
  } catch (problem) {
    show(document, "[data-built]", true);
  }
})();
