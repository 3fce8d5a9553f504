(function () {
  // What is typed lives in this browser until it was sent. One token makes one question, however often it is sent.
  var form = document.getElementById("ask"), says = form.dataset, key = "desk-ask-" + says.county;
  var more = document.getElementById("more"), sent = false, FIELDS = ["text", "name", "phone", "place"];
  Array.prototype.forEach.call(form.querySelectorAll("[name^=fact_]"), function (one) { FIELDS.push(one.name); });

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
  function forget() { sent = true; try { localStorage.removeItem(key); } catch (error) { /* nothing was kept */ } }
  function industry() { var one = form.querySelector("[name=industry]:checked"); return one ? one.value : ""; }
  function fill() {
    var draft = stored();
    form.elements.token.value = draft.token || uuid();
    if (says.typed) return keep();
    FIELDS.forEach(function (name) { if (draft[name]) form.elements[name].value = draft[name]; });
    var chip = draft.industry && form.querySelector('[name=industry][value="' + draft.industry + '"]');
    if (chip) chip.checked = true;
    if (draft.text) keep();
    Array.prototype.forEach.call(form.querySelectorAll(".branch"), function (one) { if (written(one)) one.open = more.open = true; });
  }

  // -- the branch that the words belong to: one at a time is opened here, and closed again while nothing is written in it -------------
  var branch = "", opened = null;
  function written(one) { return Array.prototype.some.call(one.querySelectorAll("input"), function (field) { return field.value; }); }
  function turn(now) {
    if (now === branch) return;
    branch = now;
    if (opened && !written(opened) && !opened.contains(document.activeElement)) opened.open = false;
    opened = null;
    var one = now && document.getElementById("branch-" + now);
    if (one && !one.open) { opened = one; one.open = more.open = true; }
  }
  function putFirst(named) {
    var one = branch && document.getElementById("branch-" + branch);
    if (!one || one.contains(document.activeElement)) return;
    named.slice().reverse().forEach(function (code) {
      var field = document.getElementById("fact_" + code);
      if (field && one.contains(field)) one.insertBefore(field.parentNode, one.children[1]);
    });
  }

  // -- signed answers to questions like it ---------------------------------------------------------------------------------------
  var shown = "[]";
  function answered(found) {
    var now = JSON.stringify(found), rows = document.getElementById("answers");
    if (now === shown) return;
    shown = now; rows.textContent = ""; document.getElementById("seen").hidden = !found.length;
    found.forEach(function (one) {
      var row = document.createElement("li"), enough = document.createElement("button");
      [["b", one.about], ["p", one.advice], ["p", one.medicine], ["small", one.signed]].forEach(function (part) {
        if (part[1]) row.appendChild(document.createElement(part[0])).textContent = part[1];
      });
      enough.type = "button"; enough.className = "plain"; enough.textContent = says.helped;
      enough.onclick = function () {
        fetch("/public/helped", { method: "POST", body: new URLSearchParams({ county: says.county, answer: one.id }) })
          .then(function (answer) {
            if (answer.ok) { row.removeChild(enough); row.appendChild(document.createElement("p")).textContent = says.noted; }
          });
      };
      row.appendChild(enough); rows.appendChild(row);
    });
  }

  // -- dead animals do not wait for the button; what else would help ---------------------------------------------------------------
  var timer = null, alarm = document.getElementById("alarm");
  function warn(isUrgent) {
    var field = document.activeElement;  // the alarm stands below what is being written, and moves nothing above it
    if (isUrgent && alarm.hidden && /^(text|fact_|place|name|phone)/.test(field.name || "")) field.insertAdjacentElement("afterend", alarm);
    var isNew = isUrgent && alarm.hidden;
    alarm.hidden = !isUrgent;
    if (isNew) alarm.scrollIntoView({block: "nearest"});
  }
  function listen() {
    clearTimeout(timer);
    timer = setTimeout(function () {
      var body = new URLSearchParams({ county: says.county, text: form.elements.text.value });
      FIELDS.forEach(function (name) { if (/^fact_/.test(name) && form.elements[name].value) body.append(name, form.elements[name].value); });
      fetch("/public/urgent", { method: "POST", body: body })
        .then(function (answer) { return answer.json(); })
        .then(function (found) {
          warn(found.urgent);
          document.getElementById("missing").textContent = found.missing;
          answered(found.answers); turn(found.branch); putFirst(found.named);
        })
        .catch(function () { /* the receipt shows it again */ });
    }, 800);
  }
  form.addEventListener("input", function (event) { keep(); if (/^(text|fact_)/.test(event.target.name)) listen(); });
  addEventListener("pagehide", keep);
  fill();
  if (form.elements.text.value) listen();
  photoForm(form, {
    token: function () { return form.elements.token.value; }, keep: keep, forget: forget,
    // This form has its receipt already: what is here now goes, when sent again, as a question of its own.
    anew: function () { form.elements.token.value = uuid(); keep(); },
  });
  if (navigator.serviceWorker) navigator.serviceWorker.register("/public/worker.js").catch(function () { /* works without */ });
})();
