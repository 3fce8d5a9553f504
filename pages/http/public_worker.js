// Without network the form that was last seen comes back; what was typed is in the page's own store.
var KEPT = "desk-ask";
self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", function (event) {
  var request = event.request, path = new URL(request.url).pathname;
  if (request.method !== "GET" || path !== "/public/ask") return;
  event.respondWith(fetch(request).then(function (answer) {
    if (answer.ok) {
      var copy = answer.clone();
      event.waitUntil(caches.open(KEPT).then(function (kept) { return kept.put(request, copy); }));
    }
    return answer;
  }, function () {
    return caches.match(request).then(function (kept) { return kept || Response.error(); });
  }));
});
