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

  document.addEventListener("lyceum:say", function (event) { announce(event.detail); });

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
/* Lyceum, card sort: each card is saved as it is placed, kept while there is no network, and the room is followed live.
   Every page works without it. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-sort]");
  var live = document.querySelector("[data-live]");

  function saving(form) {
    var said = document.querySelector("[data-saved]");
    var counted = document.querySelector("[data-sorted]");
    var waiting = {}, sending = false, later = 0;

    function tell(text) { if (said) said.textContent = text; }

    function count() {
      var names = {};
      form.querySelectorAll("input:checked").forEach(function (input) { names[input.name] = true; });
      if (counted) counted.textContent = String(Object.keys(names).length);
    }

    /* The last place of each card wins; the same card sent twice changes nothing. */
    function send() {
      var cards = Object.keys(waiting);
      if (sending || cards.length === 0) return;
      sending = true;
      var batch = waiting;
      waiting = {};
      fetch(form.action, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(batch).toString()
      }).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        tell("Saved.");
      }).catch(function () {
        cards.forEach(function (card) { if (!(card in waiting)) waiting[card] = batch[card]; });
        tell("Not saved yet: it is sent again as soon as the network is back.");
        clearTimeout(later);
        later = setTimeout(send, 3000);
      }).then(function () {
        sending = false;
        if (Object.keys(waiting).length > 0 && !later) send();
        later = 0;
      });
    }

    form.addEventListener("change", function (event) {
      if (event.target.type !== "radio") return;
      waiting[event.target.name] = event.target.value;
      count();
      send();
    });
    window.addEventListener("online", send);

    /* 1 to 4 place the card that has the focus. */
    form.addEventListener("keydown", function (event) {
      var at = "1234".indexOf(event.key);
      var row = event.target.closest && event.target.closest(".seg");
      if (at < 0 || !row) return;
      var input = row.querySelectorAll("input")[at];
      if (!input) return;
      event.preventDefault();
      input.checked = true;
      input.focus();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  /* When the room goes on, its page is fetched again; what somebody is choosing stays. */
  function following(place) {
    if (!window.EventSource) return;
    var source = new EventSource(place.getAttribute("data-live"));
    var before = null;
    source.addEventListener("room", function (event) {
      var told = JSON.parse(event.data);
      var is_room = place.tagName === "DL";
      var moved = before && (told.revealed !== before.revealed || told.decided !== before.decided || told.closed !== before.closed);
      if (is_room && before && told.sorted !== before.sorted) {
        var first = place.querySelector("dd");
        if (first && first.firstChild) first.firstChild.textContent = first.firstChild.textContent.replace(/^\d+/, String(told.sorted));
      }
      before = told;
      if (told.closed) source.close();
      if (is_room && moved && !document.querySelector("form :focus")) window.location.reload();
    });
  }

  if (form && window.fetch && window.URLSearchParams) saving(form);
  if (live) following(live);
})();
