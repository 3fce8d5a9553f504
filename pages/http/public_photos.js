// A form with photos on a bad network: each photo goes ahead in parts and goes on where it broke off; sending waits for
// the photos and for the network. `its`: token(), under which photos go; keep() and forget() what is typed;
// anew(), where the same page may be sent once more as another question.
function photoForm(form, its) {
  var problem = document.getElementById("problem"), state = document.getElementById("state");
  var list = document.getElementById("list"), picker = document.getElementById("photos"), says = picker.dataset;
  var PART = 65536, EDGE = 1600, photos = [], busy = false, sending = false, wanted = false;

  function complain(words) { problem.textContent = words; problem.hidden = !words; if (words) problem.scrollIntoView(); }
  function address(name) { return "/public/photos/" + its.token() + (name ? "/" + name : ""); }
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

  function submit() {
    if (sending) return;
    sending = true; wanted = false; state.textContent = says.sending; complain("");
    var body = new FormData(form);
    body.delete("photos");
    fetch(form.action, { method: "POST", body: body }).then(function (answer) {
      if (answer.ok && answer.redirected) { its.forget(); location.href = answer.url; return; }
      return answer.text().then(function (text) {
        var said = new DOMParser().parseFromString(text, "text/html").getElementById("problem");
        sending = false; state.textContent = ""; complain(said ? said.firstChild.textContent : says.failed);
        if (said && said.children.length && its.anew) startAnew(said.children[0]);
      });
    }).catch(function () {
      sending = false;
      if (navigator.onLine === false) { wanted = true; state.textContent = says.offline; } else state.textContent = says.failed;
    });
  }
  function startAnew(link) {
    problem.appendChild(document.importNode(link, true));
    its.anew();
    photos = photos.filter(function (one) { return one.blob; });
    photos.forEach(function (one) { one.received = 0; one.whole = false; });
    draw(); send();
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault(); its.keep();
    if (pending().length && !wanted) { wanted = true; state.textContent = says.waiting; send(); return; }
    submit();
  });
  addEventListener("online", function () { if (wanted) { pending().length ? send() : submit(); } else send(); });
  picker.addEventListener("change", choose);
  recall();
}
