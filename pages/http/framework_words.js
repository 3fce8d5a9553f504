(function () {
  var words = __WORDS__;
  var patterns = words.patterns.map(function (pair) { return [new RegExp(pair[0]), pair[1]]; });
  var attributes = ["placeholder", "aria-label", "title", "alt"];
  var own = '[data-testid="stMarkdownContainer"],[data-testid="stCode"],[data-testid="stTable"],textarea,script,style';
  var uploader = '[data-testid="stFileUploaderDropzone"]';
  function translate(text) {
    var bare = text.trim();
    if (!bare || bare.length > 120) return null;
    if (words.exact.hasOwnProperty(bare)) return text.replace(bare, words.exact[bare]);
    for (var i = 0; i < patterns.length; i++)
      if (patterns[i][0].test(bare)) return bare.replace(patterns[i][0], patterns[i][1]);
    return null;
  }
  function inText(node) {
    var parent = node.parentElement;
    if (!parent || (parent.closest(own) && !parent.closest(uploader))) return;
    var found = translate(node.data);
    if (found !== null && found !== node.data) node.data = found;
  }
  // An icon always stands beside a word; read aloud, its English name is noise.
  function hideIcon(element) {
    if (!/^[a-z0-9_]+ icon$/.test(element.getAttribute("aria-label") || "")) return;
    element.removeAttribute("aria-label");
    element.removeAttribute("role");
    element.setAttribute("aria-hidden", "true");
  }
  function inAttributes(element) {
    hideIcon(element);
    attributes.forEach(function (name) {
      var value = element.getAttribute(name);
      var found = value && translate(value);
      if (found && found !== value) element.setAttribute(name, found);
    });
  }
  function walk(node) {
    if (node.nodeType === 3) return inText(node);
    if (node.nodeType !== 1) return;
    inAttributes(node);
    for (var child = node.firstChild; child; child = child.nextSibling) walk(child);
  }
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "characterData") inText(change.target);
      else if (change.type === "attributes") inAttributes(change.target);
      else change.addedNodes.forEach(walk);
    });
  }).observe(document.documentElement, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: attributes
  });
})();
