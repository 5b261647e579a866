/* Passkeys: fetch the question, let the device answer, send the answer in the form that stands on the page. */
(function () {
  "use strict";
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (c) { return c.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function read(options) {
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    ["allowCredentials", "excludeCredentials"].forEach(function (list) {
      (options[list] || []).forEach(function (it) { it.id = bytes(it.id); });
    });
    return options;
  }
  function written(credential) {
    var from = credential.response, response = { clientDataJSON: text(from.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (part) {
      if (from[part]) response[part] = text(from[part]);
    });
    if (from.getTransports) response.transports = from.getTransports();
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type,
      extensions: credential.getClientExtensionResults(), response: response
    });
  }
  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    if (!window.PublicKeyCredential) { form.hidden = true; return; }
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var trouble = form.querySelector(".err[role=alert]");
      trouble.hidden = true;
      fetch(form.getAttribute("data-question"), { method: "POST", credentials: "same-origin" }).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then(function (asked) {
        form.elements.ceremony.value = asked.ceremony;
        return navigator.credentials[form.getAttribute("data-passkey")]({ publicKey: read(asked.options) });
      }).then(function (credential) {
        form.elements.credential.value = written(credential);
        form.submit();
      }).catch(function () {
        trouble.textContent = "Your device did not answer. Try again, or go another way.";
        trouble.hidden = false;
      });
    });
  });
})();
