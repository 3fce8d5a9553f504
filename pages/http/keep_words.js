(function () {
  // The framework sends a field's words when it is left; a draft must not lose what was typed before that.
  // After a pause in typing the field gets the keys that make it send them; the reader notices nothing.
  var PAUSE = 1500, timer = null, composing = false;
  function isField(element) {
    return element && element.closest && element.closest('[data-testid="stMain"]') &&
      (element.tagName === "TEXTAREA" || (element.tagName === "INPUT" && element.closest('[data-testid="stTextInput"]')));
  }
  function send(field) {
    field.dispatchEvent(new KeyboardEvent("keydown", {
      key: "Enter", code: "Enter", keyCode: 13, which: 13, ctrlKey: true, bubbles: true, cancelable: true
    }));
  }
  function later(field) {
    clearTimeout(timer);
    timer = setTimeout(function () { if (!composing && document.activeElement === field) send(field); }, PAUSE);
  }
  document.addEventListener("compositionstart", function () { composing = true; }, true);
  document.addEventListener("compositionend", function (event) {
    composing = false;
    if (isField(event.target)) later(event.target);
  }, true);
  document.addEventListener("input", function (event) { if (isField(event.target)) later(event.target); }, true);
})();
