(function () {
  // What is typed lives in this browser until it was sent. One token makes one question, however often it is sent.
  var form = document.getElementById("ask"), says = form.dataset, key = "desk-ask-" + says.county;
  var problem = document.getElementById("problem"), state = document.getElementById("state");
  var more = document.getElementById("more"), list = document.getElementById("list"), picker = document.getElementById("photos");
  var PART = 65536, EDGE = 1600, FIELDS = ["text", "name", "phone", "place"];
  Array.prototype.forEach.call(form.querySelectorAll("[name^=fact_]"), function (one) { FIELDS.push(one.name); });
  var photos = [], busy = false, sending = false, wanted = false, sent = false;

  function uuid() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64; bytes[8] = bytes[8] & 63 | 128;
    var hex = Array.prototype.map.call(bytes, function (one) { return (one + 256).toString(16).slice(1); }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  function stored() { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch (error) { return {}; } }
  function keep() {
    if (sent) return;
    var draft = { token: form.elements.token.value, industry: industry() };
    FIELDS.forEach(function (name) { draft[name] = form.elements[name].value; });
    try { localStorage.setItem(key, JSON.stringify(draft)); } catch (error) { return; }
    if (draft.text) document.getElementById("kept").textContent = says.kept;
  }
  function forget() { try { localStorage.removeItem(key); } catch (error) { /* nothing was kept */ } }
  function industry() { var one = form.querySelector("[name=industry]:checked"); return one ? one.value : ""; }
  function fill() {
    var draft = stored();
    form.elements.token.value = draft.token || uuid();
    if (says.typed) return keep();
    FIELDS.forEach(function (name) { if (draft[name]) form.elements[name].value = draft[name]; });
    var chip = draft.industry && form.querySelector('[name=industry][value="' + draft.industry + '"]');
    if (chip) chip.checked = true;
    if (draft.text) keep();
    Array.prototype.forEach.call(form.querySelectorAll(".branch"), function (one) {
      if (Array.prototype.some.call(one.querySelectorAll("input"), function (field) { return field.value; })) one.open = more.open = true;
    });
  }
  function complain(words) { problem.textContent = words; problem.hidden = !words; if (words) problem.scrollIntoView(); }

  // -- photos ------------------------------------------------------------------------------------------------
  function address(name) { return "/public/photos/" + form.elements.token.value + (name ? "/" + name : ""); }
  function hash(words) {
    var value = 5381;
    for (var n = 0; n < words.length; n++) value = (value * 33 ^ words.charCodeAt(n)) >>> 0;
    return value.toString(16);
  }
  function draw() {
    list.textContent = "";
    photos.forEach(function (photo, n) {
      var row = document.createElement("li"), words = document.createElement("span"), out = document.createElement("button");
      var percent = Math.floor(100 * photo.received / photo.size) + "%";
      words.textContent = says.photo.replace("{n}", n + 1) + " · " + (photo.whole ? says.done : photo.blob ?
        (photo.broken ? says.broken : says.part.replace("{percent}", percent)) : says.lost);
      out.type = "button"; out.className = "plain"; out.textContent = says.remove;
      out.setAttribute("aria-label", says.remove + " " + says.photo.replace("{n}", n + 1));
      out.onclick = function () { photos.splice(photos.indexOf(photo), 1); draw(); fetch(address(photo.name), { method: "DELETE" }); };
      row.appendChild(words); row.appendChild(out); list.appendChild(row);
    });
  }
  function shrunk(file) {
    if (!self.createImageBitmap || !HTMLCanvasElement.prototype.toBlob) return Promise.resolve(file);
    return createImageBitmap(file).then(function (image) {
      var scale = Math.min(1, EDGE / Math.max(image.width, image.height)), canvas = document.createElement("canvas");
      canvas.width = Math.round(image.width * scale); canvas.height = Math.round(image.height * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return new Promise(function (resolve) { canvas.toBlob(function (blob) { resolve(blob || file); }, "image/jpeg", .85); });
    }).catch(function () { return file; });
  }
  function add(file) {
    return shrunk(file).then(function (blob) {
      var name = "p" + hash([file.name, file.size, file.lastModified].join("|")) + "-" + blob.size;
      var known = photos.filter(function (one) { return one.name === name; })[0];
      if (known) { known.blob = blob; return; }
      photos.push({ name: name, size: blob.size, received: 0, whole: false, blob: blob });
    });
  }
  function choose() {
    var files = Array.prototype.slice.call(picker.files), most = +says.most;
    picker.value = "";
    files.reduce(function (before, file) {
      return before.then(function () { return photos.length < most ? add(file) : complain(says.many.replace("{most}", most)); });
    }, Promise.resolve()).then(function () { draw(); send(); });
  }
  function pending() { return photos.filter(function (one) { return !one.whole && one.blob; }); }
  function send() {
    var photo = pending()[0];
    if (busy || !photo) { if (!photo && wanted) submit(); return; }
    busy = true;
    var part = photo.blob.slice(photo.received, photo.received + PART);
    fetch(address(photo.name) + "?size=" + photo.size + "&start=" + photo.received, { method: "PUT", body: part })
      .then(function (answer) { return answer.json().then(function (found) { return [answer.ok, found]; }); })
      .then(function (both) {
        busy = false;
        if (!both[0]) { photos.splice(photos.indexOf(photo), 1); complain(both[1].message); }
        else { photo.received = both[1].received; photo.whole = both[1].whole; photo.broken = false; }
        draw(); send();
      })
      .catch(function () { busy = false; photo.broken = true; draw(); setTimeout(send, 4000); });
  }
  function recall() {
    fetch(address()).then(function (answer) { return answer.ok ? answer.json() : []; }).then(function (found) {
      found.forEach(function (one) { photos.push(one); });
      draw();
    }).catch(function () { /* without network there is nothing to recall */ });
  }

  // -- sending -----------------------------------------------------------------------------------------------
  function submit() {
    if (sending) return;
    sending = true; wanted = false; state.textContent = says.sending; complain("");
    var body = new FormData(form);
    body.delete("photos");
    fetch(form.action, { method: "POST", body: body }).then(function (answer) {
      if (answer.ok && answer.redirected) { sent = true; forget(); location.href = answer.url; return; }
      return answer.text().then(function (text) {
        var said = new DOMParser().parseFromString(text, "text/html").getElementById("problem");
        sending = false; state.textContent = ""; complain(said ? said.firstChild.textContent : says.failed);
        if (said && said.children.length) startAnew(said);
      });
    }).catch(function () {
      sending = false;
      if (navigator.onLine === false) { wanted = true; state.textContent = says.offline; } else state.textContent = says.failed;
    });
  }
  // This form has its receipt already: what is here now goes, when sent again, as a question of its own.
  function startAnew(said) {
    problem.appendChild(document.importNode(said.children[0], true));
    form.elements.token.value = uuid(); keep();
    photos = photos.filter(function (one) { return one.blob; });
    photos.forEach(function (one) { one.received = 0; one.whole = false; });
    draw(); send();
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault(); keep();
    if (pending().length && !wanted) { wanted = true; state.textContent = says.waiting; send(); return; }
    submit();
  });
  addEventListener("online", function () { if (wanted) { pending().length ? send() : submit(); } else send(); });

  // -- dead animals do not wait for the button; what else would help ---------------------------------------------------------------
  var timer = null, branch = "";
  function listen() {
    clearTimeout(timer);
    timer = setTimeout(function () {
      var body = new URLSearchParams({ county: says.county, text: form.elements.text.value });
      FIELDS.forEach(function (name) { if (/^fact_/.test(name) && form.elements[name].value) body.append(name, form.elements[name].value); });
      fetch("/public/urgent", { method: "POST", body: body })
        .then(function (answer) { return answer.json(); })
        .then(function (found) {
          document.getElementById("alarm").hidden = !found.urgent;
          document.getElementById("missing").textContent = found.missing;
          if (found.branch && found.branch !== branch) document.getElementById("branch-" + found.branch).open = more.open = true;
          branch = found.branch;
        })
        .catch(function () { /* the receipt shows it again */ });
    }, 800);
  }
  form.addEventListener("input", function (event) { keep(); if (/^(text|fact_)/.test(event.target.name)) listen(); });
  picker.addEventListener("change", choose);
  addEventListener("pagehide", keep);
  fill();
  if (form.elements.text.value) listen();
  recall();
  if (navigator.serviceWorker) navigator.serviceWorker.register("/public/worker.js").catch(function () { /* works without */ });
})();
