// Says what is needed where holder.js can't run: an old browser, or a connection that isn't protected. Plain ES5.
(function () {
  function lacks() {
    return !(
      document.documentElement.getAttribute("data-ready") &&
      window.crypto && window.crypto.subtle && window.Worker && window.TransformStream && Array.prototype.findLast
    );
  }
  window.addEventListener("load", function () {
    var needed = document.getElementById("needed");
    if (lacks()) {
      needed.hidden = false;
      document.getElementById("page").hidden = true;
    }
  });
})();
