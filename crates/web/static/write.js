/* Writing: marks for the text, and how it looks while one writes. Every button of the form works without. */
(function () {
  "use strict";
  /* The main script has the place that is read out. */
  function announce(text) { document.dispatchEvent(new CustomEvent("lyceum:say", { detail: text })); }

  function mark(area, button) {
    var from = area.selectionStart, to = area.selectionEnd, chosen = area.value.slice(from, to), put;
    var around = button.getAttribute("data-around"), line = button.getAttribute("data-line");
    if (line) {
      from = area.value.lastIndexOf("\n", from - 1) + 1;
      put = area.value.slice(from, to).split("\n").map(function (each) { return line + each; }).join("\n");
      area.setRangeText(put, from, to, "end");
    } else if (around) {
      area.setRangeText(around + chosen + around, from, to, "end");
      area.setSelectionRange(from + around.length, to + around.length);
    } else {
      put = "[" + (chosen || "words") + "](/handbook/)";
      area.setRangeText(put, from, to, "end");
      area.setSelectionRange(from + put.length - 1, from + put.length - 1);
    }
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function editor(form) {
    var area = form.querySelector("textarea"), region = document.getElementById("look");
    var tools = form.querySelector(".tools");
    if (!area || !region) return;
    if (tools && area.setRangeText) {
      tools.hidden = false;
      tools.addEventListener("click", function (event) {
        var button = event.target.closest("button");
        if (button) mark(area, button);
      });
    }
    var timer = 0, running = null, sent = null;
    function look() {
      var typed = new URLSearchParams(new FormData(form)).toString();
      if (typed === sent || !window.fetch) return;
      sent = typed;
      if (running) running.abort();
      running = window.AbortController ? new AbortController() : null;
      var mine = running;
      fetch(form.getAttribute("data-editor"), {
        method: "POST", credentials: "same-origin", body: typed,
        headers: { Accept: "text/html", "Content-Type": "application/x-www-form-urlencoded" },
        signal: mine ? mine.signal : undefined
      }).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      }).then(function (html) {
        if (mine !== running || region.contains(document.activeElement)) return;
        var alike = region.querySelectorAll(".alike li").length, top = region.scrollTop;
        region.innerHTML = html;
        region.scrollTop = top;
        var now = region.querySelectorAll(".alike li").length;
        if (now > alike) announce(now === 1 ? "One page may say this already" : now + " pages may say this already");
      }).catch(function () { sent = null; });
    }
    form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(look, 500); });
  }

  /* A picture goes in where the cursor stands; whatever is wrong with it the server says on its own page. */
  function pictures(form) {
    var area = document.getElementById("body");
    if (!area || !window.fetch || !window.FormData) return;
    form.addEventListener("submit", function (event) {
      var shows = form.querySelector("#shows");
      if (!form.querySelector("#picture").files.length || !shows.value.trim()) return;
      event.preventDefault();
      fetch(form.action, { method: "POST", credentials: "same-origin", headers: { Accept: "text/plain" }, body: new FormData(form) })
        .then(function (answer) {
          if (!answer.ok) throw new Error(String(answer.status));
          return answer.text();
        }).then(function (line) {
          area.setRangeText("\n\n" + line + "\n\n", area.selectionStart, area.selectionEnd, "end");
          area.dispatchEvent(new Event("input", { bubbles: true }));
          form.reset();
          area.focus();
          announce("It stands in the text");
        }).catch(function () { form.submit(); });
    });
  }

  function start() {
    Array.prototype.forEach.call(document.querySelectorAll("form[data-pictures]"), pictures);
    Array.prototype.forEach.call(document.querySelectorAll("form[data-editor]"), editor);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
