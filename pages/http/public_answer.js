(function () {
  // The answer being written lives in this browser until it was sent.
  var form = document.getElementById("answer"), words = form.elements.words, key = "desk-answer-" + form.dataset.number, sent = false;
  function keep() { if (!sent) try { localStorage.setItem(key, words.value); } catch (error) { /* it is lost with the page */ } }
  function forget() { sent = true; try { localStorage.removeItem(key); } catch (error) { /* nothing was kept */ } }
  try { words.value = words.value || localStorage.getItem(key) || ""; } catch (error) { /* nothing was kept */ }
  form.addEventListener("input", keep);
  addEventListener("pagehide", keep);
  photoForm(form, { token: function () { return form.dataset.token; }, keep: keep, forget: forget });
})();
