/* Reading: a page that was before somebody long enough to read a part of it is counted, once a day, for them alone.
   Time counts while the page is seen. Where recording fails, reading goes on. */
(function () {
  "use strict";
  var page = document.querySelector("[data-reading]");
  if (!page || !window.fetch) return;
  var left = Number(page.getAttribute("data-seconds")) || 30;
  var ticking = setInterval(function () {
    if (document.visibilityState !== "visible") return;
    left -= 1;
    if (left > 0) return;
    clearInterval(ticking);
    fetch(page.getAttribute("data-reading"), { method: "POST", keepalive: true, credentials: "same-origin" }).catch(function () {});
  }, 1000);
})();
