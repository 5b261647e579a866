/* Lyceum: what is nicer with script. Every page works without it. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("has-script");

  /* Storage may be closed to us; then nothing is kept and nothing breaks. */
  function keep(key, value) { try { sessionStorage.setItem(key, value); } catch (e) { /* closed */ } }
  function kept(key) { try { return sessionStorage.getItem(key); } catch (e) { return null; } }
  function drop(key) { try { sessionStorage.removeItem(key); } catch (e) { /* closed */ } }

  /* 1. Matches while one types: from the fifth word, after a pause, the newest request only. */
  function words(text) { var found = text.trim().match(/\S+/g); return found ? found.length : 0; }

  function announce(text) {
    var place = document.getElementById("announced");
    if (!place) {
      place = document.createElement("p");
      place.id = "announced";
      place.className = "vh";
      place.setAttribute("role", "status");
      document.body.appendChild(place);
    }
    place.textContent = text;
  }

  function watch(box) {
    var region = document.getElementById(box.getAttribute("aria-controls"));
    var address = box.getAttribute("data-matches");
    if (!region || !address || !window.fetch) return;
    var timer = 0, running = null, last = box.value.trim();

    function look() {
      var text = box.value.trim();
      if (text === last || words(text) < 5) return;
      last = text;
      if (running) running.abort();
      running = window.AbortController ? new AbortController() : null;
      var mine = running;
      fetch(address + "?q=" + encodeURIComponent(text.slice(0, 4000)), {
        credentials: "same-origin",
        headers: { Accept: "text/html" },
        signal: mine ? mine.signal : undefined
      }).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      }).then(function (html) {
        if (mine !== running) return;
        /* Somebody working inside the region keeps it as it is. */
        if (region.contains(document.activeElement)) { last = ""; return; }
        region.innerHTML = html;
        var count = region.querySelectorAll(".match").length;
        announce(count === 0 ? "Nothing like it yet" : count === 1 ? "One place to look" : count + " places to look");
      }).catch(function (error) {
        /* The button still looks; the next pause tries again. */
        if (error.name !== "AbortError") last = "";
      });
    }
    box.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(look, 400); });
  }

  /* 2. Drafts: what is typed stays in this tab until it was taken. */
  function draftable(field) {
    return field.name && field.name !== "once" && field.name !== "then" && field.name !== "kept" &&
      (field.tagName === "TEXTAREA" || field.tagName === "SELECT" ||
        (field.tagName === "INPUT" && /^(text|search|url|number|date|)$/.test(field.getAttribute("type") || "")));
  }

  function drafts(form) {
    var key = "draft:" + form.getAttribute("data-draft");
    var saved = null;
    try { saved = JSON.parse(kept(key) || "null"); } catch (e) { drop(key); }
    if (saved) {
      Array.prototype.forEach.call(form.elements, function (field) {
        if (draftable(field) && !field.value && typeof saved[field.name] === "string") field.value = saved[field.name];
      });
    }
    form.addEventListener("input", function () {
      var typed = {}, any = false;
      Array.prototype.forEach.call(form.elements, function (field) {
        if (draftable(field) && field.value) { typed[field.name] = field.value; any = true; }
      });
      if (any) keep(key, JSON.stringify(typed)); else drop(key);
    });
  }

  /* A draft is dropped when the page after sending shows that it was taken. */
  function taken() {
    var place = document.querySelector("[data-taken]");
    if (place) drop("draft:" + place.getAttribute("data-taken"));
  }

  /* 3. The menu closes with Escape, and focus goes back to where it was opened. */
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    Array.prototype.forEach.call(document.querySelectorAll("details.menu[open]"), function (menu) {
      var inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    });
  });

  /* 4. Printing, shown only where it works. */
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-print]") : null;
    if (button) { event.preventDefault(); window.print(); }
  });

  /* 5. A form that was sent is not sent again by a second press; after five seconds, or on coming back, it may be. */
  function ready(form) {
    form.removeAttribute("data-sent");
    var button = form.querySelector("button.btn");
    if (button) button.removeAttribute("aria-disabled");
  }
  document.addEventListener("submit", function (event) {
    var form = event.target, button = form.querySelector("button.btn");
    if ((form.method || "get").toLowerCase() !== "post" || !button) return;
    if (form.getAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "yes");
    button.setAttribute("aria-disabled", "true");
    setTimeout(ready, 5000, form);
  });
  window.addEventListener("pageshow", function () {
    Array.prototype.forEach.call(document.querySelectorAll("form[data-sent]"), ready);
  });

  function start() {
    Array.prototype.forEach.call(document.querySelectorAll("textarea[data-matches]"), watch);
    taken();
    Array.prototype.forEach.call(document.querySelectorAll("form[data-draft]"), drafts);
    var flaws = document.querySelector(".errors");
    if (flaws) flaws.focus();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
