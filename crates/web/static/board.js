/* The board: a card moves by drag, or by the arrow keys while it is in focus. What moves it is a form that the page has
   without script as well; the server says whether there is room. */
(function () {
  "use strict";
  var places = Array.prototype.slice.call(document.querySelectorAll("[data-place]"));
  var cards = Array.prototype.slice.call(document.querySelectorAll("[data-card]"));
  if (places.length < 2 || !cards.length) return;
  var held = null;

  function move(card, place) {
    if (!place || place.contains(card)) return;
    var form = document.createElement("form");
    form.method = "post";
    form.action = card.getAttribute("data-card");
    var to = document.createElement("input");
    to.type = "hidden";
    to.name = "to";
    to.value = place.getAttribute("data-place");
    form.appendChild(to);
    document.body.appendChild(form);
    form.submit();
  }

  cards.forEach(function (card) {
    card.draggable = true;
    card.addEventListener("dragstart", function (event) {
      held = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.getAttribute("data-card"));
    });
    card.addEventListener("dragend", function () { held = null; });
    card.addEventListener("keydown", function (event) {
      if (event.target !== card || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowRight") { event.preventDefault(); move(card, places[0]); }
      if (event.key === "ArrowLeft") { event.preventDefault(); move(card, places[1]); }
    });
  });
  places.forEach(function (place) {
    place.addEventListener("dragover", function (event) {
      if (!held || place.contains(held)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
    });
    place.addEventListener("drop", function (event) {
      event.preventDefault();
      if (held) move(held, place);
    });
  });
})();
